"""Backups of either database, restored into either."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.digest import document
from bot.errors import StorageError
from bot.model.digest import Digest, DigestKey
from storage import Database, backup, digests, engine, feeds, migrate, search
from tests import factories

NOW = datetime(2024, 4, 1, 8, tzinfo=UTC)
KEY = DigestKey("cs.CL", date(2024, 4, 1))


async def add(database: Database, key: DigestKey = KEY, digest: Digest | None = None) -> None:
    async with database.read() as connection:
        prepared = await digests.prepare(connection, key, digest or factories.digest(3))
    assert isinstance(prepared, digests.Prepared)
    async with database.write() as connection:
        await digests.write(connection, await digests.plan(connection, prepared, now=NOW))


async def everything(database: Database) -> tuple[object, ...]:
    """What a reader could ask for."""
    async with database.read() as connection:
        revisions = await digests.get_revisions(connection)
        documents = [await digests.get(connection, each.key, each.number) for each in revisions]
        return revisions, documents, await feeds.get_announcements(connection, "cs.CL")


@pytest.mark.parametrize("source", ["sqlite", "postgresql"])
@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
async def test_what_is_backed_up_comes_back(
    source: str, target: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    make_source, make_target = (request.getfixturevalue(f"make_{name}") for name in (source, target))
    async with engine.opened(make_source()) as database:
        await add(database)
        await add(database, digest=factories.digest(2))
        kept = await everything(database)
        await backup.back_up(database, tmp_path / "kept.db")
    assert await backup.verify(tmp_path / "kept.db") == (
        f"schema {migrate.newest_version()}, 2 documents, 3 papers, no damage"
    )
    async with engine.opened(make_target()) as database:
        await add(database, DigestKey("q-fin", date(2024, 4, 2)), factories.digest(5))

        await backup.restore(database, tmp_path / "kept.db", aside=tmp_path)

        assert await everything(database) == kept
        async with database.read() as connection:
            assert await search.is_current(connection)
        await add(database, DigestKey("q-fin", date(2024, 4, 3)), factories.digest(6))  # ids go on


async def test_what_was_there_is_kept_aside(database: Database, tmp_path: Path) -> None:
    await add(database)
    await backup.back_up(database, tmp_path / "kept.db")
    await add(database, DigestKey("q-fin", date(2024, 4, 2)))
    before = await everything(database)

    aside = await backup.restore(database, tmp_path / "kept.db", aside=tmp_path)

    assert aside
    assert aside.parent == tmp_path
    assert await everything(database) != before
    async with engine.opened(f"sqlite:///{aside}") as opened:
        await migrate.upgrade(opened)
        assert await everything(opened) == before


async def test_an_empty_database_can_be_backed_up(make_url: object, tmp_path: Path) -> None:
    async with engine.opened(make_url(empty=True)) as database:  # type: ignore[operator]
        await backup.back_up(database, tmp_path / "kept.db")
        assert await backup.before_upgrade(database, aside=tmp_path) is None
    with pytest.raises(StorageError, match="no sound backup"):
        await backup.verify(tmp_path / "kept.db")


async def test_others_write_meanwhile_and_the_copy_is_of_one_moment(make_sqlite: object, tmp_path: Path) -> None:
    async with engine.opened(make_sqlite()) as database:  # type: ignore[operator]
        await add(database)

        async def write() -> None:
            for day in range(2, 12):
                await add(database, DigestKey("cs.CL", date(2024, 4, day)), factories.digest(day))

        writing = asyncio.create_task(write())
        files = [tmp_path / f"{number}.db" for number in range(3)]
        for file in files:
            await backup.back_up(database, file)
        await writing
    for file in files:
        assert "no damage" in await backup.verify(file)
        async with engine.opened(f"sqlite:///{file}") as copied:
            for revision in (await everything(copied))[0]:  # type: ignore[attr-defined]
                async with copied.read() as connection:
                    assert await digests.get(connection, revision.key, revision.number)


async def test_nothing_is_overwritten_and_a_part_that_was_left_is(database: Database, tmp_path: Path) -> None:
    (tmp_path / "kept.db").write_text("mine")
    with pytest.raises(StorageError, match="is there already"):
        await backup.back_up(database, tmp_path / "kept.db")
    assert (tmp_path / "kept.db").read_text() == "mine"

    (tmp_path / "other.db.part").write_text("left by a crash")
    await backup.back_up(database, tmp_path / "other.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.db", "other.db"]


async def test_a_folder_that_is_not_there_is_said(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        await backup.back_up(database, tmp_path / "none" / "kept.db")


async def test_damage_is_found(make_sqlite: object, tmp_path: Path) -> None:
    async with engine.opened(make_sqlite()) as database:  # type: ignore[operator]
        await add(database, digest=factories.digest(200))
        await backup.back_up(database, tmp_path / "kept.db")
    whole = (tmp_path / "kept.db").read_bytes()
    assert b"Counting to 77 is hard." in whole
    changed = whole.replace(b"Counting to 77 is hard.", b"Counting to 77 is easy.")
    for damaged in (
        whole[: len(whole) // 2],
        whole[:32_768] + b"\xff" * 900 + whole[33_668:],
        changed,
        b"",
        b"x" * 5000,
    ):
        (tmp_path / "damaged.db").write_bytes(damaged)
        with pytest.raises(StorageError, match=r"damaged\.db"):
            await backup.verify(tmp_path / "damaged.db")


async def test_a_row_without_its_parent_is_found(make_sqlite: object, tmp_path: Path) -> None:
    async with engine.opened(make_sqlite()) as database:  # type: ignore[operator]
        await add(database)
        await backup.back_up(database, tmp_path / "kept.db")
    with closing(sqlite3.connect(tmp_path / "kept.db")) as connection, connection:
        connection.execute("DELETE FROM papers WHERE id = 1")

    with pytest.raises(StorageError, match="without its parent"):
        await backup.verify(tmp_path / "kept.db")


async def test_a_backup_of_a_newer_program_is_refused_and_changes_nothing(database: Database, tmp_path: Path) -> None:
    await add(database)
    await backup.back_up(database, tmp_path / "kept.db")
    with closing(sqlite3.connect(tmp_path / "kept.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = await everything(database)

    with pytest.raises(StorageError, match="newer"):
        await backup.restore(database, tmp_path / "kept.db", aside=tmp_path)

    assert await everything(database) == before


async def test_the_text_of_a_document_is_the_same_after_moving_house(
    make_sqlite: object, make_postgresql: object, tmp_path: Path
) -> None:
    digest = Digest((factories.early_entry(1), factories.older_entry(2, " UPDATED"), factories.entry(3)))
    async with engine.opened(make_postgresql()) as database:  # type: ignore[operator]
        await add(database, digest=digest)
        await backup.back_up(database, tmp_path / "kept.db")
    async with engine.opened(make_sqlite()) as database:  # type: ignore[operator]
        await backup.restore(database, tmp_path / "kept.db", aside=tmp_path)
        async with database.read() as connection:
            found = await digests.get(connection, KEY)
    assert found
    assert document.render(found) == document.render(digest)
