"""Databases are opened and closed, read and written as promised, and their errors are told as ours."""

import asyncio
import re
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from bot.errors import ConfigError, StorageError
from storage import Connection, Database, engine, schema
from tests.conftest import MakeUrl

ADD = insert(schema.feeds).values(name="cs.CL")


async def names(connection: Connection) -> list[str]:
    return list((await connection.execute(select(schema.feeds.c.name))).scalars())


def open_files() -> set[str]:
    return {str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}


async def until(holds: Callable[[], bool]) -> None:
    """A thread that was told to end may take a moment."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 (nobody tells when a thread ends)
            await asyncio.sleep(0.01)


async def test_what_is_written_is_there(url: str) -> None:
    async with engine.opened(url) as database, database.write() as connection:
        await connection.execute(ADD)

    async with engine.opened(url) as database, database.read() as connection:
        assert await names(connection) == ["cs.CL"]


async def test_what_fails_leaves_nothing(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as connection:
            await connection.execute(ADD)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with database.read() as connection:
        assert await names(connection) == []


async def test_what_is_cancelled_leaves_nothing_and_others_can_write(database: Database) -> None:
    began = asyncio.Event()

    async def write() -> None:
        async with database.write() as connection:
            await connection.execute(ADD)
            began.set()
            await asyncio.sleep(60)

    writing = asyncio.create_task(write())
    await began.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing

    async with database.write() as connection:
        assert await names(connection) == []
        await connection.execute(ADD)


async def test_reading_changes_nothing(database: Database) -> None:
    try:
        async with database.read() as connection:
            await connection.execute(ADD)
    except StorageError:
        assert database.path is None

    async with database.read() as connection:
        assert await names(connection) == []


async def test_a_reader_sees_one_state_and_does_not_wait(database: Database) -> None:
    async with database.read() as reader:
        assert await names(reader) == []
        async with database.write() as writer:
            await writer.execute(ADD)
            assert await names(reader) == []
        assert await names(reader) == []

    async with database.read() as reader:
        assert await names(reader) == ["cs.CL"]


async def test_one_writes_at_a_time_whoever_opened_the_database(url: str) -> None:
    seen: list[int] = []

    async def write(database: Database) -> None:
        async with database.write() as connection:
            before = len(await names(connection))
            await asyncio.sleep(0.01)
            await connection.execute(insert(schema.feeds).values(name=f"cs.{before}"))
            seen.append(before)

    async with engine.opened(url) as one, engine.opened(url) as other:
        await asyncio.gather(*(write(database) for database in (one, other) for _ in range(4)))

    assert seen == list(range(8))


async def test_rows_without_their_parent_are_refused(database: Database) -> None:
    orphan = {"id": 1, "paper_id": 5, "language": "en", "title": "", "abstract": "", "summary": ""}
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await connection.execute(insert(schema.texts).values(**orphan, origin="", day=None, content=1))


async def test_a_wrong_statement_is_a_bug_and_no_error_of_the_database(database: Database) -> None:
    with pytest.raises((ProgrammingError, StorageError)):
        async with database.read() as connection:
            await connection.execute(text("SELECT nothing FROM nowhere"))


async def test_a_migration_may_rebuild_a_parent_and_keys_are_checked_at_its_end(database: Database) -> None:
    async with database.migrate() as connection:
        await connection.execute(ADD)
    if database.path:
        with pytest.raises(StorageError, match="rows without the row that they belong to: 1, first in revisions"):
            async with database.migrate() as connection:
                await connection.execute(
                    text("INSERT INTO revisions VALUES (1, 9, '2024-01-01', 1, 'made', 1, x'00', 0, 0)")
                )
        async with database.read() as connection:
            assert (await connection.execute(select(schema.revisions))).all() == []

    for connect in (database.read, database.write):
        async with connect() as connection:
            assert await names(connection) == ["cs.CL"]
            if database.path:
                assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar() == 1


async def test_start_and_stop_leave_nothing(url: str) -> None:
    tasks, threads = asyncio.all_tasks(), threading.active_count()
    files = open_files()
    async with engine.opened(url) as database:
        for connect in (database.read, database.write, database.migrate):
            async with connect() as connection:
                await names(connection)

    assert asyncio.all_tasks() == tasks
    await until(lambda: threading.active_count() == threads and open_files() == files)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a/b",
        "cs.CL",
        "",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://host/file.db",
        "sqlite:///file.db?mode=ro",
        "postgresql://a:b@c:d@127.0.0.1/e",
        "postgresql://127.0.0.1/e?connect_timeout=1",
    ],
)
async def test_a_url_of_no_database_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match=r"^DATABASE_URL: "):
        async with engine.opened(url):
            pass


async def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no database" * 1000)
    threads = threading.active_count()
    with pytest.raises(StorageError, match="file is not a database"):
        async with engine.opened(f"sqlite:///{file}"):
            pass

    assert file.read_text() == "no database" * 1000
    await until(lambda: threading.active_count() == threads)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all.db",
        "postgresql://postgres@127.0.0.1:1/a",
        "postgresql://postgres@127.0.0.1:123456/a",
        "postgres:///a?host=/nowhere&sslmode=disable",
    ],
)
async def test_what_is_out_of_reach_is_said(url: str) -> None:
    with pytest.raises(StorageError, match=r"unable to open|cannot be reached"):
        async with engine.opened(url):
            pass


async def test_a_wrong_name_is_said(make_postgresql: MakeUrl) -> None:
    url = re.sub("/zhaiyao[0-9]+", "/nothing", make_postgresql())
    with pytest.raises(StorageError, match='database "nothing" does not exist'):
        async with engine.opened(url):
            pass


async def test_no_password_is_told() -> None:
    with pytest.raises(StorageError) as caught:
        async with engine.opened("postgresql://somebody:secret@127.0.0.1:1/a"):
            pass

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("connect", ["write", "migrate"])
async def test_a_lock_that_is_not_freed_is_said(make_sqlite: MakeUrl, connect: str) -> None:
    async with engine.opened(make_sqlite()) as database:
        assert database.path
        other = sqlite3.connect(database.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        async def write() -> None:
            async with database.read() as connection:
                await connection.exec_driver_sql("PRAGMA busy_timeout = 1")
            async with getattr(database, connect)() as connection:
                await connection.execute(ADD)

        with pytest.raises(StorageError, match="database is locked"):
            await write()
        other.execute("ROLLBACK")
        await write()
        other.close()
        async with database.read() as connection:
            assert await names(connection) == ["cs.CL"]


@pytest.mark.parametrize("connect", ["read", "write", "migrate"])
async def test_nothing_may_be_done_in_a_transaction(database: Database, connect: str) -> None:
    async with getattr(database, connect)():
        pass
    async with database.write() as connection:
        await connection.execute(ADD)


async def test_a_database_too_busy_is_said(make_sqlite: MakeUrl) -> None:
    async with engine.opened(make_sqlite()) as database:
        database._reader.sync_engine.pool._timeout = 0.01  # type: ignore[attr-defined]
        async with asyncio.TaskGroup() as group:
            enough = asyncio.Event()

            async def read() -> None:
                async with database.read():
                    await enough.wait()

            for _ in range(15):
                group.create_task(read())
            await asyncio.sleep(0.1)
            with pytest.raises(StorageError, match="QueuePool"):
                async with database.read():
                    pass
            enough.set()
