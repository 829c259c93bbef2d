"""The driver: rows in parts, and nothing left open."""

import pytest
from sqlalchemy import text

from storage import Connection, engine
from tests.conftest import MakeUrl

NUMBERS = text(
    "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :most) SELECT n FROM numbers"
)


@pytest.fixture
async def connection(make_sqlite: MakeUrl) -> Connection:
    async with engine.opened(make_sqlite()) as database, database.write() as connection:
        yield connection


@pytest.mark.parametrize("most", [1, 999, 1000, 1001, 2000, 5432])
async def test_all_rows_come(connection: Connection, most: int) -> None:
    assert (await connection.execute(NUMBERS, {"most": most})).scalars().all() == list(range(1, most + 1))


@pytest.mark.parametrize("size", [1, 7, 1000, 1500])
async def test_rows_come_in_parts(connection: Connection, size: int) -> None:
    streamed = (await connection.stream(NUMBERS, {"most": 2500})).scalars()

    assert [row async for part in streamed.partitions(size) for row in part] == list(range(1, 2501))


async def test_rows_come_one_by_one(connection: Connection) -> None:
    streamed = (await connection.stream(NUMBERS, {"most": 3})).scalars()

    assert [row async for row in streamed] == [1, 2, 3]
    assert (await connection.stream(NUMBERS, {"most": 0})) is not None


async def test_what_is_left_half_read_can_be_changed(connection: Connection) -> None:
    await connection.execute(text(f"CREATE TABLE many AS {NUMBERS.text.replace(':most', '3000')}"))
    streamed = await connection.stream(text("SELECT n FROM many"))
    assert (await streamed.fetchone()) == (1,)
    await streamed.close()

    await connection.execute(text("DROP TABLE many"))


async def test_settings_hold_on_every_connection(make_sqlite: MakeUrl) -> None:
    settings = {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 30000, "page_size": 16384}
    async with engine.opened(make_sqlite()) as database:
        for connect in (database.read, database.write):
            async with connect() as connection:
                for name, value in settings.items():
                    assert (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() == value


async def test_many_statements_tell_how_many_rows_they_changed(connection: Connection) -> None:
    await connection.execute(text("CREATE TABLE t (n)"))
    result = await connection.execute(text("INSERT INTO t VALUES (:n)"), [{"n": 1}, {"n": 2}])
    assert result.rowcount == 2
    assert (await connection.execute(text("DELETE FROM t"))).rowcount == 2
