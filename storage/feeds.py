"""Feeds, and what they announced: append-only, numbered in each feed by its one writer."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from bot.model.digest import Announcement, Kind
from bot.model.paper import ArxivId
from storage import upsert
from storage.engine import Connection
from storage.schema import announcements, feeds, papers

_ANNOUNCED = select(announcements.c.paper_id, announcements.c.replaced).where(
    announcements.c.feed_id == bindparam("feed_id"), upsert.among(announcements.c.paper_id, "paper_ids")
)

Identity = tuple[int, int]  # of an announcement in its feed: the paper, and which version replaced another, or 0


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
    """Adds a feed, and gives its id."""
    insert = feeds.insert().values(name=name).returning(feeds.c.id)
    feed_id: int = (await connection.execute(insert)).scalar_one()
    return feed_id


async def number(
    connection: Connection, feed_id: int, day: date, listed: Sequence[Listed], *, new: Collection[int], after: int
) -> upsert.Rows:
    """The announcements that a day's list makes and nothing made before, as rows, numbered after this.

    Of papers that are new nothing was announced.
    """
    announced: set[Identity] = set()
    if paper_ids := {each.paper_id for each in listed}.difference(new):
        rows = await connection.execute(_ANNOUNCED, {"feed_id": feed_id, "paper_ids": paper_ids})
        announced = {(paper_id, replaced) for paper_id, replaced in rows}
    return [
        {
            "feed_id": feed_id,
            "number": number,
            "paper_id": each.paper_id,
            "replaced": each.replaced,
            "version": each.version,
            "kind": each.kind,
            "day": day,
        }
        for number, each in enumerate(announce(listed, announced), start=after + 1)
    ]


def announce(listed: Iterable[Listed], announced: Collection[Identity]) -> Iterator[Listed]:
    """What of a day's list is announced, where this was before.

    A paper appears in a feed once, and each version replaces another there once. Where the document does not tell which
    of the two it was, it is an appearance if the feed never had the paper, and else nothing: an old paper that is
    listed again.
    """
    seen, seen_papers = set(announced), {paper_id for paper_id, _ in announced}
    for each in listed:
        identity = (each.paper_id, each.replaced)
        if identity not in seen and (each.is_sure or each.paper_id not in seen_papers):
            yield each
            seen.add(identity)
            seen_papers.add(each.paper_id)


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
