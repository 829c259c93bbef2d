"""What differs by database: how rows are added where some may be there already, and many at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Row, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import Connection

Rows = Sequence[Mapping[str, Any]]


async def add_all(connection: Connection, table: Table, rows: Rows, *returning: Column[Any]) -> Sequence[Row[Any]]:
    """Adds rows in one statement, and gives these columns of each back, in any order.

    Asking for columns is what makes SQLAlchemy send many rows in one statement: the driver's `executemany` would come
    back to Python between any two, and there wait for whoever else runs. Asking for an order would undo it.
    """
    return (await connection.execute(table.insert().returning(*returning), rows)).all() if rows else []


async def add_new(connection: Connection, table: Table, rows: Rows) -> None:
    """Adds the rows whose key is not there yet."""
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        await connection.execute(insert(table).on_conflict_do_nothing(), rows)
