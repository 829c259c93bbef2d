"""Copies every row between a PostgreSQL database and an SQLite one of the same schema, whichever version that is.

The full-text index is not copied but marked as outdated: it is filled anew when the copy is next brought up to date.
"""

from typing import Any

from sqlalchemy import Boolean, Date, DateTime, MetaData, Table, func, inspect, select, text
from sqlalchemy import Connection as SyncConnection
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from storage.engine import Connection
from storage.types import Day, Flag, Json, Moment

_BOTH_WAYS = {Date: Day, DateTime: Moment, Boolean: Flag, JSONB: Json}
_LEFT_OUT = ("alembic_version", "search_index")
_ROWS_AT_ONCE = 500


async def replace(source: Connection, target: Connection) -> None:
    """Puts the rows of one database in the place of those of another."""
    native = target if target.dialect.name == "postgresql" else source
    tables = await native.run_sync(_tables)
    if native is target:
        await target.execute(text("TRUNCATE search_index"))
    for table in reversed(tables):
        await target.execute(table.delete())
    for table in tables:
        rows = (await source.stream(select(table))).mappings()
        async for part in rows.partitions(_ROWS_AT_ONCE):
            await target.execute(table.insert(), [dict(row) for row in part])
    await target.execute(text("UPDATE search SET analysis = 0"))
    if native is target:
        await _count_on(target, tables)


def _tables(connection: SyncConnection) -> list[Table]:
    """The tables as PostgreSQL knows them, with types that both databases understand, parents first."""
    names = [name for name in inspect(connection).get_table_names() if name not in _LEFT_OUT]
    metadata = MetaData()
    metadata.reflect(connection, only=names)
    for table in metadata.sorted_tables:
        for column in table.columns:
            column.type = _both_ways(column.type)
    return metadata.sorted_tables


def _both_ways(native: TypeEngine[Any]) -> TypeEngine[Any]:
    return next((ours() for kind, ours in _BOTH_WAYS.items() if isinstance(native, kind)), native)


async def _count_on(target: Connection, tables: list[Table]) -> None:
    """Lets each table's ids go on after those that came with the rows."""
    for table in tables:
        if "id" in table.c:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            last = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            await target.execute(select(func.setval(sequence, last, False)))  # noqa: FBT003
