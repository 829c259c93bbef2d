"""What differs by database, does the same on both."""

import sqlite3
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Column, LargeBinary, MetaData, Table, Text, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import Database, engine, schema, upsert
from storage.types import Day, Flag, Id, Json, Moment
from tests.conftest import MakeUrl

MOMENT = datetime(2024, 4, 1, 12, 30, 15, 123_000, tzinfo=UTC)
KINDS = Table(
    "kinds",
    MetaData(),
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("words", Text),
    Column("bytes", LargeBinary),
    Column("day", Day),
    Column("moment", Moment),
    Column("flag", Flag),
    Column("json", Json),
)
FULL = {
    "id": 2**62,
    "words": "数到1 {} ' \" 𝔸",
    "bytes": b"\0\xff",
    "day": date(2024, 4, 1),
    "moment": MOMENT,
    "flag": True,
    "json": {"a": [1, None, "数"]},
}
EMPTY = dict.fromkeys(FULL) | {"id": -(2**62), "flag": False}


async def feeds(connection: AsyncConnection) -> list[str]:
    return list((await connection.execute(select(schema.feeds.c.name).order_by("name"))).scalars())


async def test_values_of_every_type_come_back(database: Database) -> None:
    async with database.write() as connection:
        await connection.run_sync(KINDS.create)
        await upsert.add(connection, {KINDS: [FULL, EMPTY]})
        rows = (await connection.execute(select(KINDS).order_by(KINDS.c.id.desc()))).mappings().all()
        found = (
            (await connection.execute(select(KINDS.c.id).where(KINDS.c.moment == MOMENT, KINDS.c.flag))).scalars().all()
        )

    assert list(map(dict, rows)) == [FULL, EMPTY]
    assert found == [FULL["id"]]


async def test_nothing_is_added_where_there_is_nothing(database: Database) -> None:
    async with database.write() as connection:
        await upsert.add(connection, {schema.feeds: []})
        await upsert.add(connection, {})
        assert await feeds(connection) == []


async def test_many_rows_are_added_at_once(database: Database) -> None:
    rows = [{"id": number, "name": f"{number:05}"} for number in range(40_000)]
    async with database.write() as connection:
        await upsert.add(connection, {schema.feeds: rows})
        assert await feeds(connection) == [row["name"] for row in rows]
        among = select(schema.feeds.c.id).where(upsert.among(schema.feeds.c.name, "names")).order_by("id")
        names = [f"{number:05}" for number in range(1, 100_000, 2)]
        assert (await connection.execute(among, {"names": names})).scalars().all() == list(range(1, 40_000, 2))
        assert (await connection.execute(among, {"names": []})).scalars().all() == []


async def test_what_is_there_already_is_left_as_it_is(database: Database) -> None:
    async with database.write() as connection:
        for rows in ([(1, "cs.CL"), (2, "cs.LG")], [(1, "math"), (3, "cs"), (4, "cs.LG")]):
            feeds_ = [{"id": feed_id, "name": name} for feed_id, name in rows]
            await upsert.add(connection, {schema.feeds: feeds_}, may_be_there={schema.feeds})
        assert await feeds(connection) == ["cs", "cs.CL", "cs.LG"]


async def test_a_key_that_is_there_is_a_bug_and_leaves_nothing(database: Database) -> None:
    async def add_twice() -> None:
        async with database.write() as connection:
            await upsert.add(connection, {schema.feeds: [{"id": 1, "name": "cs"}]})
            await upsert.add(connection, {schema.feeds: [{"id": 2, "name": "cs.CL"}, {"id": 1, "name": "cs.LG"}]})

    with pytest.raises(IntegrityError if database.path is None else sqlite3.IntegrityError):
        await add_twice()
    async with database.read() as connection:
        assert await feeds(connection) == []


@pytest.mark.parametrize("column", [schema.papers.c.arxiv_id, schema.texts.c.paper_id, schema.search.c.paper_id])
async def test_what_is_looked_up_by_key_is_not_looked_for_in_the_whole_table(
    make_sqlite: MakeUrl, column: Column[Any]
) -> None:
    query = select(column).where(upsert.among(column, "values"))
    async with engine.opened(make_sqlite()) as database, database.read() as connection:
        sql = str(query.compile(dialect=connection.dialect))
        plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("[1]",))).all()

    assert plan[0].detail.startswith(f"SEARCH {column.table.name} USING")
