"""One copy of the bot at a time: a lock that the operating system, or PostgreSQL, frees by itself when its holder dies.

It is taken for a run and no longer; commands that only read or import need none.
"""

import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError
from storage.engine import Connection, Database

_KEY = 2404_00728  # of the advisory lock; that of the writers is another


@asynccontextmanager
async def held(database: Database) -> AsyncIterator[None]:
    """Holds the lock of a database; where another copy holds it, raises StorageError."""
    if database.path:
        with _file_held(database.path.with_name(f"{database.path.name}.lock"), database.url):
            yield
    else:
        async with database.read() as connection, _key_held(connection, database.url):
            yield


@asynccontextmanager
async def _key_held(connection: Connection, url: str) -> AsyncIterator[None]:
    """By the session and not by a transaction, which for as long as it lasted would keep VACUUM from its work."""
    taken = (await connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY})).scalar_one()
    await connection.rollback()
    if not taken:
        raise _taken(url)
    try:
        yield
    finally:
        with suppress(DBAPIError):  # the session has ended, and with it the lock
            await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _KEY})


@contextmanager
def _file_held(path: Path, url: str) -> Iterator[None]:
    """The file stays: who removed it could remove one that another copy has just locked."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(descriptor, url)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, url: str) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise _taken(url) from error


def _taken(url: str) -> StorageError:
    return StorageError(f"another copy of the bot runs on {url}: stop that one first")
