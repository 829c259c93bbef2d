"""A message as one stream of letters, for renderings that know no blocks: classic messages and plain text.

A run is a stretch of text with the tags it stands in, the outermost first, in the words of Telegram's HTML.
A table becomes entries or lines (see `Column`), a section that folds becomes a quotation that folds.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias

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
from bot.text import unicode_math

Tag: TypeAlias = tuple[str, str]
Tags: TypeAlias = tuple[Tag, ...]

BOLD: Tag = ("b", "")
CODE: Tag = ("code", "")
QUOTE: Tag = ("blockquote", "")
FOLD: Tag = ("blockquote", "expandable")
_LONGEST = 500  # letters of a formula that may read well on a line
LINE = "──────────"

_STYLES: dict[str, Tag] = {
    "bold": BOLD,
    "italic": ("i", ""),
    "underline": ("u", ""),
    "strikethrough": ("s", ""),
    "spoiler": ("tg-spoiler", ""),
    "marked": ("u", ""),  # beside a bold title the underline is what still stands out
    "code": CODE,
}
_FOR_CODE = ("a", "blockquote")  # what may have code in it: Telegram would cut anything else in two


class Run(NamedTuple):
    """Letters that look alike."""

    text: str
    tags: Tags


def blocks(given: Iterable[Block], tags: Tags = (), *, is_plain: bool = False) -> list[Run]:
    """These blocks after each other; plain text has nothing but an empty line to show where a quotation ends."""
    runs: list[Run] = []
    gap = ""
    for block in given:
        said = block_runs(block, tags)
        if said:
            if runs:
                runs.append(Run(gap, tags))
            runs += said
            gap = _gap_after(block, is_plain=is_plain)
    return runs


def block_runs(block: Block, tags: Tags = ()) -> list[Run]:
    """One block, without the gap after it."""
    return _BLOCKS[type(block)](block, tags)


def text_runs(text: Text, tags: Tags = ()) -> list[Run]:
    """One text."""
    if isinstance(text, str):
        return [Run(text, tags)]
    if isinstance(text, tuple):
        return [run for part in text for run in text_runs(part, tags)]
    return _NODES[type(text)](text, tags)


def opened(tags: Tags, before: Tags) -> int:
    """How many tags a run opens after another; as many entities it costs."""
    same = 0
    for tag, last in zip(tags, before, strict=False):
        if tag != last:
            break
        same += 1
    return len(tags) - same


def _gap_after(block: Block, *, is_plain: bool) -> str:
    """Small headings stand close to what they are about; under a quotation clients leave room themselves."""
    if isinstance(block, Heading):
        return "\n" if block.size >= 4 else "\n\n"
    return "\n" if isinstance(block, Quote | Fold | Details) and not is_plain else "\n\n"


def _styled(node: Styled, tags: Tags) -> list[Run]:
    if node.style == "code":
        return text_runs(node.text, _within_code(tags))
    return text_runs(node.text, _with(tags, _STYLES[node.style]))


def _link(node: Link, tags: Tags) -> list[Run]:
    return text_runs(node.text, _with(tags, ("a", node.url)))


def _math(node: Math, tags: Tags) -> list[Run]:
    readable = unicode_math.plain(node.source) if len(node.source) <= _LONGEST else None
    return [Run(node.source, _within_code(tags)) if readable is None else Run(readable, tags)]


def _time(node: Time, tags: Tags) -> list[Run]:
    return [Run(node.text, tags)]


def _press(node: Press, tags: Tags) -> list[Run]:
    button = node.button
    return [Run(button.label, _with(tags, ("a", button.value)) if button.action == "url" else tags)]


def _with(tags: Tags, tag: Tag) -> Tags:
    """One more tag; but one of a kind, and none in code."""
    return tags if any(tag[0] == other or other == "code" for other, _ in tags) else (*tags, tag)


def _within_code(tags: Tags) -> Tags:
    """Code in a quotation or on its own; within a link it would be dropped."""
    if any(name == "a" for name, _ in tags):
        return tags
    return (*(tag for tag in tags if tag[0] in _FOR_CODE), CODE)


_NODES: dict[type[Any], Callable[[Any, Tags], list[Run]]] = {
    Styled: _styled,
    Link: _link,
    Math: _math,
    Time: _time,
    Press: _press,
}


def _heading(block: Heading, tags: Tags) -> list[Run]:
    return text_runs(block.text, _with(tags, BOLD))


def _paragraph(block: Paragraph | Footer, tags: Tags) -> list[Run]:
    return text_runs(block.text, tags)


def _divider(_: Divider, tags: Tags) -> list[Run]:
    return [Run(LINE, tags)]


def _pre(block: Pre, tags: Tags) -> list[Run]:
    return [Run(block.text, (*tags, ("pre", block.language)))]


def _formula(block: Formula, tags: Tags) -> list[Run]:
    return text_runs(Math(block.source), tags)


def _quote(block: Quote, tags: Tags) -> list[Run]:
    inner = _with(tags, QUOTE)
    return blocks(block.blocks, inner) + credit_runs(block, inner)


def _fold(block: Fold, tags: Tags) -> list[Run]:
    inner = _with(tags, FOLD)
    return text_runs(block.text, inner) + credit_runs(block, inner)


def credit_runs(block: Quote | Fold, tags: Tags) -> list[Run]:
    """Who said it, on a line under it."""
    return [Run("\n— ", tags), *text_runs(block.credit, tags)] if block.credit != "" else []


def _details(block: Details, tags: Tags) -> list[Run]:
    inner = _with(tags, QUOTE if block.is_open else FOLD)
    return [*text_runs(block.summary, _with(tags, BOLD)), Run("\n", tags), *blocks(block.blocks, inner)]


def _points(block: Points, tags: Tags) -> list[Run]:
    return _joined([item_runs(item, tags) for item in block.items], Run("\n", tags))


def item_runs(item: Item, tags: Tags = ()) -> list[Run]:
    """One point of a list, without the gap after it."""
    return [Run(_bullet(item), tags), *blocks(item.blocks, tags)]


def _bullet(item: Item) -> str:
    if item.is_checked is not None:
        return "☑ " if item.is_checked else "☐ "
    return "• " if item.number is None else f"{item.number}. "


def _table(table: Table, tags: Tags) -> list[Run]:
    rows = [row_runs(table, row, tags) for row in table.rows]
    return table_head_runs(table, tags) + _joined(rows, Run(row_gap(table), tags))


def is_entries(table: Table) -> bool:
    """Whether each row is an entry of some lines, not one line."""
    return any(column.role == "title" for column in table.columns)


def row_gap(table: Table) -> str:
    """What stands between two rows."""
    return "\n\n" if is_entries(table) else "\n"


def table_head_runs(table: Table, tags: Tags = ()) -> list[Run]:
    """What stands over the rows: the caption, and the columns' titles where they are not plain to see."""
    runs = [*text_runs(table.caption, _with(tags, BOLD)), Run("\n", tags)] if table.caption != "" else []
    titles = [] if is_entries(table) else [column.title for column in table.columns if column.title != ""]
    if titles:
        runs += [*_beside(titles, _with(tags, ("i", ""))), Run("\n", tags)]
    return runs


