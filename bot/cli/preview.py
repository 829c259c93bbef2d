"""`zhaiyao preview`: a message as Telegram would draw it, without sending it."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from bot import i18n
from bot.cli import session
from bot.compose import daily, fit, measure, paper, render_classic, render_html, render_plain, render_rich
from bot.compose.reader import Reader
from bot.errors import StorageError
from bot.model.digest import DigestKey
from bot.model.message import Message
from bot.model.paper import ArxivId, parse_id
from bot.model.reading import Choices, Layout, PaperRow, Reading, Selection
from storage import digests, papers

commands = typer.Typer(help="Show a message as Telegram would draw it.", no_args_is_help=True, rich_markup_mode=None)


class Rendering(StrEnum):
    """How a message is shown."""

    RICH = "rich"
    CLASSIC = "classic"
    PLAIN = "plain"
    HTML = "html"


As: TypeAlias = Annotated[Rendering, typer.Option("--as", help="JSON, Telegram's HTML, text, or a page for a browser")]
Locale: TypeAlias = Annotated[str | None, typer.Option(help="The language, instead of DEFAULT_LOCALE")]
Read: TypeAlias = Annotated[Reading, typer.Option(help="Which texts")]
Output: TypeAlias = Annotated[Path | None, typer.Option("-o", "--output", help="A file instead of standard output")]


@commands.command("digest")
def show_digest(
    feed: Annotated[str, typer.Argument(help="The feed, like cs.CL")],
    day: Annotated[datetime, typer.Argument(metavar="DATE", formats=["%Y-%m-%d"], help="Its day")],
    rendering: As = Rendering.PLAIN,
    layout: Annotated[Layout, typer.Option(help="A table, or cards for narrow screens")] = Layout.TABLE,
    locale: Locale = None,
    read: Read = Reading.CHINESE,
    max_rows: Annotated[int | None, typer.Option(min=1, help="At most so many papers")] = None,
    output: Output = None,
) -> None:
    """Show the daily post of a feed."""
    picked = session.run(_pick(DigestKey(feed, day.date())))
    reader = _reader(locale, Choices(layout, read, max_rows))
    _show(daily.compose(picked, reader), rendering, reader, f"{feed} {day:%Y-%m-%d}", output)


@commands.command("paper")
def show_paper(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Its id or link, in any form")],
    rendering: As = Rendering.PLAIN,
    locale: Locale = None,
    read: Read = Reading.CHINESE,
    output: Output = None,
) -> None:
    """Show the detailed entry of a paper."""
    if not (wanted := parse_id(id_)):
        raise typer.BadParameter(f"{id_!r} names no paper of arXiv; an id looks like 2404.00727 or hep-th/9901001")
    reader = _reader(locale, Choices(reading=read))
    detail = session.run(_look_up(wanted))
    _show(paper.compose(detail, reader), rendering, reader, f"arXiv:{detail.paper.id}", output)


def _reader(locale: str | None, choices: Choices) -> Reader:
    return Reader(i18n.translator(locale or session.settings().default_locale), choices)


async def _pick(key: DigestKey) -> Selection:
    async with session.database() as database, database.read() as connection:
        digest = await digests.get(connection, key)
    if digest is None:
        raise StorageError(f"there is no digest of {key.feed} for {key.day}; `zhaiyao digests` lists what is there")
    return Selection(key, tuple(map(PaperRow.of, digest.entries)))


async def _look_up(wanted: ArxivId) -> paper.Detail:
    async with session.database() as database, database.read() as connection:
        found = await papers.get(connection, [wanted])
        texts = await papers.get_texts(connection, [wanted])
    if not found:
        raise StorageError(f"{wanted} is not here; arXiv has it, if there is one: {wanted.abs_url}")
    return paper.Detail(found[0], tuple(texts.get(found[0].id, ())))


def _show(message: Message, rendering: Rendering, reader: Reader, title: str, output: Path | None) -> None:
    text = _page(message, title, reader) if rendering is Rendering.HTML else _RENDERERS[rendering](message)
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)


def _page(message: Message, title: str, reader: Reader) -> str:
    """A bubble for each message that a client would show."""
    parts = fit.split(message, measure.RICH)
    return render_html.page(parts, title=title, lang=reader.t.locale.replace("_", "-"))


def _rich(message: Message) -> str:
    """What is sent: an object for each message, the keyboard with the last one."""
    sent: list[dict[str, object]] = [{"rich_message": part} for part in render_rich.render(message)]
    if markup := render_rich.markup(message):
        sent[-1]["reply_markup"] = markup
    return json.dumps(sent, ensure_ascii=False, indent=1) + "\n"


def _classic(message: Message) -> str:
    parts = render_classic.render(message)
    return "".join(f"{_rule(nth, len(parts))}{part}\n" for nth, part in enumerate(parts, 1))


def _rule(nth: int, parts: int) -> str:
    return f"──────── {nth}/{parts} ────────\n" if parts > 1 else ""


def _plain(message: Message) -> str:
    return render_plain.render(message, with_links=False) + "\n"


_RENDERERS: Mapping[Rendering, Callable[[Message], str]] = {
    Rendering.RICH: _rich,
    Rendering.CLASSIC: _classic,
    Rendering.PLAIN: _plain,
}
