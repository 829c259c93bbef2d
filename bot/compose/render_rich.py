"""A message as Telegram's rich messages: native tables, formulas and sections that fold."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from bot.compose import fit, keyboard
from bot.compose.measure import RICH
from bot.model.message import (
    Block,
    Buttons,
    Details,
    Divider,
    Fold,
    Footer,
    Formula,
    Heading,
    Item,
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

Json: TypeAlias = dict[str, Any]


def render(message: Message, part: fit.Part = fit.number) -> list[Json]:
    """The `rich_message` objects that say it, in order; none if there is nothing to see."""
    return [_rich_message(page) for page in fit.split(message, RICH, part)]


def markup(message: Message) -> Json | None:
    """The `reply_markup` under the last of them."""
    return keyboard.markup(message.keyboard)


def _rich_message(page: Message) -> Json:
    blocks = (page.heading, *page.blocks) if page.heading else page.blocks
    made: Json = {"blocks": _blocks(blocks)}
    if not page.detects_entities:
        made["skip_entity_detection"] = True
    return made


def _blocks(blocks: tuple[Block, ...]) -> list[Json]:
    return [_BLOCKS[type(block)](block) for block in blocks]


def _text(text: Text) -> Any:
    if isinstance(text, str):
        return text
    if isinstance(text, tuple):
        return [_text(part) for part in text]
    return _NODES[type(text)](text)


def _styled(node: Styled) -> Json:
    return {"type": node.style, "text": _text(node.text)}


def _link(node: Link) -> Json:
    return {"type": "url", "text": _text(node.text), "url": node.url}


def _math(node: Math) -> Json:
    return {"type": "mathematical_expression", "expression": node.source}


def _time(node: Time) -> Json:
    return {"type": "date_time", "text": node.text, "unix_time": node.unix, "date_time_format": node.format}


def _press(node: Press) -> Json:
    return {"type": "button", "button": keyboard.payload(node.button)}


_NODES: dict[type[Any], Callable[[Any], Json]] = {
    Styled: _styled,
    Link: _link,
    Math: _math,
    Time: _time,
    Press: _press,
}


def _heading(block: Heading) -> Json:
    return {"type": "heading", "text": _text(block.text), "size": block.size}


def _paragraph(block: Paragraph) -> Json:
    return {"type": "paragraph", "text": _text(block.text)}


def _footer(block: Footer) -> Json:
    return {"type": "footer", "text": _text(block.text)}


def _divider(_: Divider) -> Json:
    return {"type": "divider"}


def _pre(block: Pre) -> Json:
    made = {"type": "pre", "text": block.text}
    return made | {"language": block.language} if block.language else made


def _formula(block: Formula) -> Json:
    return {"type": "mathematical_expression", "expression": block.source}


def _quote(block: Quote) -> Json:
    return {"type": "blockquote", "blocks": _blocks(block.blocks)} | _credit(block)


def _fold(block: Fold) -> Json:
    return {"type": "expandable_blockquote", "text": _text(block.text)} | _credit(block)


def _credit(block: Quote | Fold) -> Json:
    return {"credit": _text(block.credit)} if block.credit != "" else {}


def _details(block: Details) -> Json:
    made = {"type": "details", "summary": _text(block.summary), "blocks": _blocks(block.blocks)}
    return made | {"is_open": True} if block.is_open else made


def _points(block: Points) -> Json:
    return {"type": "list", "items": [_item(item) for item in block.items]}


def _item(item: Item) -> Json:
    made: Json = {"blocks": _blocks(item.blocks)}
    if item.is_checked is not None:
        made |= {"has_checkbox": True} | ({"is_checked": True} if item.is_checked else {})
    if item.number is not None:
        made |= {"value": item.number, "type": "1"}
    return made


def _table(block: Table) -> Json:
    made: Json = {"type": "table", "cells": _cells(block)}
    if block.caption != "":
        made["caption"] = _text(block.caption)
    for look in ("is_bordered", "is_striped", "is_compact"):
        if getattr(block, look):
            made[look] = True
    return made


def _cells(table: Table) -> list[list[Json]]:
    rows = [[_cell(column.title, column.align) | {"is_header": True} for column in table.columns]]
    if all(column.title == "" for column in table.columns):
        rows = []
    aligns = [column.align for column in table.columns]
    return rows + [_row(row, aligns) for row in table.rows]


def _row(row: Row, aligns: Sequence[str]) -> list[Json]:
    if len(row.cells) < len(aligns):
        return [_cell(row.cells[0], "left") | {"is_header": True, "colspan": len(aligns)}]
    return [_cell(text, align) for text, align in zip(row.cells, aligns, strict=True)]


def _cell(text: Text, align: str) -> Json:
    """A cell; one that says nothing has no text, since an empty one might be refused."""
    made: Json = {"align": align, "valign": "top"}
    if text != "":
        made["text"] = _text(text)
    return made


def _buttons(block: Buttons) -> Json:
    return {"type": "buttons", "buttons": [keyboard.payload(button) for button in block.row]}


_BLOCKS: dict[type[Block], Callable[[Any], Json]] = {
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
