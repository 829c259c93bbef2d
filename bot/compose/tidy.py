"""A message in the shape that Telegram takes: clean letters, nothing empty, nothing nested too deep.

What cannot stay as it is gives way to the next simpler thing; no visible letter is lost.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.compose import letters, texts
from bot.model.message import (
    Block,
    Button,
    Buttons,
    Details,
    Divider,
    Fold,
    Footer,
    Formula,
    Heading,
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
    bold,
)

# Levels of nesting, counted as strictly as can be: blocks, items, rows, cells, sequences, texts. One is kept
# where the paginator may have to say a thing in bold letters, or with a number.
DEPTH = 16
_LEAST = 5  # levels that a block needs to say anything: a table, its row, a cell, a style, its letters


def message(said: Message) -> Message:
    """The same message, tidy; a heading with nothing to see is none."""
    head = text(said.heading.text) if said.heading else ""
    heading = replace(said.heading, text=_shallow(head, DEPTH - 2)) if said.heading and is_seen(head) else None
    keys = Keyboard(tuple(tuple(map(_button, row)) for row in said.keyboard.rows)) if said.keyboard else None
    return replace(said, heading=heading, blocks=blocks(said.blocks), keyboard=keys)


def blocks(given: tuple[Block, ...], room: int = DEPTH) -> tuple[Block, ...]:
    """These blocks, tidy, with so many levels left for them."""
    return tuple(tidied for block in given for tidied in _TIDY[type(block)](block, room))


def text(given: Text) -> Text:
    """This text with clean letters, and without empty pieces."""
    if isinstance(given, str):
        return letters.clean(given)
    if isinstance(given, tuple):
        parts = tuple(part for part in map(text, given) if part not in ("", ()))
        return parts[0] if len(parts) == 1 else parts
    return _clean_node(given)


def is_seen(given: Text) -> bool:
    """Whether a reader sees anything of it."""
    if isinstance(given, str):
        return letters.is_visible(given)
    if isinstance(given, tuple):
        return any(map(is_seen, given))
    if isinstance(given, Math):
        return letters.is_visible(given.source)
    return isinstance(given, Press) or is_seen(given.text)


def _clean_node(node: Styled | Link | Math | Time | Press) -> Text:
    if isinstance(node, Math):
        source = letters.clean(node.source).replace("\n", " ").strip()
        return Math(source) if letters.is_visible(source) else ""
    if isinstance(node, Press):
        return Press(_button(node.button))
    inner = text(node.text)
    if not is_seen(inner):
        return inner
    return node if inner is node.text else replace(node, text=inner)  # type: ignore[arg-type]


def _shallow(given: Text, room: int) -> Text:
    """The text, or where it is nested deeper than there is room, only what it says."""
    return given if _depth(given) <= room else texts.words(given)


def _depth(given: Text) -> int:
    if isinstance(given, tuple):
        return 1 + max(map(_depth, given), default=0)
    if isinstance(given, Styled | Link):
        return 1 + _depth(given.text)
    return 2 if isinstance(given, Time) else 1


def _words(given: Text, room: int) -> Text:
    tidied = _shallow(text(given), room)
    return tidied if is_seen(tidied) else ""


def _leaf(block: Heading | Paragraph | Footer, room: int) -> tuple[Block, ...]:
    words = _words(block.text, room - 1)
    if words == "":
        return ()
    return (block if words is block.text else replace(block, text=words),)


def _pre(block: Pre, _: int) -> tuple[Block, ...]:
    words = letters.clean(block.text).strip("\n")
    return (replace(block, text=words),) if letters.is_visible(words) else ()


def _formula(block: Formula, _: int) -> tuple[Block, ...]:
    source = _clean_node(Math(block.source))
    return (Formula(source.source),) if isinstance(source, Math) else ()


def _fold(block: Fold, room: int) -> tuple[Block, ...]:
    words, credit = _words(block.text, room - 1), _words(block.credit, room - 1)
    if words == "":
        return (Paragraph(credit),) if credit != "" else ()
    return (Fold(words, credit),)


def _quote(block: Quote, room: int) -> tuple[Block, ...]:
    credit = _words(block.credit, room - 1)
    signed = (Paragraph(credit),) if credit != "" else ()
    if room - 1 < _LEAST:
        return blocks(block.blocks, room) + signed
    inner = blocks(block.blocks, room - 1)
    return (Quote(inner, credit),) if inner else signed


def _details(block: Details, room: int) -> tuple[Block, ...]:
    summary = _words(block.summary, room - 2)
    named = (Paragraph(bold(summary)),) if summary != "" else ()
    if summary == "" or room - 1 < _LEAST:
        return named + blocks(block.blocks, room)
    inner = blocks(block.blocks, room - 1)
    return (replace(block, summary=summary, blocks=inner),) if inner else named


def _points(block: Points, room: int) -> tuple[Block, ...]:
    if room - 2 < _LEAST:
        return tuple(tidied for item in block.items for tidied in blocks(item.blocks, room))
    items = ((item, blocks(item.blocks, room - 2)) for item in block.items)
    kept = tuple(item if inner == item.blocks else replace(item, blocks=inner) for item, inner in items if inner)
    return (Points(kept),) if kept else ()


def _table(block: Table, room: int) -> tuple[Block, ...]:
    columns = tuple(replace(column, title=_words(column.title, room - 4)) for column in block.columns)
    rows = tuple(row for row in (_row(row, room - 3) for row in block.rows) if row)
    caption = _words(block.caption, room - 2)
    if not rows:
        return (Paragraph(caption),) if caption != "" else ()
    return (replace(block, columns=columns, rows=rows, caption=caption),)


def _row(row: Row, room: int) -> Row | None:
    cells = tuple(_words(cell, room) for cell in row.cells)
    return Row(cells) if any(cell != "" for cell in cells) else None


def _divider(block: Divider, _: int) -> tuple[Block, ...]:
    return (block,)


def _buttons(block: Buttons, _: int) -> tuple[Block, ...]:
    return (Buttons(tuple(map(_button, block.row))),)


def _button(button: Button) -> Button:
    return replace(button, label=letters.label(button.label))


_TIDY: dict[type[Block], Callable[[Any, int], tuple[Block, ...]]] = {
    Heading: _leaf,
    Paragraph: _leaf,
    Footer: _leaf,
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
