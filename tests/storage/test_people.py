from storage import Database, people


async def test_a_person_has_the_language_that_they_chose_last(database: Database) -> None:
    async with database.read() as connection:
        assert await people.get_locale(connection, 2**40) is None
    for locale in ("ja", "ru", "ru"):
        async with database.write() as connection:
            await people.set_locale(connection, 2**40, locale)
            await people.set_locale(connection, -(10**12), "en")
        async with database.read() as connection:
            assert await people.get_locale(connection, 2**40) == locale
            assert await people.get_locale(connection, -(10**12)) == "en"
