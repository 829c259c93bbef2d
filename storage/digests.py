"""Digests: imported whole or not at all, in revisions, and given back to the letter.

    Digest ─prepare─> Prepared ─plan─> Plan ─write─> Added
    revisions, entries, texts, forms ─get─> Digest

`prepare` does what is long and asks little: it can be done for the next document while this one is written. `plan`
asks what is there, in the transaction of `write`, which asks nothing any more. Days should come in their order: the
first one wins an announcement.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Label, Row, Select, TableClause, and_, bindparam, case, func, select

from bot.model.digest import Digest, DigestKey, Entry, Kind
from bot.model.paper import Texts
from storage import entries, feeds, forms, papers, schema, search, upsert
from storage.engine import Connection
from storage.entries import Listing, Placed
from storage.papers import TextKey
from storage.types import Day

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A digest, ready to be added; `tokens` of the papers that were not known when it was prepared."""

    key: DigestKey
    content: bytes
    listings: tuple[Listing, ...]
    tokens: Mapping[str, search.Tokens]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written of a digest: nothing if it is there already."""

    rows: Mapping[TableClause, upsert.Rows]
    reworded: Collection[int]  # papers that have other texts than those that the index holds
    added: "Added"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a digest: nothing if `was_there`."""

    number: int
    was_there: bool = False
    new_papers: int = 0
    announcements: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """One wording of a day's document."""

    key: DigestKey
    number: int
    origin: str
    is_whole: bool
    entry_count: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class _Before:
    """What is there before a document of a feed's day is added."""

    feed_id: int | None
    numbers: Mapping[bytes, int]  # of the day's revisions, by their content
    last: Any  # ids and numbers, by table


async def prepare(connection: Connection, key: DigestKey, digest: Digest) -> Prepared | Added:
    """Takes a digest apart, and works out the tokens of the papers that are new; or says that it is there already."""
    content = _content(digest)
    if there := (await _look(connection, key)).numbers.get(content):
        return Added(there, was_there=True)
    listings = [entries.take_apart(entry) async for entry in _giving_way(digest.entries)]
    return Prepared(key, content, tuple(listings), await _prepare_tokens(connection, listings))


async def plan(
    connection: Connection,
    prepared: Prepared,
    *,
    now: datetime,
    number: int | None = None,
    origin: str = "published",
    is_whole: bool = True,
) -> Plan:
    """Makes the rows of a revision with its papers, texts, announcements and entries.

    It gets the number that is asked for if that is free, else the next one.
    """
    key, listings = prepared.key, prepared.listings
    before = await _look(connection, key)
    if there := before.numbers.get(prepared.content):
        return Plan({}, (), Added(there, was_there=True))
    last = before.last
    feed_id = before.feed_id or await feeds.add(connection, key.feed)
    known = await papers.number(connection, (each.paper for each in listings), after=last.papers)
    new, told = known.new(), _told(listings, known.ids)
    texts = await papers.number_texts(connection, told, key.day, new=new, after=last.texts)
    placed = [_place(each, known.ids, texts.ids) for each in listings]
    listed = [_listed(each, key.feed) for each in placed]
    announced = await feeds.number(connection, feed_id, key.day, listed, new=new, after=last.announcements)
    indexed = _indexed(placed, new, prepared.tokens)
    revision = Revision(key, _free(number, before.numbers.values()), origin, is_whole, len(listings), now)
    revision_id = last.revisions + 1
    rows = {
        schema.papers: known.rows,
        **search.rows(connection, indexed),  # early: it takes as long as all others, and meanwhile Python is free
        schema.texts: texts.rows,
        schema.forms: forms.rows(each.form for each in listings),
        schema.revisions: [_values(revision, revision_id, feed_id, prepared.content)],
        schema.entries: entries.rows(placed, revision_id),
        schema.announcements: announced,
    }
    reworded = {row["paper_id"] for row in texts.rows} - {each.paper_id for each in indexed}
    added = Added(revision.number, new_papers=len(known.rows), announcements=len(announced))
    return Plan(rows, reworded, added)


async def write(connection: Connection, planned: Plan) -> Added:
    """Writes what was planned in the same transaction."""
    await upsert.add(connection, planned.rows, may_be_there={schema.forms})
    await search.refresh(connection, planned.reworded)
    return planned.added


async def get(connection: Connection, key: DigestKey, number: int | None = None) -> Digest | None:
    """A revision of a digest; without a number the one to read: the newest published if whole, else made one."""
    revision = (await connection.execute(_revision(key, number))).first()
    return Digest(tuple(await entries.get(connection, revision.id))) if revision else None


async def get_revisions(
    connection: Connection, *, feed: str | None = None, since: date | None = None
) -> list[Revision]:
    """Every revision that is kept, by day, feed and number."""
    query = _REVISIONS.order_by(schema.revisions.c.day, schema.feeds.c.name, schema.revisions.c.number)
    if feed:
        query = query.where(schema.feeds.c.name == feed)
    if since:
        query = query.where(schema.revisions.c.day >= since)
    return [_to_revision(row) for row in await connection.execute(query)]


def _content(digest: Digest) -> bytes:
    """The hash that tells documents of a day apart; a field has no line break, and one that is left out says so."""
    whole = blake2b(digest_size=16)
    for entry in digest.entries:
        fields = ("\0" if field is None else field for field in _FIELDS(entry))
        whole.update("\n".join(("", *fields)).encode())
    return whole.digest()


