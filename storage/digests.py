"""Digests: imported whole or not at all, in revisions, and given back to the letter.

    Digest ─prepare (reads, works)─> Prepared ─add (writes, in one transaction)─> Added
    revisions, entries, texts, forms ─get─> Digest

What needs no writing is done before, so that it can be done for the next document while the database is busy with this
one. Days should come in their order: the first one wins an announcement.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, ColumnElement, Label, Row, Select, and_, bindparam, case, func, select

from bot.model.digest import Digest, DigestKey, Entry, Kind
from bot.model.paper import Texts
from storage import entries, feeds, forms, papers, schema, search, upsert
from storage.engine import Connection
from storage.entries import Listing, Placed
from storage.papers import TextKey


@dataclass(frozen=True, slots=True)
class Prepared:
    """A digest, ready to be added; `tokens` of the papers that were not known when it was prepared."""

    key: DigestKey
    content: bytes
    listings: tuple[Listing, ...]
    tokens: Mapping[str, search.Tokens]


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
class _Day:
    """What is there of a feed's day: the numbers of its revisions, by their content."""

    feed_id: int | None
    numbers: Mapping[bytes, int]


async def prepare(connection: Connection, key: DigestKey, digest: Digest) -> Prepared | Added:
    """Takes a digest apart, and works out the tokens of the papers that are new; or says that it is there already."""
    content = _content(digest)
    if there := (await _get_day(connection, key)).numbers.get(content):
        return Added(there, was_there=True)
    listings = []
    for entry in digest.entries:
        listings.append(entries.take_apart(entry))
        await _give_way()
    return Prepared(key, content, tuple(listings), await _prepare_tokens(connection, listings))


async def add(
    connection: Connection,
    prepared: Prepared,
    *,
    now: datetime,
    number: int | None = None,
    origin: str = "published",
    is_whole: bool = True,
) -> Added:
    """Adds a revision with its papers, texts, announcements and entries, unless that document is there already.

    It gets the number that is asked for if that is free, else the next one.
    """
    key, listings = prepared.key, prepared.listings
    day = await _get_day(connection, key)
    if there := day.numbers.get(prepared.content):
        return Added(there, was_there=True)
    feed_id = day.feed_id or await feeds.add(connection, key.feed)
    last = (await connection.execute(_LAST, {"feed_id": feed_id})).one()
    known = await papers.number(connection, (each.paper for each in listings), after=last.papers)
    texts = await papers.number_texts(connection, _told(listings, known.ids), key.day, after=last.texts)
    placed = [_place(each, known.ids, texts.ids) for each in listings]
    listed = (_listed(each, key.feed) for each in placed)
    announced = await feeds.number(connection, feed_id, key.day, listed, after=last.announcements)
    revision = {
        "id": last.revisions + 1,
        "feed_id": feed_id,
        "day": key.day,
        "number": _free(number, day.numbers.values()),
        "origin": origin,
        "is_whole": is_whole,
        "content": prepared.content,
        "entry_count": len(listings),
        "added_at": now,
    }
    indexed = _indexed(placed, known.new, prepared.tokens)
    await forms.add(connection, (each.form for each in listings))
    await upsert.add(
        connection,
        {
            schema.papers: known.rows,
            **search.rows(connection, indexed),
            schema.texts: texts.rows,
            schema.revisions: [revision],
            schema.entries: entries.rows(placed, revision["id"]),
            schema.announcements: announced,
        },
    )
    await search.refresh(connection, {row["paper_id"] for row in texts.rows} - {each.paper_id for each in indexed})
    return Added(revision["number"], new_papers=len(known.rows), announcements=len(announced))


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
    tokens = {}
    for each in listings:
        if each.name not in known and times[each.name] == 1:
            tokens[each.name] = search.tokens((each.original, each.translated))
            await _give_way()
    return tokens


async def _give_way() -> None:
    """Whoever waits for the database goes on as soon as it answers."""
    await asyncio.sleep(0)


async def _get_day(connection: Connection, key: DigestKey) -> _Day:
    rows = (await connection.execute(_DAY, {"feed": key.feed, "day": key.day})).all()
    return _Day(rows[0].id if rows else None, {row.content: row.number for row in rows if row.content})


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
    return select(func.coalesce(func.max(column), 0)).where(*of).scalar_subquery().label(column.table.name)


_FIELDS = attrgetter(*Entry.__slots__)
_DAY = (
    select(schema.feeds.c.id, schema.revisions.c.number, schema.revisions.c.content)
    .outerjoin_from(
        schema.feeds,
        schema.revisions,
        and_(schema.revisions.c.feed_id == schema.feeds.c.id, schema.revisions.c.day == bindparam("day")),
    )
    .where(schema.feeds.c.name == bindparam("feed"))
)
_LAST = select(
    _last(schema.papers.c.id),
    _last(schema.texts.c.id),
    _last(schema.revisions.c.id),
    _last(schema.announcements.c.number, schema.announcements.c.feed_id == bindparam("feed_id")),
)
_REVISIONS = select(schema.revisions, schema.feeds.c.name.label("feed")).join_from(schema.revisions, schema.feeds)
