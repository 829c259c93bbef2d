"""`zhaiyao restore`: puts a backup in the place of the database."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import session
from storage import backup, engine


def run(file: Annotated[Path, typer.Argument(help="A file that `zhaiyao backup` made")]) -> None:
    """Put a backup in the place of the database.

    The backup is checked before, and what was there is kept aside.
    """
    kept = session.run(_restore(file))
    if kept:
        typer.echo(f"Kept the database as it was in {kept}")
    typer.echo(f"Restored from {file}")


async def _restore(file: Path) -> Path | None:
    async with engine.opened(session.settings().database_url) as database:
        return await backup.restore(database, file)
