"""An import, in a program that may be killed; a line for each document that is there."""

import asyncio
import sys

from bot.clock import Clock
from bot.jobs import collect
from storage import engine, migrate
from tests.soak import kills


async def main(url: str) -> None:
    async with engine.opened(url) as database:
        await migrate.upgrade(database)
        _say("begun")
        async for _ in collect.collect(database, kills.sources(), Clock()):
            _say("one more")


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
