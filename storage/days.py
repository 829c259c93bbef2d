"""The days of which there are digests: which feeds have any, the newest, and the one before and after a day."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, true

from bot.model.digest import DigestKey
from storage.engine import Connection
from storage.schema import feeds, revisions


async def get_feeds(connection: Connection) -> list[str]:
    """The feeds that have digests, by name."""
    query = select(feeds.c.name).where(select(revisions.c.id).where(revisions.c.feed_id == feeds.c.id).exists())
    return list((await connection.execute(query.order_by(feeds.c.name))).scalars())


async def get_newest(connection: Connection, feed: str, *, until: date | None = None) -> date | None:
    """The newest day of a feed, or the newest until a day."""
    return await _edge(connection, feed, func.max(revisions.c.day), revisions.c.day <= until if until else true())


async def get_before(connection: Connection, key: DigestKey) -> date | None:
    """The day before this one of which there is a digest."""
    return await _edge(connection, key.feed, func.max(revisions.c.day), revisions.c.day < key.day)


async def get_after(connection: Connection, key: DigestKey) -> date | None:
    """The day after this one of which there is a digest."""
    return await _edge(connection, key.feed, func.min(revisions.c.day), revisions.c.day > key.day)


async def get_last_import(connection: Connection) -> tuple[DigestKey, datetime] | None:
    """The digest that came last, and when."""
    query = (
        select(feeds.c.name, revisions.c.day, revisions.c.added_at)
        .join_from(revisions, feeds)
        .order_by(revisions.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).first()
    return (DigestKey(row.name, row.day), row.added_at) if row else None


async def _edge(
    connection: Connection, feed: str, edge: ColumnElement[date], condition: ColumnElement[bool]
) -> date | None:
    query = select(edge).join_from(revisions, feeds).where(feeds.c.name == feed, condition)
    day: date | None = (await connection.execute(query)).scalar_one()
    return day
