"""`zhaiyao import`: takes digest documents in, from files, folders or standard input."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli import session
from bot.clock import Clock
from bot.digest import filename
from bot.jobs.collect import Collected, Source, collect
from bot.model.digest import DigestKey
from bot.model.taxonomy import is_feed

_STANDARD_INPUT = "-"


@dataclass(slots=True)
class _Report:
    """What is said as it happens, and counted for the end."""

    counts: Counter[str] = field(default_factory=Counter)

    def refuse(self, name: str, why: str) -> None:
        self.counts["refused"] += 1
        typer.echo(f"refused  {name}: {why}", err=True)

    def skip(self, name: str) -> None:
        self.counts["skipped"] += 1
        typer.echo(f"skipped  {name}: not named *.md", err=True)

    def add(self, collected: Collected) -> None:
        if collected.refused:
            self.refuse(collected.source.name, collected.refused)
        if added := collected.added:
            self.counts["there" if added.was_there else "documents"] += 1
            self.counts["papers"] += added.new_papers
            self.counts["announcements"] += added.announcements
        for note in collected.notes:
            typer.echo(f"note     {collected.source.name}: {note}", err=True)

    def summary(self) -> str:
        counts = self.counts
        skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
        return (
            f"{counts['documents']} documents imported, {counts['there']} already there, "
            f"{counts['refused']} refused{skipped}; "
            f"{counts['papers']} new papers, {counts['announcements']} announcements"
        )


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders (every *.md in them), or -")],
    feed: Annotated[str | None, typer.Option(help="The feed, where the name of one file does not tell it")] = None,
    day: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Its day")] = None,
) -> None:
    """Import digest documents.

    Files are named DATE_FEED.md, like 2024-04-01_cs.CL.md, and DATE_FEED.2.md for a second revision.
    """
    if (feed or day) and (len(paths) != 1 or Path(paths[0]).is_dir()):
        raise typer.BadParameter("--feed and --date say what one document is: give one file, or -")
    if feed and not is_feed(feed):
        raise typer.BadParameter(f"{feed!r} is no name of a feed: it looks like cs.CL or q-fin")
    report = _Report()
    session.run(_import(paths, feed, day.date() if day else None, report))
    typer.echo(report.summary())
    if report.counts["refused"]:
        raise typer.Exit(1)


async def _import(paths: list[str], feed: str | None, day: date | None, report: _Report) -> None:
    files = list(_files(paths, report))
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
    with progress:
        sources = progress.track(_sources(files, feed, day, report), total=len(files), description="Importing")
        async with session.database() as database:
            async for collected in collect(database, sources, Clock()):
                report.add(collected)


def _files(paths: list[str], report: _Report) -> Iterator[str]:
    """The files to read; those of a folder by day, feed and revision."""
    for path in paths:
        if path == _STANDARD_INPUT or not Path(path).is_dir():
            yield path
        else:
            yield from map(str, sorted(_documents(Path(path), report), key=_order))


def _documents(folder: Path, report: _Report) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix == ".md":
            yield path
        elif path.is_file():
            report.skip(str(path))


def _order(path: Path) -> tuple[date, str, int, str]:
    named = filename.parse(path.name)
    return (named[0].day, named[0].feed, named[1] or 1, str(path)) if named else (date.max, "", 0, str(path))


def _sources(files: list[str], feed: str | None, day: date | None, report: _Report) -> Iterator[Source]:
    for name in files:
        key, number = filename.parse(Path(name).name) or (None, None)
        wanted_feed, wanted_day = feed or (key and key.feed), day or (key and key.day)
        if name != _STANDARD_INPUT and not Path(name).exists():
            report.refuse(name, "no such file")
        elif not wanted_feed or not wanted_day:
            report.refuse(name, "not named DATE_FEED.md; say what it is with --feed and --date")
        else:
            yield from _read(name, DigestKey(wanted_feed, wanted_day), number, report)


def _read(name: str, key: DigestKey, number: int | None, report: _Report) -> Iterator[Source]:
    try:
        data = sys.stdin.buffer.read() if name == _STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        report.refuse(name, error.strerror or "cannot be read")
    else:
        yield Source(name, key, data, number)
