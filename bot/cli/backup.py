"""`zhaiyao backup`: a copy of the database, made while others write."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import session
from storage import backup, engine


def run(
    file: Annotated[Path, typer.Argument(help="Where the copy goes; a file that is there is not overwritten")],
    verify: Annotated[bool, typer.Option("--verify", help="Open the copy and check it")] = False,  # noqa: FBT002
) -> None:
    """Copy the database into one file.

    It is an SQLite database whichever the original is, and sound though others write meanwhile.
    """
    session.run(_back_up(file))
    typer.echo(f"Backed up to {file} ({file.stat().st_size / 1e6:.1f} MB)")
    if verify:
        typer.echo(f"Checked: {session.run(backup.verify(file))}")


async def _back_up(file: Path) -> None:
    async with engine.opened(session.settings().database_url) as database:
        await backup.back_up(database, file)
