"""How much of Telegram's room something takes: a ruler for each rendering, and its limits.

What a ruler measures has to be tidy. Sizes add up: a section is its shell and its parts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from bot.compose import flow, letters, texts, tidy
from bot.model.message import (
    Block,
    Buttons,
    Details,
    Divider,
    Fold,
    Formula,
    Item,
    Message,
    Points,
    Quote,
    Row,
    Table,
)


class Size(NamedTuple):
    """Letters in UTF-16 units; and blocks in a rich message, entities in a classic one."""

    units: int
    pieces: int

    def minus(self, other: "Size") -> "Size":
        """What is left."""
        return Size(self.units - other.units, self.pieces - other.pieces)

    def fits(self, room: "Size") -> bool:
        """Whether there is room for it."""
        return self.units <= room.units and self.pieces <= room.pieces


NOTHING = Size(0, 0)


class Ruler(Protocol):
    """What a rendering has room for in one message, and what things take of it."""

    @property
    def room(self) -> Size:
        """The most that one message takes."""

    def block(self, block: Block) -> Size:
        """A whole block, with the gap after it."""

    def shell(self, block: Block) -> Size:
        """A block that holds others, or letters, without these."""

    def item(self, item: Item) -> Size:
        """A point of a list, with the gap after it."""

    def row(self, table: Table, row: Row) -> Size:
        """A row of a table, with the gap after it."""


@dataclass(frozen=True, slots=True)
class RichRuler:
    """Letters and the source of formulas; blocks, items and rows."""

    room: Size

    def block(self, block: Block) -> Size:
        """A whole block."""
        return _sum([self.shell(block), *self._inside(block)])

    def _inside(self, block: Block) -> Iterable[Size]:
        match block:
            case Quote() | Details():
                return map(self.block, block.blocks)
            case Points():
                return map(self.item, block.items)
            case Table():
                return (self.row(block, row) for row in block.rows)
            case Formula():
                return (Size(letters.units(block.source), 0),)
            case Divider() | Buttons():
                return ()
        return (Size(texts.units(block.text), 0),)

    def shell(self, block: Block) -> Size:
        """A block without what it holds."""
        match block:
            case Quote() | Fold():
                return Size(texts.units(block.credit), 1)
            case Details():
                return Size(texts.units(block.summary), 1)
            case Table():
                titles = sum(texts.units(column.title) for column in block.columns)
                return Size(texts.units(block.caption) + titles, 2)
            case Buttons():
                return Size(sum(letters.units(button.label) for button in block.row), 1)
        return Size(0, 1)

    def item(self, item: Item) -> Size:
        """A point of a list."""
        return _sum([Size(0, 1), *map(self.block, item.blocks)])

    def row(self, _: Table, row: Row) -> Size:
        """A row of a table."""
        return Size(sum(map(texts.units, row.cells)), 1)


@dataclass(frozen=True, slots=True)
class ClassicRuler:
    """Letters as they will stand there, and entities; the last gap of a message is not sent."""

    room: Size

    def block(self, block: Block) -> Size:
        """A whole block, with the gap after it."""
        if isinstance(block, Buttons):
            return NOTHING
        return _with_gap(_runs_size(flow.block_runs(block)))

    def shell(self, block: Block) -> Size:
        """A block without what it holds; its tags are opened once."""
        match block:
            case Quote() | Fold():
                credit = _runs_size(flow.credit_runs(block, (flow.QUOTE,)))
                return Size(credit.units + 2, max(1, credit.pieces))
            case Details():
                summary = _runs_size(flow.text_runs(block.summary, (flow.BOLD,)))
                return Size(summary.units + 3, summary.pieces + 1)
            case Table():
                return _with_gap(_runs_size(flow.table_head_runs(block)))
        return Size(2, 0)

    def item(self, item: Item) -> Size:
        """A point of a list, with the gap after it."""
        return _with_gap(_runs_size(flow.item_runs(item)), 1)

    def row(self, table: Table, row: Row) -> Size:
        """A row of a table, with the gap after it."""
        return _with_gap(_runs_size(flow.row_runs(table, row)), len(flow.row_gap(table)))


RICH = RichRuler(Size(32_768, 500))
CLASSIC = ClassicRuler(Size(4_096 + 2, 100))


def measure(message: Message, ruler: Ruler) -> Size:
    """What a message takes in all: within `ruler.room` it is one part."""
    said = tidy.message(message)
    heading = ruler.block(said.heading) if said.heading else NOTHING
    return _sum([heading, *map(ruler.block, said.blocks)])


def _sum(sizes: list[Size]) -> Size:
    return Size(sum(size.units for size in sizes), sum(size.pieces for size in sizes))


def _with_gap(size: Size, gap: int = 2) -> Size:
    return Size(size.units + gap, size.pieces)


def _runs_size(runs: list[flow.Run]) -> Size:
    entities = 0
    before: flow.Tags = ()
    for text, tags in runs:
        if text and tags != before:
            entities += flow.opened(tags, before)
            before = tags
    return Size(letters.units("".join([run.text for run in runs])), entities)
