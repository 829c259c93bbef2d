"""A digest goes in whole, in revisions, and comes back to the letter."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from bot.digest import document
from bot.model.digest import Digest, DigestKey
from storage import Connection, Database, digests, papers, schema
from storage.digests import Added, Prepared
from tests import factories
from tests.corpus import DIGESTS, SEEDS, needs_corpus
from tests.storage.adding import KEY, NOW, add, get

ON_ONE_DATABASE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)


async def counts(connection: Connection) -> dict[str, int]:
    tables = schema.metadata.sorted_tables
    return {
        table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one() for table in tables
    }


@needs_corpus
async def test_every_document_comes_back_byte_for_byte(database: Database) -> None:
    days = (date(2024, 4, 1) + timedelta(days=number) for number in count())
    keys = {path: DigestKey(path.stem.split("_")[1], date.fromisoformat(path.stem.split("_")[0])) for path in DIGESTS}
    keys |= {path: DigestKey("cs.CL", day) for path, day in zip(SEEDS, days, strict=False)}
    for path, key in keys.items():
        digest = document.parse(path.read_bytes())
        added = await add(database, digest, key)
        assert (added.number, added.was_there) == (1, False)

    for path, key in keys.items():
        back = await get(database, key)
        assert back
        assert document.render(back).encode() == path.read_bytes()
    async with database.read() as connection:
        before = await counts(connection)
    for path, key in keys.items():
        assert await add(database, document.parse(path.read_bytes()), key) == Added(1, was_there=True)
    async with database.read() as connection:
        assert await counts(connection) == before


@ON_ONE_DATABASE
@given(factories.digests())
async def test_any_digest_comes_back(database: Database, digest: Digest) -> None:
    async with database.read() as connection:
        key = DigestKey("cs.CL", date(2000, 1, 1) + timedelta(days=len(await digests.get_revisions(connection))))
    added = await add(database, digest, key)

    assert not added.was_there
    assert await get(database, key) == digest
    assert await add(database, digest, key) == Added(1, was_there=True)


async def test_a_newer_revision_adds_what_is_new_and_keeps_the_older(database: Database) -> None:
    old, new = (
        Digest((factories.entry(1), factories.entry(2))),
        Digest((factories.entry(1, row_summary="另一句。"), factories.entry(3))),
    )

    assert await add(database, old) == Added(1, new_papers=2, announcements=2)
    assert await add(database, new) == Added(2, new_papers=1, announcements=1)
    assert await get(database) == await get(database, number=2) == new
    assert await get(database, number=1) == old
    assert await get(database, number=3) is None


async def test_texts_are_stored_once_however_many_digests_quote_them(database: Database) -> None:
    digest = factories.digest(3)
    await add(database, digest)
    async with database.read() as connection:
        before = await counts(connection)
    for day in range(2, 6):
        for feed in ("cs.CL", "cs.LG"):
            await add(database, digest, DigestKey(feed, date(2024, 5, day)))
    async with database.read() as connection:
        after = await counts(connection)

    assert {name for name in before if before[name] != after[name]} == {
        "feeds",
        "revisions",
        "entries",
        "announcements",
    }
    assert after["entries"] == 9 * 3
    assert after["announcements"] == 2 * 3


@pytest.mark.parametrize(("asked", "given"), [(None, 3), (1, 3), (2, 3), (3, 3), (7, 7)])
async def test_a_revision_has_the_number_asked_for_if_it_is_free(
    database: Database, asked: int | None, given: int
) -> None:
    for number in (1, 2):
        await add(database, factories.digest(number))

    assert (await add(database, factories.digest(3), number=asked)).number == given


PUBLISHED, MADE, CUT_OFF = {"origin": "published"}, {"origin": "made"}, {"is_whole": False}


@pytest.mark.parametrize(
    ("revisions", "read"),
    [
        ([PUBLISHED], 1),
        ([PUBLISHED, PUBLISHED], 2),
        ([MADE, MADE], 2),
        ([PUBLISHED, MADE], 1),
        ([MADE, PUBLISHED], 2),
        ([PUBLISHED, CUT_OFF], 1),
        ([CUT_OFF, MADE], 2),
        ([MADE, CUT_OFF], 1),
        ([CUT_OFF], 1),
    ],
)
async def test_what_is_read_is_published_and_whole_or_else_made(
    database: Database, revisions: list[dict[str, Any]], read: int
) -> None:
    for number, options in enumerate(revisions, start=1):
        await add(database, factories.digest(number), **options)

    assert await get(database) == factories.digest(read)


async def test_revisions_are_listed(database: Database) -> None:
    later, other = DigestKey("cs.CL", date(2024, 4, 2)), DigestKey("q-fin", date(2024, 4, 1))
    for key, digest in ((other, Digest()), (later, factories.digest(1)), (KEY, factories.digest(1)), (KEY, Digest())):
        await add(database, digest, key, is_whole=key != other)

    async with database.read() as connection:
        revisions = await digests.get_revisions(connection)
        assert [(each.key, each.number, each.entry_count, each.is_whole) for each in revisions] == [
            (KEY, 1, 1, True),
            (KEY, 2, 0, True),
            (other, 1, 0, False),
            (later, 1, 1, True),
        ]
        assert revisions[0] == digests.Revision(KEY, 1, "published", is_whole=True, entry_count=1, added_at=NOW)
        assert await digests.get_revisions(connection, feed="cs.CL") == [revisions[0], revisions[1], revisions[3]]
        assert await digests.get_revisions(connection, since=date(2024, 4, 2)) == [revisions[3]]


async def test_what_nobody_published_is_not_there(database: Database) -> None:
    await add(database, factories.digest(1))

    assert await get(database, DigestKey("cs.CL", date(2024, 4, 2))) is None
    assert await get(database, DigestKey("cs", date(2024, 4, 1))) is None


async def test_the_same_document_prepared_twice_is_added_once(database: Database) -> None:
    async with database.read() as connection:
        both = [await digests.prepare(connection, KEY, factories.digest(2)) for _ in range(2)]
    for prepared, added in zip(both, (Added(1, new_papers=2, announcements=2), Added(1, was_there=True)), strict=True):
        assert isinstance(prepared, Prepared)
        async with database.write() as connection:
            assert await digests.write(connection, await digests.plan(connection, prepared, now=NOW)) == added


async def test_a_paper_listed_twice_in_one_document_is_one_paper_with_what_both_told(database: Database) -> None:
    first, second = factories.older_entry(1, " UPDATED"), factories.older_entry(1, row_summary="另一句。")
    digest = Digest((first, replace(second, raw_title="On Counting to 1."), first))

    assert (await add(database, digest)).new_papers == 1
    assert await get(database) == digest
    async with database.read() as connection:
        [paper] = await papers.get(connection, [first.id])
    assert (paper.version, paper.category) == (2, "math.NT")


async def test_a_document_with_more_entries_than_a_statement_takes_values(database: Database) -> None:
    digest = Digest(tuple(factories.entry(number) for number in range(1, 3001)))

    assert await add(database, digest) == Added(1, new_papers=3000, announcements=3000)
    assert await get(database) == digest
