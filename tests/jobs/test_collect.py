"""Documents are taken in one after another, each whole or not at all, and what came of each is told."""

import asyncio
import random
from collections.abc import Iterable, Iterator
from contextlib import aclosing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from bot.clock import Clock
from bot.digest import document
from bot.errors import StorageError
from bot.jobs import collect
from bot.jobs.collect import Collected, Source
from bot.model.digest import Digest, DigestKey
from storage import Database, digests
from storage.digests import Added
from tests import factories
from tests.conftest import MakeUrl
from tests.soak import kills
from tests.storage import whole
from tests.storage.adding import get

NOW = datetime(2024, 4, 9, tzinfo=UTC)
CLOCK = Clock(lambda: NOW)


def source(day: int, digest: Digest | bytes, number: int | None = None) -> Source:
    data = digest if isinstance(digest, bytes) else document.render(digest).encode()
    return Source(f"{day}.md", DigestKey("cs.CL", date(2024, 4, day)), data, number)


async def take(database: Database, sources: Iterable[Source]) -> list[Collected]:
    return [each async for each in collect.collect(database, sources, CLOCK)]


async def test_documents_are_taken_in_and_told_of_in_order(database: Database) -> None:
    one, two, again = source(1, factories.digest(1)), source(2, factories.digest(3)), source(1, factories.digest(1))
    other = source(1, factories.digest(2), number=5)

    assert await take(database, [one, two, again, other]) == [
        Collected(one, Added(1, new_papers=1, announcements=1)),
        Collected(two, Added(1, new_papers=2, announcements=2)),
        Collected(again, Added(1, was_there=True)),
        Collected(other, Added(5)),
    ]
    assert await get(database, two.key) == factories.digest(3)
    async with database.read() as connection:
        assert {each.added_at for each in await digests.get_revisions(connection)} == {NOW}
    await whole.check(database)


async def test_nothing_comes_of_nothing(database: Database) -> None:
    assert await take(database, []) == []


async def test_a_damaged_document_is_told_of_and_passed_over(database: Database) -> None:
    sources = [source(1, b"# nothing"), source(2, factories.digest(1)), source(3, b"\xff"), source(4, b"")]
    refused, taken, *others = await take(database, sources)

    assert refused.refused
    assert refused.refused.startswith("line 1: expected")
    assert taken.added
    assert all(each.refused and not each.added for each in others)


async def test_what_was_overlooked_in_a_document_is_told(database: Database) -> None:
    data = document.render(factories.digest(1)).replace("\n", "\r\n").encode("utf-8-sig")
    [first, again] = await take(database, [source(1, data), source(1, data)])

    assert first.notes == again.notes == (document.BOM_NOTE, document.CRLF_NOTE)
    assert await get(database, first.source.key) == factories.digest(1)


async def test_the_same_document_twice_in_a_row_is_taken_once(database: Database) -> None:
    sources = [source(1, factories.digest(2))] * 3

    assert [each.added.was_there for each in await take(database, sources) if each.added] == [False, True, True]


async def test_an_error_of_the_database_ends_it_and_what_was_taken_stays(database: Database) -> None:
    def sources() -> Iterator[Source]:
        yield source(1, factories.digest(1))
        yield source(2, factories.digest(2))

    taken = []

    async def take_until_it_fails() -> None:
        async with aclosing(collect.collect(database, sources(), CLOCK)) as collected:
            async for each in collected:
                taken.append(each)
                async with database.write() as connection:
                    await connection.execute(text("DROP TABLE entries"))

    with pytest.raises((StorageError, Exception), match="entries"):
        await take_until_it_fails()
    assert [each.source.name for each in taken] == ["1.md"]
    async with database.read() as connection:
        assert [each.key.day.day for each in await digests.get_revisions(connection)] == [1]


async def test_who_stops_listening_leaves_whole_documents(database: Database) -> None:
    async with aclosing(
        collect.collect(database, (source(day, factories.digest(day)) for day in range(1, 9)), CLOCK)
    ) as all_:
        async for _ in all_:
            break

    assert asyncio.all_tasks() == {asyncio.current_task()}
    async with database.read() as connection:
        assert len(await digests.get_revisions(connection)) in (1, 2)
    await whole.check(database)


async def test_what_is_cancelled_leaves_whole_documents(database: Database) -> None:
    task = asyncio.create_task(take(database, (source(day, factories.digest(20)) for day in range(1, 29))))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert asyncio.all_tasks() == {asyncio.current_task()}
    await whole.check(database)


async def test_an_import_that_is_killed_leaves_whole_documents(make_sqlite: MakeUrl) -> None:
    assert await kills.kill(make_sqlite(), most=3, chance=random.Random(2)) > 0
