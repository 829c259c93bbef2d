"""Digests: imported whole or not at all, in revisions, and given back to the letter.

    Digest ─prepare (reads, works)─> Prepared ─add (writes, in one transaction)─> Added
    revisions, entries, texts, forms ─get─> Digest

What needs no writing is done before, so that it can be done for the next document while the database is busy with this
one.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, select

from bot.model.digest import Digest, DigestKey, Entry, Kind
from bot.model.paper import Paper, Texts
from storage import feeds, forms, papers, schema, search, upsert
from storage.engine import Connection
from storage.forms import Written
from storage.papers import Stored, TextKey


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry, taken apart into what is stored of it."""

    paper: Paper
    kind: Kind | None
    written: Written
    form: str
    original_content: int
    translated_content: int

    def text_keys(self, paper_id: int) -> tuple[TextKey, TextKey]:
        """What identifies its original and its translated texts."""
        original, translated = self.written.original, self.written.translated
        return (
            TextKey(paper_id, original.language, self.original_content),
            TextKey(paper_id, translated.language, self.translated_content),
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A digest, ready to be added; `tokens` of the papers that were not known when it was prepared."""

    key: DigestKey
    content: bytes
    listings: tuple[Listing, ...]
    tokens: Mapping[str, search.Tokens]


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
class Added:
    """What came of adding a digest: nothing if `was_there`."""

    number: int
    was_there: bool = False
    new_papers: int = 0
    announcements: int = 0


async def prepare(connection: Connection, key: DigestKey, digest: Digest) -> Prepared:
    """Takes a digest apart, and works out the tokens of the papers that are new."""
    content = _content(digest)
    if await _number_of(connection, key, content):
        return Prepared(key, content, (), {})
    listings = tuple(_listing(entry) for entry in digest.entries)
    known = await papers.get(connection, (each.paper.id for each in listings))
    names = {each.paper.id.paper for each in listings} - {paper.id.paper for paper in known}
    newest = {each.paper.id.paper: each for each in listings}
    tokens = {}
    for name in names:
        tokens[name] = _tokens(newest[name])
        await asyncio.sleep(0)  # whoever waits for the database goes on as soon as it answers
    return Prepared(key, content, listings, tokens)


async def add(  # noqa: PLR0913 (what a revision is)
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
    if there := await _number_of(connection, prepared.key, prepared.content):
        return Added(there, was_there=True)
    day, listings = prepared.key.day, prepared.listings
    feed_id = await feeds.add(connection, prepared.key.feed)
    stored = await papers.add(connection, (each.paper for each in listings))
    text_ids = await _add_texts(connection, listings, stored, day)
    await _index(connection, prepared, stored, text_ids)
    revision_id, number = await _add_revision(
        connection,
        await _add_digest(connection, feed_id, day),
        number,
        {
            "origin": origin,
            "is_whole": is_whole,
            "content": prepared.content,
            "entry_count": len(listings),
            "added_at": now,
        },
    )
    await _add_entries(connection, revision_id, listings, stored, text_ids)
    announced = await feeds.announce(connection, feed_id, day, _listed(prepared, stored))
    return Added(number, new_papers=sum(each.is_new for each in stored.values()), announcements=announced)


async def get(connection: Connection, key: DigestKey, number: int | None = None) -> Digest | None:
    """A revision of a digest; without a number the one to read: the newest published if whole, else made one."""
    revision = (await connection.execute(_revision(key, number))).first()
    return Digest(tuple(await _entries(connection, revision.id))) if revision else None


async def get_revisions(
    connection: Connection, *, feed: str | None = None, since: date | None = None
) -> list[Revision]:
    """Every revision that is kept, by day, feed and number."""
    query = _revisions().order_by(schema.digests.c.day, schema.feeds.c.name, schema.revisions.c.number)
    if feed:
        query = query.where(schema.feeds.c.name == feed)
    if since:
        query = query.where(schema.digests.c.day >= since)
    return [_to_revision(row) for row in await connection.execute(query)]


def _content(digest: Digest) -> bytes:
    """The hash that tells documents of a day apart; a field has no line break, and one that is left out says so."""
    whole = blake2b(digest_size=16)
    for entry in digest.entries:
        fields = ("\0" if field is None else field for field in astuple(entry))
        whole.update("\n".join(("", *fields)).encode())
    return whole.digest()


def _listing(entry: Entry) -> Listing:
    original, translated, version = entry.original, entry.translated, entry.version
    paper = Paper(entry.id, version=version, category=entry.category)
    written = Written(paper.id.paper, version, original, translated)
    contents = papers.content(original), papers.content(translated)
    return Listing(paper, entry.kind, written, forms.fold(entry, written), *contents)


def _tokens(listing: Listing) -> search.Tokens:
    return search.tokens((listing.written.original, listing.written.translated))


async def _number_of(connection: Connection, key: DigestKey, content: bytes) -> int | None:
    """The revision that is this very document."""
    query = _revisions().where(*_is(key), schema.revisions.c.content == content)
    row = (await connection.execute(query)).first()
    return row.number if row else None


async def _add_texts(
    connection: Connection, listings: Sequence[Listing], stored: Mapping[str, Stored], day: date
) -> dict[TextKey, Stored]:
    told: dict[TextKey, Texts] = {}
    for each in listings:
        original, translated = each.text_keys(stored[each.paper.id.paper].id)
        told[original] = each.written.original
        told[translated] = each.written.translated
    return await papers.add_texts(connection, told, day)


async def _index(
    connection: Connection, prepared: Prepared, stored: Mapping[str, Stored], text_ids: Mapping[TextKey, Stored]
) -> None:
    new: dict[int, search.Tokens] = {}
    changed: set[int] = set()
    held: dict[int, dict[str, int]] = {}
    for each in prepared.listings:
        paper = stored[each.paper.id.paper]
        keys = each.text_keys(paper.id)
        if paper.is_new:
            new[paper.id] = prepared.tokens[each.paper.id.paper]
            held[paper.id] = {key.language: text_ids[key].id for key in keys}
        elif any(text_ids[key].is_new for key in keys):
            changed.add(paper.id)
    await search.add(connection, new, held)
    if changed:
        await search.refresh(connection, changed)


async def _add_digest(connection: Connection, feed_id: int, day: date) -> int:
    table = schema.digests
    await upsert.add_new(connection, table, [{"feed_id": feed_id, "day": day}])
    query = select(table.c.id).where(table.c.feed_id == feed_id, table.c.day == day)
    digest_id: int = (await connection.execute(query)).scalar_one()
    return digest_id


async def _add_revision(
    connection: Connection, digest_id: int, number: int | None, values: Mapping[str, Any]
) -> tuple[int, int]:
    table = schema.revisions
    taken = (await connection.execute(select(table.c.number).where(table.c.digest_id == digest_id))).scalars().all()
    free = number if number and number not in taken else max(taken, default=0) + 1
    [row] = await upsert.add_all(
        connection, table, [{"digest_id": digest_id, "number": free, **values}], table.c.id, table.c.number
    )
    return row.id, row.number


async def _add_entries(
    connection: Connection,
    revision_id: int,
    listings: Sequence[Listing],
    stored: Mapping[str, Stored],
    text_ids: Mapping[TextKey, Stored],
) -> None:
    form_ids = await _form_ids(connection, {each.form for each in listings})
    rows = []
    for position, each in enumerate(listings, start=1):
        paper_id = stored[each.paper.id.paper].id
        original, translated = each.text_keys(paper_id)
        rows.append(
            {
                "revision_id": revision_id,
                "position": position,
                "paper_id": paper_id,
                "version": each.paper.version,
                "kind": each.kind,
                "original_id": text_ids[original].id,
                "translated_id": text_ids[translated].id,
                "form_id": form_ids[each.form],
            }
        )
    await upsert.add_all(connection, schema.entries, rows, schema.entries.c.position)


async def _form_ids(connection: Connection, patterns: set[str]) -> dict[str, int]:
    table = schema.forms
    columns = table.c.pattern, table.c.id
    known = (await connection.execute(select(*columns).where(table.c.pattern.in_(patterns)))).all()
    new = [{"pattern": each} for each in patterns.difference(row.pattern for row in known)]
    return {row.pattern: row.id for row in (*known, *await upsert.add_all(connection, table, new, *columns))}


def _listed(prepared: Prepared, stored: Mapping[str, Stored]) -> list[feeds.Listed]:
    """What the entries say of the feed; one whose primary category is another's crossed over from there."""
    feed = prepared.key.feed
    return [
        feeds.Listed(
            stored[each.paper.id.paper].id,
            Kind.CROSS if each.kind is Kind.NEW and not _belongs(each.paper.category, feed) else each.kind,
            each.paper.version,
        )
        for each in prepared.listings
    ]


def _belongs(category: str | None, feed: str) -> bool:
    """Whether a category is the feed itself or part of the archive that the feed is; unknown, it is taken to be."""
    return category is None or category == feed or category.startswith(f"{feed}.")


def _is(key: DigestKey) -> tuple[ColumnElement[bool], ...]:
    return schema.feeds.c.name == key.feed, schema.digests.c.day == key.day


def _revisions() -> Select[Any]:
    return (
        select(schema.revisions, schema.digests.c.day, schema.feeds.c.name.label("feed"))
        .join_from(schema.revisions, schema.digests)
        .join(schema.feeds)
    )


def _revision(key: DigestKey, number: int | None) -> Select[Any]:
    table = schema.revisions
    if number is not None:
        return _revisions().where(*_is(key), table.c.number == number)
    preferred = case((and_(table.c.origin == "published", table.c.is_whole), 0), (table.c.origin == "made", 1), else_=2)
    return _revisions().where(*_is(key)).order_by(preferred, table.c.number.desc()).limit(1)


def _to_revision(row: Row[Any]) -> Revision:
    return Revision(
        key=DigestKey(row.feed, row.day),
        number=row.number,
        origin=row.origin,
        is_whole=row.is_whole,
        entry_count=row.entry_count,
        added_at=row.added_at,
    )


async def _entries(connection: Connection, revision_id: int) -> list[Entry]:
    original, translated = schema.texts.alias("original"), schema.texts.alias("translated")
    columns = [
        each.c[name].label(f"{each.name}_{name}")
        for each in (original, translated)
        for name in ("language", "title", "abstract", "summary")
    ]
    table = schema.entries
    rows = await connection.execute(
        select(table.c.version, schema.papers.c.arxiv_id, schema.forms.c.pattern, *columns)
        .join_from(table, schema.papers)
        .join(schema.forms)
        .join(original, table.c.original_id == original.c.id)
        .join(translated, table.c.translated_id == translated.c.id)
        .where(table.c.revision_id == revision_id)
        .order_by(table.c.position)
    )
    return [_entry(*row) for row in rows]


def _entry(version: int | None, arxiv_id: str, pattern: str, *told: str) -> Entry:
    return forms.unfold(pattern, Written(arxiv_id, version, Texts(*told[:4]), Texts(*told[4:])))
