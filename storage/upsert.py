"""What differs by database: many rows added in one go, and rows found by many keys in one question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnClause, ColumnElement, Dialect, TableClause, Text, TypeDecorator, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from storage import sqlite
from storage.engine import Connection
from storage.types import Json

Rows = Sequence[Mapping[str, Any]]

_ROWS_AT_ONCE = 1_000  # SQLite takes 32,766 values in one statement


async def add(connection: Connection, rows: Mapping[TableClause, Rows]) -> None:
    """Adds rows to these tables, in this order; those of a table have the same columns.

    In SQLite that is one trip to the database's thread, with a statement for a thousand rows: between two statements
    it may have to wait for whoever else runs, and a trip costs as much as ten rows.
    """
    if connection.dialect.name == "sqlite":
        statements = [each for table, many in rows.items() for each in _statements(table, many, connection.dialect)]
        await (await sqlite.driver_of(connection)).run_all(statements)
    else:
        for table, many in rows.items():
            if many:
                await connection.execute(table.insert(), many)


async def add_new(connection: Connection, table: TableClause, rows: Rows) -> None:
    """Adds the rows whose key is not there yet."""
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite_dialect.insert
        await connection.execute(insert(table).on_conflict_do_nothing(), rows)


def among(column: ColumnClause[Any], name: str) -> ColumnElement[bool]:
    """Whether a column is one of the values of the parameter of this name, however many they are.

    They travel as one parameter: neither database takes more than some thousands, and the statement stays the same.
    """
    return _Among(column, bindparam(name, type_=_Values(column.type)))


def _statements(table: TableClause, rows: Rows, dialect: Dialect) -> Iterator[sqlite.Statement]:
    if not rows:
        return
    names = list(rows[0])
    insert = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES "  # noqa: S608 (names of the schema)
    place = f"({', '.join('?' * len(names))})"
    columns = [_converted(table.c[name].type, [row[name] for row in rows], dialect) for name in names]
    converted = list(zip(*columns, strict=True))
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = converted[start : start + _ROWS_AT_ONCE]
        yield insert + ", ".join([place] * len(part)), tuple(chain.from_iterable(part))


def _converted(kind: TypeEngine[Any], values: list[Any], dialect: Dialect) -> list[Any]:
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    return list(map(convert, values)) if convert else values


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


class _Values(TypeDecorator[Any]):
    """A list of values: an array, or JSON where there are none."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.item) if dialect.name == "postgresql" else Json())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return list(value)


@compiles(_Among, "postgresql")
def _among_in_postgresql(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(_Among, "sqlite")
def _among_in_sqlite(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(each, **options) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 (two expressions of SQLAlchemy's)
