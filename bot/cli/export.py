"""`zhaiyao export`: gives digests back as documents, or as JSON."""

import json
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import session
from bot.digest import document, filename
from bot.errors import StorageError
from bot.model.digest import Digest, DigestKey, Entry
from storage import Database, digests


class Format(StrEnum):
    """How a digest is written."""

    MD = "md"
    JSON = "json"


def run(
    feed: Annotated[str | None, typer.Argument(help="The feed, like cs.CL")] = None,
    day: Annotated[datetime | None, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="Its day")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A file instead of standard output")] = None,
    revision: Annotated[int | None, typer.Option(min=1, help="Which revision, instead of the one to read")] = None,
    format_: Annotated[Format, typer.Option("--format", help="The document, or JSON for programs")] = Format.MD,
    everything: Annotated[
        Path | None, typer.Option("--all", metavar="FOLDER", help="Every revision, into a folder")
    ] = None,
) -> None:
    """Export a digest, or all of them."""
    if everything:
        if feed or output or revision:
            raise typer.BadParameter("--all takes a folder and nothing else")
        count = session.run(_export_all(everything, format_))
        typer.echo(f"{count} documents written to {everything}")
    elif feed and day:
        session.run(_export(DigestKey(feed, day.date()), revision, format_, output))
    else:
        raise typer.BadParameter("say which digest: FEED and DATE, or --all FOLDER")


async def _export(key: DigestKey, revision: int | None, format_: Format, output: Path | None) -> None:
    async with session.database() as database:
        data = await _written(database, key, revision, format_)
    if output:
        output.write_bytes(data)
    else:
        typer.get_binary_stream("stdout").write(data)


async def _export_all(folder: Path, format_: Format) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    async with session.database() as database:
        async with database.read() as connection:
            revisions = await digests.get_revisions(connection)
        for each in revisions:
            name = Path(filename.render(each.key, each.number)).with_suffix(f".{format_}")
            (folder / name).write_bytes(await _written(database, each.key, each.number, format_))
    return len(revisions)


async def _written(database: Database, key: DigestKey, revision: int | None, format_: Format) -> bytes:
    async with database.read() as connection:
        digest = await digests.get(connection, key, revision)
    if digest is None:
        which = f"revision {revision} of the digest" if revision else "digest"
        raise StorageError(f"there is no {which} of {key.feed} for {key.day}; `zhaiyao digests` lists what is there")
    return (document.render(digest) if format_ is Format.MD else _json(key, digest)).encode()


def _json(key: DigestKey, digest: Digest) -> str:
    whole = {"feed": key.feed, "date": str(key.day), "entries": [_entry(each) for each in digest.entries]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _entry(entry: Entry) -> dict[str, object]:
    """What the entry says, and beside it the fields as the document writes them."""
    return {
        "id": entry.id.paper,
        "version": entry.version,
        "category": entry.category,
        "kind": entry.kind,
        "link": entry.link,
        "original": asdict(entry.original),
        "translated": asdict(entry.translated),
        "raw_title": entry.raw_title,
        "raw_abstract": entry.raw_abstract,
    }
