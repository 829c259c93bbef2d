"""Everything that is kept: the only home of SQL. Plain async functions, whose first argument is the connection."""

from storage.engine import Connection, Database

__all__ = ["Connection", "Database"]