def row_runs(table: Table, row: Row, tags: Tags = ()) -> list[Run]:
    """One row, without the gap after it."""
    if len(row.cells) < len(table.columns):
        return text_runs(row.cells[0], _with(tags, BOLD))
    if not is_entries(table):
        return _beside([cell for cell in row.cells if cell != ""], tags)
    by_role: dict[str, list[Text]] = {"ref": [], "title": [], "value": []}
    for column, cell in zip(table.columns, row.cells, strict=True):
        if cell != "":
            by_role[column.role].append(cell)
    head = [
        *(run for ref in by_role["ref"] for run in (Run("[", tags), *text_runs(ref, tags), Run("] ", tags))),
        *_beside(by_role["title"], _with(tags, BOLD)),
    ]
    values = [text_runs(value, tags) for value in by_role["value"]]
    return _joined([lines for lines in (head, *values) if lines], Run("\n", tags))


def _beside(texts: list[Text], tags: Tags) -> list[Run]:
    return _joined([text_runs(text, tags) for text in texts], Run(" · ", tags))


def _joined(stretches: list[list[Run]], gap: Run) -> list[Run]:
    return [run for stretch in stretches for run in (gap, *stretch)][1:]


def _buttons(_: Buttons, __: Tags) -> list[Run]:
    return []  # they go under the message


_BLOCKS: dict[type[Block], Callable[[Any, Tags], list[Run]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Footer: _paragraph,
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
