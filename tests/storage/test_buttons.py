from datetime import UTC, datetime, timedelta

from storage import Database, buttons

NOW = datetime(2024, 4, 2, 6, 30, tzinfo=UTC)


async def test_a_text_is_kept_under_the_same_key(database: Database) -> None:
    async with database.write() as connection:
        keys = [await buttons.keep(connection, each, NOW) for each in ("deep 学习", "other", "deep 学习")]
    assert keys[0] == keys[2] != keys[1]
    assert len(keys[0]) == 12
    async with database.read() as connection:
        assert [await buttons.get(connection, key) for key in (*keys, "nothing")] == [
            "deep 学习",
            "other",
            "deep 学习",
            None,
        ]


async def test_what_nobody_asks_for_is_forgotten(database: Database) -> None:
    async with database.write() as connection:
        old = await buttons.keep(connection, "old", NOW)
        used = await buttons.keep(connection, "used", NOW)
        await buttons.keep(connection, "used", NOW + timedelta(days=1))
        await buttons.remove_unused(connection, NOW + timedelta(hours=1))
        assert await buttons.get(connection, old) is None
        assert await buttons.get(connection, used) == "used"
