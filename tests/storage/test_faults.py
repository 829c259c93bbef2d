"""Whatever statement of an import fails, nothing of it is left, and it can be done again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.errors import StorageError
from bot.model.digest import Digest, DigestKey
from storage import Database, schema
from tests import factories
from tests.storage import whole
from tests.storage.adding import add, get

# New papers, known ones of which something new is told, other texts of one, and a form that nobody used.
FIRST = factories.digest(3)
SECOND = Digest(
    (
        factories.entry(9),
        replace(factories.entry(1), translated_title="又论数到1", row_title="Counting?"),
        factories.entry(2, raw_abstract="arXiv:2404.00002v2 Announce Type: replace  Abstract: Counting is hard."),
    )
)
NOT_OF_DIGESTS = {"buttons", "people"}
LATER = DigestKey("cs.LG", date(2024, 4, 2))


class FaultError(Exception):
    """What did not happen."""


async def fail_and_recover(database: Database, when: str) -> None:
    """Makes each statement of an import fail, one after another, until none does."""
    await add(database, FIRST)
    async with database.write() as connection:
        before = await whole.rows(connection)
    for failing in count():
        listener = _failing_at(failing)
        event.listen(database._writer.sync_engine, when, listener)
        try:
            await add(database, SECOND, LATER)
        except FaultError:
            pass
        else:
            break
        finally:
            event.remove(database._writer.sync_engine, when, listener)
        async with database.write() as connection:
            assert await whole.rows(connection) == before
    assert failing > (5 if when.endswith("execute") else 0)
    await whole.check(database)
    assert (await get(database), await get(database, LATER)) == (FIRST, SECOND)


def _failing_at(number: int) -> Callable[..., None]:
    calls = count()

    def fail(*_: Any) -> None:
        if next(calls) == number:
            raise FaultError

    return fail


@pytest.mark.parametrize("when", ["begin", "before_cursor_execute", "after_cursor_execute", "commit"])
async def test_a_statement_that_fails_leaves_nothing(database: Database, when: str) -> None:
    await fail_and_recover(database, when)


@pytest.mark.parametrize("table", sorted(schema.metadata.tables.keys() - NOT_OF_DIGESTS))
async def test_a_row_that_cannot_be_added_leaves_nothing(database: Database, table: str) -> None:
    await add(database, FIRST)
    async with database.write() as connection:
        before = await whole.rows(connection)
        for statement in REFUSE[connection.dialect.name]:
            await connection.execute(text(statement.format(table=table)))

    with pytest.raises((StorageError, Exception), match="refused"):
        await add(database, SECOND, LATER)
    async with database.write() as connection:
        assert await whole.rows(connection) == before
        await connection.execute(text(FORGIVE[connection.dialect.name].format(table=table)))
    assert (await add(database, SECOND, LATER)).new_papers == 1
    await whole.check(database)


REFUSE = {
    "sqlite": ["CREATE TRIGGER refuse AFTER INSERT ON {table} BEGIN SELECT RAISE (FAIL, 'refused'); END"],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''refused''; END'",
        "CREATE TRIGGER refuse AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}
FORGIVE = {"sqlite": "DROP TRIGGER refuse", "postgresql": "DROP TRIGGER refuse ON {table}"}
