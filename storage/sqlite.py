"""SQLite's driver: aiosqlite, but to its thread and back once for a statement, its rows in the same trip.

SQLAlchemy's adapter makes four trips of it: make a cursor, run, fetch, close. Each costs as much as a small statement.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Self, TypeVar, cast

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection

PRAGMAS = (
    "busy_timeout = 30000",  # first, since what follows may have to wait
    "page_size = 16384",  # a paper's texts take 2 to 4 KB: in pages of 4 KB a good part of the file would stay empty
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "cache_size = -16000",  # KB: what an import touches again and again
)
_ROWS_AT_ONCE = 1_000

_T = TypeVar("_T")
Statement = tuple[str, Sequence[Any]]


async def connect(path: str) -> aiosqlite.Connection:
    """A connection to the file, with our settings."""
    driver = Driver(partial(_open, path))
    try:
        return await driver
    except sqlite3.Error:
        await driver.ended()
        raise


async def driver_of(connection: AsyncConnection) -> "Driver":
    """The driver beneath a connection, in whatever transaction that is."""
    return cast(Driver, (await connection.get_raw_connection()).driver_connection)


class Driver(aiosqlite.Connection):
    """A connection of aiosqlite, whose cursors are our own."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=_ROWS_AT_ONCE)
        self._thread.daemon = True  # as SQLAlchemy has it: whoever ends without closing shall not wait for ever
        self._stopping: asyncio.Future[Any] | None = None
        self._begin: str | None = None

    def cursor(self) -> "_Cursor":  # type: ignore[override]
        return _Cursor(self)

    def stop(self) -> asyncio.Future[Any] | None:
        self._stopping = super().stop()
        return self._stopping

    async def ended(self) -> None:
        """Waits for the thread of a driver that was stopped: its last words are for this event loop."""
        if self._stopping:  # pragma: no branch (there is none where no loop runs)
            await self._stopping

    async def go(self, function: Callable[[], _T]) -> _T:
        """Calls a function in the database's thread, in the transaction that is to begin if there is one."""
        begin, self._begin = self._begin, None

        def call() -> _T:
            if begin:
                self._conn.execute(begin)
            return function()

        result: _T = await self._execute(call)  # type: ignore[no-untyped-call]
        return result

    async def run_all(self, statements: Sequence[Statement]) -> None:
        """Runs statements one after another, in one trip."""

        def run() -> None:
            for statement in statements:
                self._conn.execute(*statement)

        await self.go(run)

    async def start(self, sql: str, parameters: Sequence[Any]) -> tuple[sqlite3.Cursor | None, list[Any]]:
        """Runs a statement: its cursor, and the rows that come first. What begins a transaction goes with the next."""
        if sql.startswith("BEGIN"):
            self._begin = sql
            return None, []

        def run() -> tuple[sqlite3.Cursor, list[Any]]:
            cursor = self._conn.execute(sql, parameters)
            return cursor, cursor.fetchmany(_ROWS_AT_ONCE)

        return await self.go(run)

    async def start_many(self, sql: str, parameters: Sequence[Sequence[Any]]) -> sqlite3.Cursor:
        """Runs a statement with each of these parameters."""
        return await self.go(lambda: self._conn.executemany(sql, parameters))

    async def commit(self) -> None:
        await self._end(self._conn.commit)

    async def rollback(self) -> None:
        await self._end(self._conn.rollback)

    async def _end(self, function: Callable[[], None]) -> None:
        if self._begin:
            self._begin = None
        else:
            await self.go(function)


class _Cursor:
    """What SQLAlchemy asks of a cursor. Rows come in parts, the first of them with `execute`."""

    arraysize = _ROWS_AT_ONCE

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._cursor: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self._is_at_end = True

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._cursor and self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount if self._cursor else -1

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid if self._cursor else None

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self._cursor, self._rows = await self._driver.start(sql, parameters)
        self._is_at_end = len(self._rows) < _ROWS_AT_ONCE

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        self._cursor = await self._driver.start_many(sql, parameters)

    async def fetchmany(self, size: int = _ROWS_AT_ONCE) -> list[Any]:
        if self._cursor and not self._rows and not self._is_at_end:
            self._rows = await self._driver.go(partial(self._cursor.fetchmany, _ROWS_AT_ONCE))
            self._is_at_end = len(self._rows) < _ROWS_AT_ONCE
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    async def fetchall(self) -> list[Any]:
        rows = []
        while part := await self.fetchmany():
            rows += part
        return rows

    async def close(self) -> None:
        if self._cursor and not self._is_at_end:
            self._is_at_end = True
            await self._driver.go(self._cursor.close)


def _open(path: str) -> sqlite3.Connection:
    """Begins nothing of its own accord; what it hands out may be let go of in another thread."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
