"""What is known of papers grows with what sources tell, and each language shows its newest texts."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model.digest import Digest, DigestKey
from bot.model.paper import ArxivId, Paper, Texts
from storage import Connection, Database, papers, schema, upsert
from tests import factories
from tests.storage.adding import add

ID = ArxivId("2404.00727")
FULL = Paper(ID, 2, "cs.CL", ("cs.CL", "cs.LG"), ("A. Author", "B. Büchner"), date(2024, 4, 1), date(2024, 5, 2))


async def learn(connection: Connection, *told: Paper) -> None:
    numbered = await papers.number(connection, told, after=0)
    await upsert.add(connection, {schema.papers: numbered.rows})


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ([FULL], FULL),
        ([Paper(ID), FULL], FULL),
        ([FULL, Paper(ID)], FULL),
        ([FULL, Paper(ID, 1, "math.NT", authors=("Nobody",))], FULL),
        ([Paper(ID, 1, "math.NT", authors=("A",)), Paper(ID, 2, "cs.CL")], Paper(ID, 2, "cs.CL", authors=("A",))),
        ([Paper(ID, 2, "math.NT"), Paper(ID, 2, "cs.CL")], Paper(ID, 2, "cs.CL")),
        ([Paper(ID, 2), Paper(ID, 1, "cs.CL")], Paper(ID, 2, "cs.CL")),
        ([Paper(ArxivId(ID.paper, 3), 3)], Paper(ID, 3)),
    ],
)
async def test_what_is_told_is_learnt_and_silence_is_no_news(
    database: Database, told: list[Paper], known: Paper
) -> None:
    async with database.write() as connection:
        for paper in told:
            await learn(connection, paper)

    async with database.read() as connection:
        assert await papers.get(connection, [ID]) == [known]


async def test_papers_come_in_the_order_asked_and_once(database: Database) -> None:
    some = [Paper(ArxivId(f"2404.{number:05}")) for number in range(1, 4)]
    async with database.write() as connection:
        await learn(connection, *some)
        wanted = [some[2].id, ArxivId("2404.00009"), ArxivId(some[0].id.paper, 2), some[2].id]
        assert await papers.get(connection, wanted) == [some[2], some[0]]
        assert await papers.get(connection, []) == []


async def test_each_language_shows_its_newest_texts(database: Database) -> None:
    entry = factories.entry(1)
    later = replace(entry, translated_title="又论数到1", raw_title="On Counting, Again")
    earlier = replace(entry, translated_title="先论数到1")
    for digest, day in ((entry, 5), (later, 9), (earlier, 2)):
        await add(database, Digest((digest,)), DigestKey("cs.CL", date(2024, 4, day)))

    async with database.read() as connection:
        assert await papers.get_texts(connection, [entry.id, ArxivId("2404.00009")]) == {
            entry.id: [later.original, later.translated]
        }


async def test_of_two_wordings_of_a_day_the_later_is_the_newest(database: Database) -> None:
    entry, other = factories.entry(1), factories.entry(1, translated_title="又论数到1")
    await add(database, Digest((entry, other)))

    async with database.read() as connection:
        assert (await papers.get_texts(connection, [entry.id]))[entry.id] == [entry.original, other.translated]


def test_texts_differ_in_any_field() -> None:
    texts = [Texts("en", "a", "b", "c"), Texts("en", "a", "b"), Texts("en", "a", "", "b"), Texts("en", "b", "", "a")]

    assert len({papers.content(each) for each in texts}) == len(texts)
    assert papers.content(texts[0]) == papers.content(replace(texts[0], language="de", origin="arxiv"))
