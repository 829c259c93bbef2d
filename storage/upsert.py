"""What differs by database: rows added in one go or put in place of others, and found by many keys in one question."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ARRAY, ColumnClause, ColumnElement, Dialect, Table, TableClause, Text, TypeDecorator, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeEngine

from storage import sqlite
from storage.engine import Connection
from storage.types import Json

Rows = Sequence[Mapping[str, Any]]

_ROWS_AT_ONCE = 1_000  # SQLite takes 32,766 values in one statement


async def add(
    connection: Connection, rows: Mapping[TableClause, Rows], may_be_there: Collection[TableClause] = ()
) -> None:
    """Adds rows to these tables, in this order; those of a table have the same columns.

    Rows of some may be there already, and stay as they are. In SQLite all that is one trip to the database's thread,
    with a statement for a thousand rows: between two statements it may have to wait for whoever else runs, and a trip
    costs as much as ten rows.
    """
    add_all = _add_to_sqlite if connection.dialect.name == "sqlite" else _add_to_postgresql
    if there_are := {table: many for table, many in rows.items() if many}:
        await add_all(connection, there_are, may_be_there)


async def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Adds a row, or puts it in the place of the one with its key."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite_dialect
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in row.items() if name not in keys}
    insert = dialect.insert(table).values(**row)
    await connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=others))


def among(column: ColumnClause[Any], name: str) -> ColumnElement[Any]:
    """Whether a column is one of the values of the parameter of this name, however many they are.

    They travel as one parameter: neither database takes more than some thousands, and the statement stays the same.
    """
    return _Among(column, bindparam(name, type_=_Values(column.type)))


async def _add_to_postgresql(
    connection: Connection, rows: Mapping[TableClause, Rows], may_be_there: Collection[TableClause]
) -> None:
    for table, many in rows.items():
        insert = postgresql.insert(table)
        await connection.execute(insert.on_conflict_do_nothing() if table in may_be_there else insert, many)


async def _add_to_sqlite(
    connection: Connection, rows: Mapping[TableClause, Rows], may_be_there: Collection[TableClause]
) -> None:
    statements = [
        _insert(table, many[start : start + _ROWS_AT_ONCE], connection.dialect, may_be_there=table in may_be_there)
        for table, many in rows.items()
        for start in range(0, len(many), _ROWS_AT_ONCE)
    ]
    await (await sqlite.driver_of(connection)).run_all(statements)


def _insert(table: TableClause, rows: Rows, dialect: Dialect, *, may_be_there: bool) -> sqlite.Statement:
    names = list(rows[0])
    columns = [_converted(table.c[name].type, [row[name] for row in rows], dialect) for name in names]
    places = ", ".join([f"({', '.join('?' * len(names))})"] * len(rows))
    conflict = " ON CONFLICT DO NOTHING" if may_be_there else ""
    sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES {places}{conflict}"  # noqa: S608 (names of the schema)
    return sql, tuple(chain.from_iterable(zip(*columns, strict=True)))


def _converted(kind: TypeEngine[Any], values: list[Any], dialect: Dialect) -> list[Any]:
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    return list(map(convert, values)) if convert else values


class _Among(FunctionElement[Any]):
    type = NullType()  # of a Boolean SQLAlchemy asks `= 1`, and then SQLite goes through the whole table
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
