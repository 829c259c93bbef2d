"""The index holds the tokens of the newest texts, and nothing else, whatever happened before."""

import itertools
import string
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from bot.errors import StorageError
from bot.model.digest import Digest, DigestKey, Entry
from bot.text import analysis
from storage import Connection, Database, digests, engine, migrate, schema, search
from tests import factories
from tests.conftest import MakeUrl
from tests.storage import whole
from tests.storage.adding import NOW, add, get
from tests.storage.test_digests import ON_ONE_DATABASE

ONE = factories.entry(1)
WORDED = ("row_summary", "translated_title", "raw_title", "translated_abstract", "raw_abstract")
HISTORIES = {
    "new": [[ONE, factories.entry(2)]],
    "again": [[ONE], [ONE, factories.entry(2)]],
    "other texts": [[ONE], [replace(ONE, translated_title="又论数到一")]],
    "other texts in both languages": [[ONE], [replace(ONE, translated_title="又论", raw_title="Counting, again")]],
    "and back": [[ONE], [replace(ONE, translated_title="又论数到一")], [ONE]],
    "two wordings in one document": [[ONE, replace(ONE, translated_abstract="另一个")]],
    "two wordings and back": [[ONE, replace(ONE, translated_abstract="另一个"), ONE]],
    "nothing to be found": [[factories.entry(1, **dict.fromkeys(WORDED, "!"))]],
    "empty": [[]],
}


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
@pytest.mark.parametrize("is_backwards", [False, True])
async def test_the_index_holds_the_newest_texts(
    database: Database, history: list[list[Entry]], is_backwards: bool
) -> None:
    days = list(enumerate(history, start=1))
    for day, entries in reversed(days) if is_backwards else days:
        await add(database, Digest(tuple(entries)), DigestKey("cs.CL", date(2024, 4, day)))
        await whole.check(database)


@ON_ONE_DATABASE
@given(factories.digests(), st.sampled_from([1, 2]))
async def test_the_index_holds_the_newest_texts_of_anything(database: Database, digest: Digest, day: int) -> None:
    await add(database, digest, DigestKey("cs.CL", date(2024, 4, day)))
    await whole.check(database)


async def test_a_paper_that_came_since_its_digest_was_prepared_is_indexed_once(database: Database) -> None:
    async with database.read() as connection:
        both = [
            await digests.prepare(connection, DigestKey("cs.CL", date(2024, 4, day)), Digest((entry,)))
            for day, entry in enumerate((ONE, replace(ONE, translated_title="又论数到一")), start=1)
        ]
    for prepared in both:
        async with database.write() as connection:
            assert isinstance(prepared, digests.Prepared)
            await digests.write(connection, await digests.plan(connection, prepared, now=NOW))
    await whole.check(database)


async def test_a_paper_that_went_since_its_digest_was_prepared_is_indexed(
    database: Database, make_url: MakeUrl
) -> None:
    await add(database, Digest((ONE,)))
    async with database.read() as connection:
        prepared = await digests.prepare(connection, DigestKey("cs.CL", date(2024, 4, 2)), factories.digest(2))
    assert isinstance(prepared, digests.Prepared)
    async with engine.opened(make_url()) as other:
        async with other.write() as connection:
            await digests.write(connection, await digests.plan(connection, prepared, now=NOW))
        await whole.check(other)


async def test_rebuilding_gives_the_same(database: Database) -> None:
    await add(database, factories.digest(5))
    await add(database, Digest((replace(ONE, translated_title="又论数到一"),)), DigestKey("cs.CL", date(2024, 4, 2)))
    noted = select(schema.search).order_by("paper_id")
    async with database.write() as connection:
        before = await whole.held(connection), (await connection.execute(noted)).all()
        await search.rebuild(connection)
        assert (await whole.held(connection), (await connection.execute(noted)).all()) == before
    await whole.check(database)


async def test_a_new_version_of_the_analysis_fills_the_index_anew(database: Database) -> None:
    await add(database, factories.digest(2))
    async with database.write() as connection:
        await connection.execute(update(schema.search).values(analysis=0))
        await _break(connection)

    assert not await migrate.is_current(database)
    await migrate.upgrade(database)
    assert await migrate.is_current(database)
    await whole.check(database)


async def test_an_index_of_another_version_is_not_written_to(database: Database) -> None:
    await add(database, Digest((ONE,)))
    async with database.write() as connection:
        await connection.execute(update(schema.search).values(analysis=0))

    with pytest.raises(StorageError, match="zhaiyao migrate"):
        await add(database, Digest((replace(ONE, translated_title="又论数到一"),)))


async def _break(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        await connection.exec_driver_sql("INSERT INTO search_index (rowid, title) VALUES (77, 'nonsense')")
    else:
        await connection.exec_driver_sql("UPDATE search_index SET tokens = 'nonsense'")


async def find(database: Database, phrase: str) -> int:
    """How many papers have these tokens one after another."""
    terms = [term.token for term in analysis.query_terms(phrase)]
    if database.path:
        query = "SELECT count(*) FROM search_index WHERE search_index MATCH :asked"
        asked = " + ".join(f'"{term}"' for term in terms)
    else:
        query = "SELECT count(*) FROM search_index WHERE tokens @@ CAST(:asked AS tsquery)"
        asked = " <-> ".join(f"'{term}'" for term in terms)
    async with database.read() as connection:
        return int((await connection.execute(text(query), {"asked": asked})).scalar_one())


@pytest.mark.parametrize(
    ("phrase", "count"),
    [("counting to", 2), ("counting to 1", 1), ("HARD we says", 2), ("论数", 2), ("本文从", 2), ("零", 0)],
)
async def test_a_phrase_is_found(database: Database, phrase: str, count: int) -> None:
    await add(database, factories.digest(2))

    assert await find(database, phrase) == count


async def test_no_phrase_goes_across_fields_or_languages(database: Database) -> None:
    texts = {"translated_title": "three", "raw_title": "one two", "row_summary": "four", "translated_abstract": "seven"}
    entry = factories.entry(1, **texts, raw_abstract="six", original_summary="five")
    await add(database, Digest((entry,)))

    words = ["one two", "two three", "three five", "five four", "three four", "four six", "four seven", "six seven"]
    assert [phrase for phrase in words if await find(database, phrase)] == ["one two"]


async def test_a_monstrous_text_is_taken(database: Database) -> None:
    words = map("".join, itertools.islice(itertools.product(string.ascii_lowercase, repeat=4), 30_000))
    entry = factories.entry(1, raw_abstract=f"{' '.join(f'{word:q<60}' for word in words)} {'end ' * 20_000}")

    await add(database, Digest((entry,)))
    assert await get(database) == Digest((entry,))
    assert await find(database, "counting to 1") == 1
