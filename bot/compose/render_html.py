"""A message for a browser, in the looks of a Telegram client.

Safe by construction: every letter is escaped, the model checked every address, the page runs no script.
"""

import datetime as dt
import functools
import html
from collections.abc import Callable, Iterable
from typing import Any

from bot.compose import looks, tidy
from bot.model.message import (
    Block,
    Button,
    Buttons,
    Column,
    Details,
    Divider,
    Fold,
    Footer,
    Formula,
    Heading,
    Item,
    Keyboard,
    Link,
    Math,
    Message,
    Paragraph,
    Points,
    Pre,
    Press,
    Quote,
    Row,
    Styled,
    Table,
    Text,
    Time,
)
from bot.text import mathml

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_STYLES = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler" tabindex="0">', "</span>"),
    "marked": ("<mark>", "</mark>"),
    "code": ("<code>", "</code>"),
}


def page(messages: Iterable[Message], *, title: str, lang: str = "zh-CN") -> str:
    """A whole page with these messages under each other."""
    said = "\n".join(fragment(message) for message in messages)
    return (
        f'<!doctype html>\n<html lang="{_escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escape(title)}</title>\n<style>{looks.STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{said}\n</main>\n</body>\n</html>\n"
    )


def fragment(message: Message) -> str:
    """One message as a bubble with its buttons under it, for a page that has `looks.STYLE`."""
    said = tidy.message(message)
    inside = _blocks((said.heading, *said.blocks) if said.heading else said.blocks)
    keys = _keyboard(said.keyboard) if said.keyboard else ""
    return f'<article class="message">\n<div class="bubble">\n{inside}\n</div>\n{keys}</article>'


def _keyboard(keyboard: Keyboard) -> str:
    return f'<div class="keys">{"".join(_row_of_buttons(row) for row in keyboard.rows)}</div>\n'


def _row_of_buttons(row: Iterable[Button]) -> str:
    return f'<div class="row">{"".join(map(_button, row))}</div>'


def _button(button: Button) -> str:
    look = f' class="{button.colour}"' if button.colour else ""
    if button.action == "url":
        return f'<a{look} href="{_escape(button.value)}" rel="noreferrer">{_escape(button.label)}</a>'
    return f"<span{look}>{_escape(button.label)}</span>"


def _escape(text: str) -> str:
    return html.escape(text)


def _text(text: Text) -> str:
    if isinstance(text, str):
        return _escape(text)
    if isinstance(text, tuple):
        return "".join(map(_text, text))
    return _NODES[type(text)](text)


def _styled(node: Styled) -> str:
    opening, closing = _STYLES[node.style]
    return f"{opening}{_text(node.text)}{closing}"


def _link(node: Link) -> str:
    return f'<a href="{_escape(node.url)}" rel="noreferrer">{_text(node.text)}</a>'


def _math(node: Math) -> str:
    return _drawn(node.source, is_display=False)


def _time(node: Time) -> str:
    moment = dt.datetime.fromtimestamp(node.unix, dt.UTC).isoformat()
    return f'<time datetime="{moment}">{_escape(node.text)}</time>'


def _press(node: Press) -> str:
    return _button(node.button)


_NODES: dict[type[Any], Callable[[Any], str]] = {
    Styled: _styled,
    Link: _link,
    Math: _math,
    Time: _time,
    Press: _press,
}


@functools.lru_cache(maxsize=4096)
def _drawn(source: str, *, is_display: bool) -> str:
    drawn = mathml.render(source, is_display=is_display)
    return f"<code>{_escape(source)}</code>" if drawn is None else drawn


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(_BLOCKS[type(block)](block) for block in blocks)


def _heading(block: Heading) -> str:
    return f"<h{block.size}>{_text(block.text)}</h{block.size}>"


def _paragraph(block: Paragraph) -> str:
    return f"<p>{_text(block.text)}</p>"


def _footer(block: Footer) -> str:
    return f"<footer>{_text(block.text)}</footer>"


def _divider(_: Divider) -> str:
    return "<hr>"


def _pre(block: Pre) -> str:
    return f"<pre><code>{_escape(block.text)}</code></pre>"


def _formula(block: Formula) -> str:
    return f"<div>{_drawn(block.source, is_display=True)}</div>"


def _quote(block: Quote) -> str:
    return f'<div class="quote">{_blocks(block.blocks)}{_credit(block)}</div>'


def _fold(block: Fold) -> str:
    return f'<blockquote class="quote fold" tabindex="0">{_text(block.text)}{_credit(block)}</blockquote>'


def _credit(block: Quote | Fold) -> str:
    return f"<cite>{_text(block.credit)}</cite>" if block.credit != "" else ""


def _details(block: Details) -> str:
    is_open = " open" if block.is_open else ""
    return f"<details{is_open}><summary>{_text(block.summary)}</summary>\n{_blocks(block.blocks)}</details>"


def _points(block: Points) -> str:
    name = "ol" if any(item.number is not None for item in block.items) else "ul"
    return f"<{name}>{''.join(map(_item, block.items))}</{name}>"


def _item(item: Item) -> str:
    if item.is_checked is not None:
        return f'<li class="box"><span>{"☑" if item.is_checked else "☐"}</span>{_blocks(item.blocks)}</li>'
    value = "" if item.number is None else f' value="{item.number}"'
    return f"<li{value}>{_blocks(item.blocks)}</li>"


def _table(block: Table) -> str:
    looks_like = {"bordered": block.is_bordered, "striped": block.is_striped, "compact": block.is_compact}
    names = " ".join(name for name, is_so in looks_like.items() if is_so)
    caption = f"<caption>{_text(block.caption)}</caption>" if block.caption != "" else ""
    head = "".join(_cell("th", column, column.title) for column in block.columns)
    rows = "\n".join(_row(block, row) for row in block.rows)
    return (
        f'<div class="table"><table class="{names}">{caption}<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(table: Table, row: Row) -> str:
    if len(row.cells) < len(table.columns):
        return f'<tr><th class="across" colspan="{len(table.columns)}">{_text(row.cells[0])}</th></tr>'
    cells = zip(table.columns, row.cells, strict=True)
    return f"<tr>{''.join(_cell('td', column, text) for column, text in cells)}</tr>"


def _cell(name: str, column: Column, text: Text) -> str:
    return f'<{name} class="{column.role} {column.align}">{_text(text)}</{name}>'


def _buttons(block: Buttons) -> str:
    return _row_of_buttons(block.row)


_BLOCKS: dict[type[Block], Callable[[Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Footer: _footer,
    Divider: _divider,
    Pre: _pre,
    Formula: _formula,
    Quote: _quote,
    Fold: _fold,
    Details: _details,
    Points: _points,
    Table: _table,
    Buttons: _buttons,
}
