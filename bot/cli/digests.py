"""`zhaiyao digests`: lists what is kept."""

from datetime import datetime
from typing import Annotated

import typer

from bot.cli import session
from storage import digests


def run(
    feed: Annotated[str | None, typer.Option(help="Of this feed only")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day on")] = None,
) -> None:
    """List what is kept: day, feed, revision, origin, entries."""
    revisions = session.run(_list(feed, since))
    for each in revisions:
        whole = "" if each.is_whole else "  incomplete"
        typer.echo(
            f"{each.key.day}  {each.key.feed:<18} {each.number:>3}  {each.origin:<9} {each.entry_count:>5}{whole}"
        )
    if not revisions:
        typer.echo("No digest is here yet: `zhaiyao import PATH` takes some in.", err=True)


async def _list(feed: str | None, since: datetime | None) -> list[digests.Revision]:
    async with session.database() as database, database.read() as connection:
        return await digests.get_revisions(connection, feed=feed, since=since.date() if since else None)
