"""Kills an import again and again, at random moments: `python -m tests.soak.kills [KILLS] [SEED]`.

Every time the database opens, holds whole documents only, and its index agrees with its texts; at the end the import
completes it.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.digest import document
from bot.jobs import collect
from bot.model.digest import Digest, DigestKey
from storage import engine, migrate
from tests import factories
from tests.storage import whole
from tests.storage.adding import get

ROOT = Path(__file__).parents[2]
DIGESTS = 60
FIRST_DAY = date(2024, 1, 1)


def main(kills: str = "300", seed: str = "") -> None:
    """Kills until it has killed so often, in as many databases as that takes."""
    chance = random.Random(seed or time.time_ns())
    done = 0
    while done < int(kills):
        with tempfile.TemporaryDirectory() as folder:
            done += asyncio.run(kill(f"sqlite:///{folder}/zhaiyao.db", int(kills) - done, chance))
        sys.stdout.write(f"{done} kills\n")


async def kill(url: str, most: int, chance: random.Random) -> int:
    """Kills an import into a database until it is complete, or killed often enough; says how often it was."""
    killed = 0
    while killed < most and await _import(url, chance):
        killed += 1
        async with engine.opened(url) as database:
            await migrate.upgrade(database)
            await whole.check(database)
    async with engine.opened(url) as database:
        async for each in collect.collect(database, sources(), Clock()):
            assert each.added, each.refused
        await whole.check(database)
        for key, digest in days():
            assert await get(database, key) == digest
    return killed


async def _import(url: str, chance: random.Random) -> bool:
    """Imports in a program of its own, which is killed soon after it began to write; whether it was."""
    command = (sys.executable, "-m", "tests.soak.importing", url)
    options = {"stdout": asyncio.subprocess.PIPE, "cwd": Path(__file__).parents[2]}
    program = await asyncio.create_subprocess_exec(*command, **options)
    assert program.stdout
    for _ in range(chance.randint(1, 6)):
        await program.stdout.readline()
    await asyncio.sleep(chance.uniform(0, 0.02))
    if program.returncode is None:
        program.kill()
    return await program.wait() != 0


def sources() -> Iterator[collect.Source]:
    """The documents that are imported."""
    for key, digest in days():
        yield collect.Source(f"{key.day}_{key.feed}.md", key, document.render(digest).encode())


def days() -> Iterator[tuple[DigestKey, Digest]]:
    """Days on which half of the papers are new, and some have other texts than before."""
    for number in range(DIGESTS):
        papers = range(number * 10 + 1, number * 10 + 21)
        entries = (factories.entry(n, translated_title=f"第{number // 3}次论数到{n}") for n in papers)
        yield DigestKey("cs.CL", FIRST_DAY + timedelta(days=number)), Digest(tuple(entries))


if __name__ == "__main__":
    main(*sys.argv[1:])
