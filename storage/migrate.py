"""Brings the schema of a database to that of this program, all of it or, when a migration fails, nothing of it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection as SyncConnection

from bot.errors import StorageError
from storage import search
from storage.engine import Connection, Database

SCRIPTS = Path(__file__).parent / "migrations"


async def version(connection: Connection) -> str | None:
    """The version of the schema, or None for a database that is empty."""
    return await connection.run_sync(_version)


def newest_version(scripts: Path = SCRIPTS) -> str:
    """The version of the schema that this program works with."""
    return str(ScriptDirectory(str(scripts)).get_current_head())


async def is_current(database: Database, scripts: Path = SCRIPTS) -> bool:
    """Whether there is nothing to do; a database of a newer program raises StorageError."""
    async with database.read() as connection:
        found = await version(connection)
        refuse_newer(found, database.url, scripts)
        return found == newest_version(scripts) and await search.is_current(connection)


async def upgrade(database: Database, to: str = "head", scripts: Path = SCRIPTS) -> None:
    """Runs the migrations that the database lacks, and fills the index anew if the text analysis has changed."""
    if to == "head" and await is_current(database, scripts):
        return
    async with database.migrate() as connection:
        refuse_newer(await version(connection), database.url, scripts)
        await connection.run_sync(_upgrade, to, scripts)
        if to == "head" and not await search.is_current(connection):
            await search.rebuild(connection)


def refuse_newer(found: str | None, where: str, scripts: Path = SCRIPTS) -> None:
    """Raises StorageError if a schema is of a newer program than this one."""
    known = {script.revision for script in ScriptDirectory(str(scripts)).walk_revisions()}
    if found and found not in known:
        raise StorageError(
            f"{where} has schema {found}, which is newer than this program's {newest_version(scripts)}: "
            "update the program, or restore a backup that was made by this one"
        )


def _version(connection: SyncConnection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: SyncConnection, to: str, scripts: Path) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    command.upgrade(config, to)
