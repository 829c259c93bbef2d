"""`zhaiyao paper`: the detailed entry, readable in a terminal, or as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from bot import i18n
from bot.cli import session
from bot.compose import paper as entry
from bot.compose import render_plain
from bot.compose.reader import Reader
from bot.model import paper
from bot.model.paper import ArxivId, Paper, Texts
from bot.model.reading import Choices, Reading
from storage import papers

_RULE = "═" * 60


def run(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="Ids or links, in any form")],
    as_json: Annotated[bool, typer.Option("--json", help="For programs")] = False,  # noqa: FBT002 (a flag)
    locale: Annotated[str | None, typer.Option(help="The language, instead of DEFAULT_LOCALE")] = None,
    read: Annotated[Reading, typer.Option(help="Which texts")] = Reading.CHINESE,
) -> None:
    """Show the detailed entry of papers."""
    wanted = [found for text in ids for found in _ids(text)]
    known, texts = session.run(_read(wanted))
    if as_json:
        typer.echo(json.dumps([_told(each, texts.get(each.id, [])) for each in known], ensure_ascii=False, indent=2))
    else:
        reader = Reader(i18n.translator(locale or session.settings().default_locale), Choices(reading=read))
        typer.echo(f"\n{_RULE}\n".join(_shown(each, texts.get(each.id, []), reader) for each in known), nl=bool(known))
    there = {each.id for each in known}
    missing = [each for each in dict.fromkeys(each.unversioned for each in wanted) if each not in there]
    for each in missing:
        typer.echo(f"zhaiyao: {each} is not here; arXiv has it, if there is one: {each.abs_url}", err=True)
    raise typer.Exit(1 if missing else 0)


def _ids(text: str) -> list[ArxivId]:
    if found := paper.find_ids(text):
        return found
    raise typer.BadParameter(f"{text!r} names no paper of arXiv; an id looks like 2404.00727 or hep-th/9901001")


async def _read(wanted: Sequence[ArxivId]) -> tuple[list[Paper], Mapping[ArxivId, list[Texts]]]:
    async with session.database() as database, database.read() as connection:
        return await papers.get(connection, wanted), await papers.get_texts(connection, wanted)


def _shown(each: Paper, texts: Sequence[Texts], reader: Reader) -> str:
    return render_plain.render(entry.compose(entry.Detail(each, tuple(texts)), reader), with_links=True)


def _told(each: Paper, texts: Sequence[Texts]) -> dict[str, object]:
    known = asdict(each) | {"published": _iso(each.published), "updated": _iso(each.updated)}
    return known | {"id": each.id.paper, "url": each.id.abs_url, "texts": [asdict(text) for text in texts]}


def _iso(day: object) -> str | None:
    return str(day) if day else None
