"""One copy of the bot at a time, on each database; whoever dies frees it."""

import asyncio
import signal
import sys

import pytest
from sqlalchemy import text

from bot.errors import StorageError
from storage import Database, engine, lock

HOLD = """
import asyncio, sys
from storage import engine, lock

async def main():
    async with engine.opened(sys.argv[1]) as database, lock.held(database):
        print("held", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_only_one_holds_it_and_then_the_next(url: str) -> None:
    async with engine.opened(url) as one, engine.opened(url) as other:
        async with lock.held(one):
            with pytest.raises(
                StorageError, match=r"another copy of the bot runs on .*: stop that one first"
            ) as caught:
                async with lock.held(other):
                    pass
            assert str(caught.value).count(one.url) == 1
        async with lock.held(other):
            pass


async def test_whoever_holds_it_can_write_and_is_freed_by_a_fault(database: Database) -> None:
    async def fail() -> None:
        async with lock.held(database), database.write() as connection:
            await connection.execute(text("SELECT 1"))
            raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            await fail()


async def test_it_is_freed_by_death(url: str) -> None:
    command = (sys.executable, "-c", HOLD, url)
    holder = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert holder.stdout
    assert await holder.stdout.readline() == b"held\n"
    async with engine.opened(url) as database:
        with pytest.raises(StorageError, match="another copy"):
            async with lock.held(database):
                pass

        holder.send_signal(signal.SIGKILL)
        await holder.wait()
        async with asyncio.timeout(5):
            await _taken(database)


async def _taken(database: Database) -> None:
    """PostgreSQL needs a moment to see that a client is dead."""
    while True:
        try:
            async with lock.held(database):
                return
        except StorageError:
            await asyncio.sleep(0.01)


async def test_it_holds_no_snapshot_that_keeps_vacuum_from_its_work(make_postgresql: object) -> None:
    url = make_postgresql()  # type: ignore[operator]
    async with engine.opened(url) as database, lock.held(database), database.read() as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
        assert (await connection.execute(text(query))).scalar_one() == 0


async def test_a_session_that_was_ended_is_no_fault_when_it_is_to_be_freed(make_postgresql: object) -> None:
    url = make_postgresql()  # type: ignore[operator]
    end = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    async with engine.opened(url) as database, lock.held(database), database.read() as connection:
        await connection.execute(text(end))
