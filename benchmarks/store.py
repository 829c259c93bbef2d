"""How fast digests go into SQLite, durably, and how large it becomes, beside a bare FTS5 insert of the same tokens."""

import asyncio
import multiprocessing
import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from bot.clock import Clock
from bot.digest import document
from bot.jobs import collect
from bot.model.digest import Digest, DigestKey, Entry
from storage import engine, migrate, search

DIGESTS = Path("../shared/corpus/digests")
ROUNDS = 3


def main() -> None:
    documents = list(corpus())
    if not documents:
        print(f"store: no digests in {DIGESTS}")
        return
    entries = sum(entry_count(each) for each in documents)
    print(f"import of {len(documents)} digests, {entries:,} entries, {megabytes(documents):.1f} MB, durable, in SQLite")
    with tempfile.TemporaryDirectory() as folder:
        speed(Path(folder), documents, entries)
        size(Path(folder), documents, entries)
        memory(Path(folder))


def speed(folder: Path, documents: Sequence[collect.Source], entries: int) -> None:
    floors, takes = [], []
    for number in range(ROUNDS):
        floors.append(seconds_of_floor(folder / f"floor{number}.db", documents))
        takes.append(seconds_of_import(folder / f"new{number}.db", documents))
    history = list(recurring(documents))
    listed = sum(entry_count(each) for each in history)
    took = seconds_of_import(folder / "history.db", history)
    print(f"{'':34}{'µs an entry':>12}{'entries/s':>12}{'of floor':>10}")
    row("bare FTS5 insert (floor)", min(floors), entries, min(floors))
    row("everything is new", min(takes), entries, min(floors))
    row(f"each paper {listed / entries:.1f} times", took, listed)
    row("all of it again", seconds_of_import(folder / "history.db", history), listed)


def row(name: str, took: float, entries: int, floor: float | None = None) -> None:
    ratio = f"{floor / took:10.2f}" if floor else ""
    print(f"{name:34}{took / entries * 1e6:12,.0f}{entries / took:12,.0f}{ratio}")


def seconds_of_floor(path: Path, documents: Sequence[collect.Source]) -> float:
    """The same tokens in a bare FTS5 table: the same settings, and one transaction a document."""
    rows = list(tokens(documents))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in engine.SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(search.CREATE_SQLITE)
        began = time.perf_counter()
        for document_rows in rows:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO search_index (rowid, title, summary, abstract) VALUES (?, ?, ?, ?)", document_rows
            )
            connection.execute("COMMIT")
        return time.perf_counter() - began
