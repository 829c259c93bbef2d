"""`zhaiyao migrate`: brings the database to this program's schema."""

import typer

from bot.cli import session
from storage import engine, migrate


def run() -> None:
    """Bring the database to this program's schema.

    What was there is backed up before. Other commands do so by themselves.
    """
    typer.echo(session.run(_migrate()))


async def _migrate() -> str:
    async with engine.opened(session.settings().database_url) as database:
        if await migrate.is_current(database):
            return f"{database.url} has schema {migrate.newest_version()}: nothing to do"
        await session.upgrade(database)
        return f"{database.url} now has schema {migrate.newest_version()}"
