"""A database, opened and closed: SQLite by default, PostgreSQL with the same functions.

Reading begins deferred and never waits. Writing begins immediate, one writer at a time whichever the database, and is
on the disk when `write()` ends; a transaction that fails leaves nothing.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy import Connection as SyncConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import ConfigError, StorageError
from storage import sqlite

Connection = AsyncConnection

_NAMES = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}
_BEGIN = "zhaiyao_begin"  # the execution option that says with which statements a transaction begins
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(2404_00727)"
_OPTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "sqlite": {
        "read": {_BEGIN: ["BEGIN"]},
        "write": {_BEGIN: ["BEGIN IMMEDIATE"]},
        "migrate": {_BEGIN: ["PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"]},
    },
    "postgresql": {
        "read": {_BEGIN: [], "isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
        "write": {_BEGIN: [_ONE_AT_A_TIME]},
        "migrate": {_BEGIN: [_ONE_AT_A_TIME]},
    },
}
# A statement that is wrong or breaks a rule of the schema is a bug, and stays what it is.
_BUGS = (IntegrityError, ProgrammingError, sqlite3.IntegrityError, sqlite3.ProgrammingError)


class Database:
    """An open database. Every transaction is had from here and from nowhere else."""

    def __init__(self, engine: AsyncEngine) -> None:
        name = engine.dialect.name
        options = _OPTIONS[name]
        self._reader = engine.execution_options(**options["read"])
        self._writer = engine.execution_options(**options["write"])
        self._migrator = engine.execution_options(**options["migrate"])
        self._writing = asyncio.Lock()
        self.url = engine.url.set(drivername=name).render_as_string(hide_password=True)
        self.path = Path(engine.url.database or "") if name == "sqlite" else None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """A transaction that sees one state of the database and changes nothing."""
        async with _translated(self._reader.connect()) as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """A transaction that is kept whole, or not at all if the block raises."""
        async with self._writing, _translated(self._writer.begin()) as connection:
            yield connection

    @asynccontextmanager
    async def migrate(self) -> AsyncIterator[Connection]:
        """A writing transaction that may rebuild tables: SQLite looks at foreign keys at its end, not within.

        For a moment a table that is rebuilt is not there, and with it would go the children of a cascade.
        """
        async with self._writing, _translated(self._migrator.connect()) as connection:
            try:
                async with connection.begin():
                    yield connection
                    if self.path:
                        await _check_keys(connection)
            finally:
                await connection.invalidate()  # it does not look at foreign keys: nobody else shall have it


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database of this URL, proved to be within reach; closed at the end."""
    engine = _engine(url)
    try:
        database = Database(engine)
        async with database.read() as connection:
            await connection.exec_driver_sql("SELECT 1")
        yield database
    finally:
        await engine.dispose()


def file_of(url: str) -> Path | None:
    """The file of an SQLite database, which need not be there."""
    parsed = _parsed(url)
    return Path(parsed.database or "") if _NAMES[parsed.drivername] == "sqlite" else None


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        name = _NAMES[parsed.drivername]
    except (ArgumentError, KeyError, ValueError) as error:
        raise ConfigError("DATABASE_URL: expected sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME") from error
    if name == "sqlite" and (parsed.host or parsed.query or parsed.database in (None, "", ":memory:")):
        raise ConfigError("DATABASE_URL: an SQLite database needs a file and nothing else: sqlite:///zhaiyao.db")
    return parsed


def _engine(url: str) -> AsyncEngine:
    parsed = _parsed(url)
    is_sqlite = _NAMES[parsed.drivername] == "sqlite"
    engine = _sqlite_engine(parsed) if is_sqlite else _postgresql_engine(parsed)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _sqlite_engine(url: URL) -> AsyncEngine:
    connect = partial(sqlite.connect, str(url.database))
    return create_async_engine(url.set(drivername="sqlite+aiosqlite"), async_creator=connect, hide_parameters=True)


def _postgresql_engine(url: URL) -> AsyncEngine:
    if unknown := set(url.query) - {"host", "sslmode"}:
        raise ConfigError(f"DATABASE_URL: {min(unknown)!r} is not understood; host and sslmode are")
    if mode := url.query.get("sslmode"):
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})  # as the driver calls it
    return create_async_engine(url.set(drivername="postgresql+asyncpg"), hide_parameters=True)


def _begin(connection: SyncConnection) -> None:
    for statement in connection.get_execution_options()[_BEGIN]:
        connection.exec_driver_sql(statement)


async def _check_keys(connection: Connection) -> None:
    if broken := (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all():
        raise StorageError(f"rows without the row that they belong to: {len(broken)}, first in {broken[0][0]}")


@asynccontextmanager
async def _translated(opening: AbstractAsyncContextManager[Connection]) -> AsyncIterator[Connection]:
    """The connection, with the libraries' errors told as ours."""
    try:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(opening)
            except (OSError, OverflowError) as error:
                raise StorageError(f"the database cannot be reached: {error}") from error
            yield connection
    except _BUGS:
        raise
    except DBAPIError as error:
        raise StorageError(f"the database says: {error.orig}") from error
    except (sqlite3.Error, PoolTimeoutError) as error:
        raise StorageError(f"the database says: {error}") from error
