"""What every command begins with: settings, the log, and the database with today's schema."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import TypeVar

import typer

from bot import config, log
from storage import Database, backup, engine, migrate

_T = TypeVar("_T")


def run(command: Coroutine[None, None, _T]) -> _T:
    """Runs a command that waits for the database."""
    return asyncio.run(command)


def settings() -> config.Settings:
    """The settings, with the log set up as they say."""
    loaded = config.load()
    log.configure(loaded.log_level, loaded.log_format)
    return loaded


@asynccontextmanager
async def database() -> AsyncIterator[Database]:
    """The database; an older schema is brought up to date, after a backup."""
    async with engine.opened(settings().database_url) as opened:
        await upgrade(opened)
        yield opened


async def upgrade(database: Database) -> None:
    """Brings the schema up to date, after a backup of what was there, and says so."""
    if await migrate.is_current(database):
        return
    if kept := await backup.before_upgrade(database):
        typer.echo(f"Kept the database as it was in {kept}", err=True)
    await migrate.upgrade(database)
