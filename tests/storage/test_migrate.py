"""Every way to today's schema ends in the same one; a migration that fails leaves the database as it was."""

import asyncio
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from bot.errors import StorageError
from storage import Connection as AsyncConnection
from storage import Database, engine, migrate, schema
from tests import factories
from tests.conftest import MakeUrl
from tests.storage import whole
from tests.storage.adding import add, get

REVISIONS = [script.revision for script in ScriptDirectory(str(migrate.SCRIPTS)).walk_revisions()]

COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, column_default,
       col_description(table_name::regclass, ordinal_position)
FROM information_schema.columns WHERE table_schema = 'public'
"""
CONSTRAINTS = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
NOT_OF_THE_METADATA = ("search_index", "alembic_version", "sqlite_sequence")


async def described(connection: AsyncConnection) -> set[Any]:
    """Everything that makes up the schema of the metadata."""
    if connection.dialect.name == "sqlite":
        rows = await connection.execute(text("SELECT name, sql FROM sqlite_master"))
        found = {(name, *sorted(re.split(r",?\s*\n\s*", sql or ""))) for name, sql in rows}
    else:
        rows = [row for query in (COLUMNS, CONSTRAINTS, INDEXES) for row in await connection.execute(text(query))]
        found = {tuple(row) for row in rows}
    return {each for each in found if not any(name in str(each[0]) for name in NOT_OF_THE_METADATA)}


@pytest.mark.parametrize("revision", REVISIONS)
async def test_every_way_ends_in_the_schema_of_today(make_url: MakeUrl, revision: str) -> None:
    async with engine.opened(make_url(empty=True)) as fresh, fresh.write() as connection:
        await connection.run_sync(schema.metadata.create_all)
        wanted = await described(connection)

    async with engine.opened(make_url(empty=True)) as database:
        await migrate.upgrade(database, revision)
        await migrate.upgrade(database)
        assert await migrate.is_current(database)
        async with database.read() as connection:
            assert await migrate.version(connection) == migrate.newest_version()
            assert await described(connection) == wanted
            assert await connection.run_sync(_differences) == []


def _differences(connection: Connection) -> list[Any]:
    def is_ours(_: object, name: str | None, *__: object) -> bool:
        return not str(name).startswith("search_index") and "search_index" not in str(name)

    return compare_metadata(MigrationContext.configure(connection, opts={"include_object": is_ours}), schema.metadata)


async def test_tables_are_strict_and_those_of_many_keys_have_no_rowid(make_sqlite: MakeUrl) -> None:
    async with engine.opened(make_sqlite()) as database, database.read() as connection:
        rows = (await connection.exec_driver_sql("PRAGMA table_list")).all()

    tables = {row.name: (row.strict, row.wr) for row in rows if row.name in schema.metadata.tables}
    assert tables.keys() == schema.metadata.tables.keys()
    assert {name for name, (strict, _) in tables.items() if not strict} == set()
    assert {name for name, (_, without) in tables.items() if without} == {"announcements", "buttons", "entries"}


async def test_what_is_current_is_left_alone(database: Database) -> None:
    await add(database, factories.digest(2))
    assert await migrate.is_current(database)
    await migrate.upgrade(database)
    assert await get(database) == factories.digest(2)


async def test_a_newer_schema_is_refused(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    sentence = f"has schema 9999, which is newer than this program's {migrate.newest_version()}: update the program"
    for to in ("head", "0001"):
        with pytest.raises(StorageError, match=sentence) as caught:
            await migrate.upgrade(database, to)
        assert str(caught.value).startswith(database.url)
    with pytest.raises(StorageError, match=sentence):
        await migrate.is_current(database)


NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("papers", sa.Column("rating", sa.Integer))
    paper = sa.ForeignKey("papers.id", ondelete="CASCADE")
    op.create_table("ratings", sa.Column("paper_id", sa.BigInteger, paper, primary_key=True))
    op.execute("INSERT INTO ratings SELECT id FROM papers")
    with op.batch_alter_table("papers", recreate="{recreate}") as papers:
        papers.alter_column("rating", new_column_name="stars")
    {then}
"""
BROKEN = {
    "a wrong statement": ('op.execute("SELECT nonsense FROM nowhere")', (StorageError, ProgrammingError), "nowhere"),
    "an error of Python": ("raise ZeroDivisionError(1)", ZeroDivisionError, "1"),
    "a row without its parent": (
        'op.execute("INSERT INTO ratings VALUES (77)")',
        (StorageError, IntegrityError),
        "rows without the row that they belong to: 1, first in ratings|violates foreign key",
    ),
}


def scripts(database: Database, folder: Path, then: str = "") -> Path:
    """Ours, and one that comes after them."""
    copied = Path(shutil.copytree(migrate.SCRIPTS, folder / "100% migrations"))
    (copied / "versions" / "9000_next.py").write_text(
        NEXT.format(head=migrate.newest_version(), recreate="always" if database.path else "auto", then=then)
    )
    return copied


async def test_an_older_schema_is_migrated_and_its_rows_stay(database: Database, tmp_path: Path) -> None:
    await add(database, factories.digest(3))
    later = scripts(database, tmp_path)
    assert not await migrate.is_current(database, later)
    await migrate.upgrade(database, scripts=later)

    assert await migrate.is_current(database, later)
    assert await get(database) == factories.digest(3)
    async with database.read() as connection:
        assert len((await connection.execute(text("SELECT * FROM ratings"))).all()) == 3
        assert (await connection.execute(text("SELECT stars FROM papers"))).scalars().all() == [None] * 3
    await whole.check(database)


@pytest.mark.parametrize(("then", "error", "sentence"), BROKEN.values(), ids=BROKEN)
async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    database: Database, tmp_path: Path, then: str, error: type[Exception], sentence: str
) -> None:
    await add(database, factories.digest(3))
    async with database.read() as connection:
        before = await described(connection)

    with pytest.raises(error, match=sentence):
        await migrate.upgrade(database, scripts=scripts(database, tmp_path, then))
    async with database.read() as connection:
        assert await described(connection) == before
    assert await migrate.is_current(database)
    assert await get(database) == factories.digest(3)
    await whole.check(database)


MIGRATE = """
import asyncio, sys
from storage import engine, migrate

async def main():
    async with engine.opened(sys.argv[1]) as database:
        print("ready", flush=True)
        sys.stdin.readline()
        await migrate.upgrade(database)

asyncio.run(main())
"""


async def test_two_programs_that_start_at_once_migrate_once(make_url: MakeUrl) -> None:
    url = make_url(empty=True)
    pipes = {"stdin": asyncio.subprocess.PIPE, "stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    programs = [await asyncio.create_subprocess_exec(sys.executable, "-c", MIGRATE, url, **pipes) for _ in range(3)]
    for program in programs:
        assert await program.stdout.readline() == b"ready\n"
    said = await asyncio.gather(*(program.communicate(b"\n") for program in programs))

    assert [(program.returncode, err) for program, (_, err) in zip(programs, said, strict=True)] == [(0, b"")] * 3
    async with engine.opened(url) as database:
        assert await migrate.is_current(database)
