"""A database, opened and closed: SQLite by default, PostgreSQL with the same functions.

Reading begins deferred and never waits. Writing begins immediate, one writer at a time whichever the database, and is
on the disk when `write()` ends; a transaction that fails leaves nothing.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from sqlite3 import DatabaseError
from typing import Any

from asyncpg import PostgresError
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import ConfigError, StorageError

Connection = AsyncConnection

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
_SQLITE_PRAGMAS = (
    "page_size = 16384",  # a paper's texts take 2 to 4 KB: in pages of 4 KB a good part of the file would stay empty
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 30000",
)
_BEGIN = "zhaiyao_begin"  # the execution option that says with which statement a transaction begins
_BEGIN_READING = {"sqlite": "BEGIN", "postgresql": ""}
_BEGIN_WRITING = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(2404_00727)"}


class Database:
    """An open database. Every transaction is had from here and from nowhere else."""

    def __init__(self, engine: AsyncEngine) -> None:
        name = engine.dialect.name
        self._reader = engine.execution_options(**{_BEGIN: _BEGIN_READING[name]}, isolation_level=_isolation(name))
        self._writer = engine.execution_options(**{_BEGIN: _BEGIN_WRITING[name]})
        self._migrator = engine.execution_options(**{_BEGIN: "" if name == "sqlite" else _BEGIN_WRITING[name]})
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
        async with self._writing, _translated(self._migrator.begin()) as connection:
            if self.path is None:
                yield connection
            else:
                async with _keys_checked_at_the_end(connection):
                    yield connection


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
    return Path(parsed.database or "") if parsed.drivername == _DRIVERS["sqlite"] else None


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        driver = _DRIVERS[parsed.drivername]
    except (ArgumentError, KeyError) as error:
        raise ConfigError("DATABASE_URL: expected sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME") from error
    if driver == _DRIVERS["sqlite"] and not parsed.database:
        raise ConfigError("DATABASE_URL: an SQLite database needs a file: sqlite:///zhaiyao.db")
    return parsed.set(drivername=driver)


def _engine(url: str) -> AsyncEngine:
    engine = create_async_engine(_parsed(url), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _isolation(name: str) -> str:
    return "SERIALIZABLE" if name == "sqlite" else "REPEATABLE READ"


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing of its own accord
    cursor = connection.cursor()
    try:
        for pragma in _SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    except DatabaseError:  # a file that is no database: nobody else would end the connection's thread
        connection.close()
        raise
    cursor.close()


def _begin(connection: SyncConnection) -> None:
    if statement := connection.get_execution_options()[_BEGIN]:
        connection.exec_driver_sql(statement)


@asynccontextmanager
async def _keys_checked_at_the_end(connection: Connection) -> AsyncIterator[None]:
    await connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    await connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        if broken := (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all():
            raise StorageError(f"rows without the row that they belong to: {len(broken)}, first in {broken[0][0]}")
    except BaseException:
        await connection.exec_driver_sql("ROLLBACK")
        raise
    else:
        await connection.exec_driver_sql("COMMIT")
    finally:
        await connection.exec_driver_sql("PRAGMA foreign_keys = ON")


@asynccontextmanager
async def _translated(opening: AbstractAsyncContextManager[Connection]) -> AsyncIterator[Connection]:
    """The connection, with the library's errors told as ours; a statement that is wrong stays what it is: a bug."""
    try:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(opening)
            except (OSError, PostgresError) as error:
                raise StorageError(f"the database cannot be reached: {error}") from error
            yield connection
    except (IntegrityError, ProgrammingError):
        raise
    except DBAPIError as error:
        raise StorageError(f"the database says: {error.orig}") from error
