"""How fast digests go into SQLite, durably, beside a bare FTS5 insert of the same tokens; how large that gets."""

import asyncio
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from bot.clock import Clock
from bot.digest import document
from bot.jobs import collect
from bot.model.digest import Digest, DigestKey, Entry
from storage import engine, migrate, search, sqlite

DIGESTS = Path("../shared/corpus/digests")
ROUNDS = 5
TIMES = 3.6  # how often a paper is listed in the published history
FTS5 = "CREATE VIRTUAL TABLE search_index USING fts5 (title, summary, abstract, authors, content='', tokenize='ascii')"
INSERT = "INSERT INTO search_index (rowid, title, summary, abstract, authors) VALUES (?, ?, ?, ?, ?)"


def main() -> None:
    sources = list(corpus())
    if not sources:
        print(f"store: no digests in {DIGESTS}")
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), sources)


def measure(folder: Path, sources: Sequence[collect.Source]) -> None:
    history = list(recurring(sources))
    entries, listed = entry_count(sources), entry_count(history)
    rows = tokens(sources)
    floor, new = zip(*(round_of(folder / str(number), sources, rows) for number in range(ROUNDS)), strict=True)
    again = seconds_of_import(folder / "0.db", sources)
    recurs = seconds_of_import(folder / "history.db", history)
    print(f"import of {len(sources)} digests, {entries:,} entries, durable, SQLite; the best of {ROUNDS} rounds")
    print(f"{'':30}{'µs an entry':>12}{'entries/s':>12}{'of floor':>10}")
    print(speed("bare FTS5 insert (floor)", min(floor), entries, 1))
    print(speed("everything is new", min(new), entries, min(floor) / min(new)))
    print(speed("everything is there already", again, entries))
    print(speed(f"each paper {listed / entries:.1f} times", recurs, listed))
    print(f"{'':30}{'MB':>12}{'× documents':>12}{'without index':>14}")
    print(size("everything is new", folder / "0.db", sources))
    print(size(f"each paper {listed / entries:.1f} times", folder / "history.db", history))
    grown = sizes(folder / "history.db")[0] - sizes(folder / "0.db")[0]
    print(f"{'a paper that comes back':30}{grown / (listed - entries):12,.0f} bytes")
    print(f"{'':30}{'peak MB':>12}")
    for times in (1, 4):
        print(f"{f'each document on {times} days':30}{peak_megabytes(times):12.1f}")


def speed(name: str, took: float, entries: int, ratio: float | None = None) -> str:
    return f"{name:30}{took / entries * 1e6:12,.0f}{entries / took:12,.0f}" + (f"{ratio:10.2f}" if ratio else "")


def size(name: str, path: Path, sources: Sequence[collect.Source]) -> str:
    documents, (without, index) = sum(len(each.data) for each in sources), sizes(path)
    ratios = f"{(without + index) / documents:12.2f}{without / documents:14.2f}"
    return f"{name:30}{(without + index) / 1e6:12.1f}{ratios}"


def corpus() -> Iterator[collect.Source]:
    for path in sorted(DIGESTS.glob("*.md")):
        day, feed = path.stem.split("_")
        yield collect.Source(path.name, DigestKey(feed, date.fromisoformat(day)), path.read_bytes())


def recurring(sources: Sequence[collect.Source]) -> Iterator[collect.Source]:
    """The same entries, as often as they recur in the published history: on later days, in other feeds, mixed anew."""
    yield from sources
    chance = random.Random(36)
    keys = (DigestKey(f"x.{number % 5}", date(2025, 1, 1) + timedelta(days=number // 5)) for number in count())
    entries = [entry for each in sources for entry in document.parse(each.data).entries]
    left = TIMES - 1
    while left > 0:
        again = chance.sample(entries, round(len(entries) * min(left, 1)))
        left -= 1
        for start in range(0, len(again), len(entries) // len(sources)):
            yield source(next(keys), again[start : start + len(entries) // len(sources)])


def source(key: DigestKey, entries: Sequence[Entry]) -> collect.Source:
    listed = {entry.link: entry for entry in sorted(entries, key=lambda entry: entry.link, reverse=True)}
    return collect.Source("again.md", key, document.render(Digest(tuple(listed.values()))).encode())


def entry_count(sources: Sequence[collect.Source]) -> int:
    return sum(len(document.parse(each.data).entries) for each in sources)


def tokens(sources: Sequence[collect.Source]) -> list[list[tuple[int, *tuple[str, ...]]]]:
    """Those of each document's papers that no document before had, as rows to insert."""
    ids: dict[str, int] = {}
    rows = []
    for each in sources:
        entries = [entry for entry in document.parse(each.data).entries if entry.id.paper not in ids]
        ids |= {entry.id.paper: number for number, entry in enumerate(entries, start=len(ids) + 1)}
        rows.append([(ids[entry.id.paper], *search.tokens((entry.original, entry.translated))) for entry in entries])
    return rows


def round_of(
    path: Path, sources: Sequence[collect.Source], rows: list[list[tuple[int, *tuple[str, ...]]]]
) -> tuple[float, float]:
    return seconds_of_floor(path.with_suffix(".floor"), rows), seconds_of_import(path.with_suffix(".db"), sources)


def seconds_of_floor(path: Path, rows: list[list[tuple[int, *tuple[str, ...]]]]) -> float:
    """The tokens into a bare FTS5 table: with the same settings, and a transaction a document."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in sqlite.PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(FTS5)
        began = time.perf_counter()
        for of_a_document in rows:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(INSERT, of_a_document)
            connection.execute("COMMIT")
        return time.perf_counter() - began


def seconds_of_import(path: Path, sources: Sequence[collect.Source]) -> float:
    return asyncio.run(take(path, sources))


async def take(path: Path, sources: Iterable[collect.Source]) -> float:
    async with engine.opened(f"sqlite:///{path}") as database:
        await migrate.upgrade(database)
        began = time.perf_counter()
        async for each in collect.collect(database, sources, Clock()):
            assert each.added, each.refused
        return time.perf_counter() - began


def sizes(path: Path) -> tuple[int, int]:
    """Bytes of all but the full text index, and of that, with the pages that it has given back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")
        query = "SELECT sum(pgsize) FROM dbstat WHERE name NOT LIKE 'search_index%'"
        without = connection.execute(query).fetchone()[0]
    return without, path.stat().st_size - without


def peak_megabytes(times: int) -> float:
    """Of a program that imports each document so often, read as it goes."""
    command = [sys.executable, "-c", f"from benchmarks import store; store.take_often({times})"]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def take_often(times: int) -> None:
    sources = (
        collect.Source(each.name, DigestKey(f"x.{number}", each.key.day), each.data)
        for number in range(times)
        for each in corpus()
    )
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(take(Path(folder, "zhaiyao.db"), sources))
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(int(status["VmHWM"].split()[0]) / 1024)


if __name__ == "__main__":
    main()
