"""Feeds, and what they announced: append-only, numbered in each feed by its one writer."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update

from bot.model.digest import Announcement, Kind
from bot.model.paper import ArxivId
from storage import upsert
from storage.engine import Connection
from storage.schema import announcements, feeds, papers


@dataclass(frozen=True, slots=True)
class Listed:
    """That a day's document lists a paper, as far as it tells how."""

    paper_id: int
    kind: Kind | None
    version: int | None

    @property
    def replaced(self) -> int:
        """The version that replaced another, or 0 where the paper appeared or nobody can tell."""
        return self.version or 0 if self.kind and self.kind.is_replacement else 0

    @property
    def is_sure(self) -> bool:
        """Whether the document tells enough to know whether it appeared or was replaced."""
        return self.kind is not None and (self.replaced > 0 or not self.kind.is_replacement)


async def add(connection: Connection, name: str) -> int:
    """The id of a feed, which is added if it is not there."""
    await upsert.add_new(connection, feeds, [{"name": name, "last_number": 0}])
    feed_id: int = (await connection.execute(select(feeds.c.id).where(feeds.c.name == name))).scalar_one()
    return feed_id


async def announce(connection: Connection, feed_id: int, day: date, listed: Iterable[Listed]) -> int:
    """Adds the announcements that a day's list makes and nothing made before; says how many."""
    listed = list(listed)
    known = await _known(connection, feed_id, {each.paper_id for each in listed})
    last = (await connection.execute(select(feeds.c.last_number).where(feeds.c.id == feed_id))).scalar_one()
    new = list(_new(listed, known))
    rows = [_values(each, feed_id, number, day) for number, each in enumerate(new, start=last + 1)]
    await upsert.add_all(connection, announcements, rows, announcements.c.number)
    if new:
        await connection.execute(update(feeds).where(feeds.c.id == feed_id).values(last_number=last + len(new)))
    return len(new)


async def get_announcements(
    connection: Connection, feed: str, *, after: int = 0, limit: int = 1_000
) -> list[Announcement]:
    """What a feed announced after this number, in order."""
    rows = await connection.execute(
        select(announcements, papers.c.arxiv_id)
        .join_from(announcements, feeds)
        .join(papers)
        .where(feeds.c.name == feed, announcements.c.number > after)
        .order_by(announcements.c.number)
        .limit(limit)
    )
    return [
        Announcement(
            feed=feed,
            number=row.number,
            paper=ArxivId(row.arxiv_id),
            day=row.day,
            kind=Kind(row.kind) if row.kind else None,
            version=row.version,
        )
        for row in rows
    ]


async def _known(connection: Connection, feed_id: int, paper_ids: Collection[int]) -> set[tuple[int, int]]:
    """What the feed announced of these papers: which one, and which version replaced another."""
    rows = await connection.execute(
        select(announcements.c.paper_id, announcements.c.replaced).where(
            announcements.c.feed_id == feed_id, announcements.c.paper_id.in_(paper_ids)
        )
    )
    return {(row.paper_id, row.replaced) for row in rows}


def _new(listed: Sequence[Listed], known: Collection[tuple[int, int]]) -> Iterator[Listed]:
    """A paper appears in a feed once, and each version replaces another there once.

    Where the document does not tell which of the two it was, it is an appearance if the feed never had the paper,
    and else nothing: an old paper that is listed again.
    """
    seen, seen_papers = set(known), {paper_id for paper_id, _ in known}
    for each in listed:
        identity = (each.paper_id, each.replaced)
        if identity not in seen and (each.is_sure or each.paper_id not in seen_papers):
            yield each
            seen.add(identity)
            seen_papers.add(each.paper_id)


def _values(each: Listed, feed_id: int, number: int, day: date) -> dict[str, Any]:
    return {
        "feed_id": feed_id,
        "number": number,
        "paper_id": each.paper_id,
        "replaced": each.replaced,
        "version": each.version,
        "kind": each.kind,
        "day": day,
    }
