from datetime import date, timedelta

from bot.model.digest import DigestKey
from storage import Database, days
from tests import factories
from tests.storage.adding import NOW, add

DAYS = [date(2024, 4, day) for day in (3, 1, 8)]


async def test_of_nothing_there_is_nothing(database: Database) -> None:
    async with database.read() as connection:
        assert await days.get_feeds(connection) == []
        assert await days.get_newest(connection, "cs.CL") is None
        assert await days.get_before(connection, DigestKey("cs.CL", DAYS[0])) is None
        assert await days.get_last_import(connection) is None


async def test_the_days_of_a_feed_and_those_around_one(database: Database) -> None:
    for day in DAYS:
        await add(database, factories.digest(1), DigestKey("cs.CL", day))
    await add(database, factories.digest(2), DigestKey("cs.CL", DAYS[0]))  # another revision of the same day
    await add(database, factories.digest(1), DigestKey("math.CO", date(2024, 4, 2)))
    async with database.read() as connection:
        assert await days.get_feeds(connection) == ["cs.CL", "math.CO"]
        assert await days.get_newest(connection, "cs.CL") == date(2024, 4, 8)
        assert await days.get_newest(connection, "cs.CL", until=date(2024, 4, 7)) == date(2024, 4, 3)
        assert await days.get_newest(connection, "cs.CL", until=date(2024, 3, 1)) is None
        around = {}
        for day in (date(2024, 4, 1) + timedelta(days=n) for n in (-1, 0, 1, 2, 7, 8)):
            key = DigestKey("cs.CL", day)
            around[day.day] = [await days.get_before(connection, key), await days.get_after(connection, key)]
        assert await days.get_last_import(connection) == (DigestKey("math.CO", date(2024, 4, 2)), NOW)

    first, middle, last = sorted(DAYS)
    assert around == {
        31: [None, first], 1: [None, middle], 2: [first, middle], 3: [first, last], 8: [middle, None], 9: [last, None]
    }  # fmt: skip
