"""Column types that are native in PostgreSQL and fit SQLite's STRICT tables."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# A rowid is 64 bits wide in SQLite under the name INTEGER; PostgreSQL says so.
Id = Integer().with_variant(BigInteger(), "postgresql")


class _ByDialect(TypeDecorator[Any]):
    """One type for PostgreSQL as it is, another for SQLite by way of `to_sqlite` and `from_sqlite`."""

    native: TypeEngine[Any]

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(self.native if _is_native(dialect) else self.impl_instance)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if value is None or _is_native(dialect) else self.to_sqlite(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return value if value is None or _is_native(dialect) else self.from_sqlite(value)

    def to_sqlite(self, value: Any) -> Any:
        raise NotImplementedError

    def from_sqlite(self, value: Any) -> Any:
        raise NotImplementedError


class Day(_ByDialect):
    """A date; in SQLite as `2024-04-01`."""

    impl = Text
    cache_ok = True
    native = Date()

    def to_sqlite(self, value: date) -> str:
        return value.isoformat()

    def from_sqlite(self, value: str) -> date:
        return date.fromisoformat(value)


class Moment(_ByDialect):
    """A point in time, always in UTC; in SQLite as milliseconds since 1970."""

    impl = Integer
    cache_ok = True
    native = DateTime(timezone=True)

    def to_sqlite(self, value: datetime) -> int:
        return (value - _EPOCH) // _MILLISECOND

    def from_sqlite(self, value: int) -> datetime:
        return _EPOCH + value * _MILLISECOND


class Flag(_ByDialect):
    """True or false; in SQLite as 1 or 0."""

    impl = Integer
    cache_ok = True
    native = Boolean()

    def to_sqlite(self, value: bool) -> int:  # noqa: FBT001 (a value, not an option)
        return int(value)

    def from_sqlite(self, value: int) -> bool:
        return bool(value)


class Json(_ByDialect):
    """A small structure; in SQLite as compact text."""

    impl = Text
    cache_ok = True
    native = JSONB(none_as_null=True)

    def to_sqlite(self, value: Any) -> str:
        return _to_json(value)

    def from_sqlite(self, value: str) -> Any:
        return json.loads(value)


def _is_native(dialect: Dialect) -> bool:
    return dialect.name == "postgresql"