async def _prepare_tokens(connection: Connection, listings: Sequence[Listing]) -> dict[str, search.Tokens]:
    """Of the papers that are new and listed once; where there are two wordings, the newest is asked for later."""
    times = Counter(each.name for each in listings)
    known = await papers.get_names(connection, times.keys())
    return {
        each.name: search.tokens((each.original, each.translated))
        async for each in _giving_way(listings)
        if each.name not in known and times[each.name] == 1
    }


async def _giving_way(items: Iterable[_Item]) -> AsyncIterator[_Item]:
    """The items; now and then whoever waits for the database goes on, if it has answered.

    Every 16 of them, that is 2 ms at most: to look more often costs more than it brings.
    """
    for number, item in enumerate(items):
        if number % 16 == 0:
            await asyncio.sleep(0)
        yield item


async def _look(connection: Connection, key: DigestKey) -> _Before:
    rows = (await connection.execute(_BEFORE, {"feed": key.feed, "day": key.day})).all()
    return _Before(rows[0].id, {row.content: row.number for row in rows if row.content}, rows[0])


def _free(asked: int | None, taken: Collection[int]) -> int:
    return asked if asked and asked not in taken else max(taken, default=0) + 1


def _told(listings: Sequence[Listing], paper_ids: Mapping[str, int]) -> dict[TextKey, Texts]:
    told = {}
    for each in listings:
        original, translated = each.text_keys(paper_ids[each.name])
        told[original] = each.original
        told[translated] = each.translated
    return told


def _place(listing: Listing, paper_ids: Mapping[str, int], text_ids: Mapping[TextKey, int]) -> Placed:
    paper_id = paper_ids[listing.name]
    original, translated = listing.text_keys(paper_id)
    return Placed(listing, paper_id, text_ids[original], text_ids[translated])


def _indexed(
    placed: Sequence[Placed], new: Collection[int], tokens: Mapping[str, search.Tokens]
) -> list[search.Indexed]:
    """What the index is to hold of new papers."""
    return [
        search.Indexed(each.paper_id, each.text_ids, tokens[each.listing.name])
        for each in placed
        if each.paper_id in new and each.listing.name in tokens
    ]


def _listed(placed: Placed, feed: str) -> feeds.Listed:
    """What an entry says of the feed; one whose primary category is another's crossed over from there."""
    paper, kind = placed.listing.paper, placed.listing.kind
    crossed = kind is Kind.NEW and not _belongs(paper.category, feed)
    return feeds.Listed(placed.paper_id, Kind.CROSS if crossed else kind, paper.version)


def _belongs(category: str | None, feed: str) -> bool:
    """Whether a category is the feed itself or part of the archive that the feed is; unknown, it is taken to be."""
    return category is None or category == feed or category.startswith(f"{feed}.")


def _revision(key: DigestKey, number: int | None) -> Select[Any]:
    table = schema.revisions
    query = _REVISIONS.where(schema.feeds.c.name == key.feed, table.c.day == key.day)
    if number is not None:
        return query.where(table.c.number == number)
    preferred = case((and_(table.c.origin == "published", table.c.is_whole), 0), (table.c.origin == "made", 1), else_=2)
    return query.order_by(preferred, table.c.number.desc()).limit(1)


def _values(revision: Revision, revision_id: int, feed_id: int, content: bytes) -> dict[str, Any]:
    return {
        "id": revision_id,
        "feed_id": feed_id,
        "day": revision.key.day,
        "number": revision.number,
        "origin": revision.origin,
        "is_whole": revision.is_whole,
        "content": content,
        "entry_count": revision.entry_count,
        "added_at": revision.added_at,
    }


def _to_revision(row: Row[Any]) -> Revision:
    return Revision(
        key=DigestKey(row.feed, row.day),
        number=row.number,
        origin=row.origin,
        is_whole=row.is_whole,
        entry_count=row.entry_count,
        added_at=row.added_at,
    )


def _last(column: Column[Any], *of: ColumnElement[bool]) -> Label[Any]:
    return (
        select(func.coalesce(func.max(column), 0)).where(*of).correlate(None).scalar_subquery().label(column.table.name)
    )


_FIELDS = attrgetter(*Entry.__slots__)
_FEED_ID = select(schema.feeds.c.id).where(schema.feeds.c.name == bindparam("feed")).scalar_subquery()
_BEFORE = (
    select(
        schema.feeds.c.id,
        schema.revisions.c.number,
        schema.revisions.c.content,
        _last(schema.papers.c.id),
        _last(schema.texts.c.id),
        _last(schema.revisions.c.id),
        _last(schema.announcements.c.number, schema.announcements.c.feed_id == _FEED_ID),
    )
    .select_from(select(bindparam("day", type_=Day).label("day")).subquery("asked"))
    .outerjoin(schema.feeds, schema.feeds.c.name == bindparam("feed"))
    .outerjoin(
        schema.revisions,
        and_(schema.revisions.c.feed_id == schema.feeds.c.id, schema.revisions.c.day == bindparam("day")),
    )
)
_REVISIONS = select(schema.revisions, schema.feeds.c.name.label("feed")).join_from(schema.revisions, schema.feeds)
