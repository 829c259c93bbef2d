"""The paginator: a message in as few parts as Telegram's limits allow, nothing lost, nothing out of order.

    message ─tidy─> blocks ─take as much as there is room─> part, part, part ─number─> messages

A table or list goes on in the next part, under its columns' titles; what else does not fit moves on whole.
Only what is longer than a whole message is cut: between its blocks, then sentences, then words.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, TypeAlias

from bot.compose import texts, tidy
from bot.compose.measure import Ruler, Size
from bot.model.message import (
    Block,
    Details,
    Divider,
    Fold,
    Footer,
    Formula,
    Heading,
    Item,
    Message,
    Paragraph,
    Points,
    Pre,
    Quote,
    Row,
    Table,
    Text,
    bold,
)

Letters: TypeAlias = Heading | Paragraph | Footer | Fold | Pre
Cuttable: TypeAlias = Letters | Formula | Quote | Details  # of the others none is ever longer than a part
Part: TypeAlias = Callable[[int, int], Text]

_MANY = 9_999  # room for so high a number of parts is kept in every heading


class Taken(NamedTuple):
    """What goes into this part, how much room is then left in it, and what goes on."""

    block: Block | None
    left: Size
    rest: tuple[Block, ...] = ()


def number(part: int, parts: int) -> Text:
    """How a heading is numbered when nobody says it better."""
    return f" · {part}/{parts}"


def fits(message: Message, *rulers: Ruler) -> bool:
    """Whether all of it goes into one message, by each of these rulers."""
    return all(len(split(message, ruler)) <= 1 for ruler in rulers)


def split(message: Message, ruler: Ruler, part: Part = number) -> tuple[Message, ...]:
    """The message as parts that Telegram takes, each under the heading with its number; the keyboard under
    the last. A message in which there is nothing to see has no parts.
    """
    most = tidy.text(part(_MANY, _MANY))
    said = _with_short_heading(tidy.message(message), ruler, most)
    pages = list(islice(_pages(said, ruler, ""), 2))
    if len(pages) > 1:
        pages = list(_pages(said, ruler, most))
    return tuple(
        replace(
            said,
            blocks=page,
            heading=_numbered(said.heading, tidy.text(part(nth, len(pages))) if len(pages) > 1 else ""),
            keyboard=said.keyboard if nth == len(pages) else None,
        )
        for nth, page in enumerate(pages, 1)
    )


def _with_short_heading(said: Message, ruler: Ruler, most: Text) -> Message:
    """The message, whose heading is only its first block where it would take much of every part."""
    heading = _numbered(said.heading, most)
    if heading and said.heading and _is_large(ruler.block(heading), ruler):
        return replace(said, heading=None, blocks=(said.heading, *said.blocks))
    return said


def _numbered(heading: Heading | None, nth: Text) -> Heading | None:
    return replace(heading, text=(heading.text, nth)) if heading and nth != "" else heading


def _is_large(size: Size, ruler: Ruler) -> bool:
    return size.units * 4 > ruler.room.units or size.pieces * 4 > ruler.room.pieces


def _is_little(room: Size, ruler: Ruler) -> bool:
    """Whether so little room is left that what is said over and over goes before what is said once."""
    return room.units * 4 < ruler.room.units or room.pieces * 4 < ruler.room.pieces


def _pages(said: Message, ruler: Ruler, nth: Text) -> Iterator[tuple[Block, ...]]:
    heading = _numbered(said.heading, nth)
    room = ruler.room.minus(ruler.block(heading)) if heading else ruler.room
    queue = deque(said.blocks)
    if heading and not queue:
        yield ()
    while queue:
        page = _fill(queue, room, ruler)
        if heading or any(not isinstance(block, Divider) for block in page):
            yield page


def _fill(queue: deque[Block], room: Size, ruler: Ruler) -> tuple[Block, ...]:
    """As many blocks from the queue as there is room for; what is left of them stays in the queue."""
    page: list[Block] = []
    while queue:
        block = queue.popleft()
        taken = _take(block, room, ruler, is_first=not page)
        queue.extendleft(reversed(taken.rest))
        if taken.block:
            page.append(taken.block)
            room = taken.left
        if taken.rest and (taken.block or taken.rest[0] is block):
            break
    while queue and len(page) > 1 and isinstance(page[-1], Heading):
        queue.appendleft(page.pop())  # a heading goes with what it is about
    return tuple(page)


def _take(block: Block, room: Size, ruler: Ruler, *, is_first: bool) -> Taken:
    """As much of a block as there is room for; the first of a part has to fit, whatever becomes of it."""
    if isinstance(block, Table):
        return _take_rows(block, room, ruler, is_first=is_first)
    if isinstance(block, Points):
        return _take_items(block, room, ruler, is_first=is_first)
    size = ruler.block(block)
    if size.fits(room):
        return Taken(block, room.minus(size))
    if is_first and isinstance(block, Cuttable):
        return _cut(block, room, ruler)
    return Taken(None, room, (block,))


def _take_rows(table: Table, room: Size, ruler: Ruler, *, is_first: bool) -> Taken:
    full, room = room, room.minus(ruler.shell(table))
    if is_first and _is_little(room, ruler):
        return Taken(None, full, _without_shell(table))
    count, left = _how_many((ruler.row(table, row) for row in table.rows), room)
    if count == len(table.rows):
        return Taken(table, left)
    whole = count
    while whole and len(table.rows[whole - 1].cells) < len(table.columns):
        whole -= 1  # a row that names the rows after it goes with them
    if not whole and not is_first:
        return Taken(None, room, (table,))
    if not count:
        head, tail = _cut_row(table, room, ruler)
    else:
        head, tail = table.rows[: whole or count], table.rows[whole or count :]
    return Taken(replace(table, rows=head) if head else None, left, (replace(table, rows=tail),) if tail else ())


def _take_items(points: Points, room: Size, ruler: Ruler, *, is_first: bool) -> Taken:
    room = room.minus(ruler.shell(points))
    count, left = _how_many(map(ruler.item, points.items), room)
    if count == len(points.items):
        return Taken(points, left)
    if not count and not is_first:
        return Taken(None, room, (points,))
    if not count:
        head, tail = _cut_item(points, room, ruler)
    else:
        head, tail = points.items[:count], points.items[count:]
    return Taken(Points(head), left, (Points(tail),) if tail else ())


def _how_many(sizes: Iterable[Size], room: Size) -> tuple[int, Size]:
    count = 0
    for size in sizes:
        if not size.fits(room):
            break
        room = room.minus(size)
        count += 1
    return count, room


def _cut(block: Cuttable, room: Size, ruler: Ruler) -> Taken:
    """A block that is longer than a whole part, cut to its room."""
    inner_room = room.minus(ruler.shell(block))
    match block:
        case Quote() | Details() | Fold() if _is_little(inner_room, ruler):
            return Taken(None, room, _without_shell(block))
        case Quote() | Details():
            queue = deque(block.blocks)
            inner = replace(block, blocks=_fill(queue, inner_room, ruler))
            return Taken(inner, room, (replace(block, blocks=tuple(queue)),) if queue else ())
        case Formula():
            return Taken(None, room, (Pre(block.source, "latex"),))
    return _cut_text(block, room, ruler)


def _cut_text(block: Letters, room: Size, ruler: Ruler) -> Taken:
    def is_short(text: Text) -> bool:
        return ruler.block(replace(block, text=text)).fits(room)  # type: ignore[arg-type]

    head, tail = map(tidy.text, texts.split(texts.loosen(block.text, is_short), is_short))
    first, second = (replace(block, text=text) for text in (head, tail))  # type: ignore[arg-type]
    rest = (second,) if tidy.is_seen(tail) else ()
    return Taken(first, room, rest) if tidy.is_seen(head) else Taken(None, room, rest)


def _cut_row(table: Table, room: Size, ruler: Ruler) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The first row in two: some cells, a cell as far as there is room, and the rest."""
    cells = table.rows[0].cells
    blanks = ("",) * len(cells)

    def is_short(before: tuple[Text, ...], text: Text) -> bool:
        return ruler.row(table, Row((*before, text, *blanks[len(before) + 1 :]))).fits(room)

    at = next(at for at, cell in enumerate(cells) if not is_short(cells[:at], cell))
    cell = texts.loosen(cells[at], lambda text: is_short(blanks[:at], text))
    head, tail = map(tidy.text, texts.split(cell, lambda text: is_short(cells[:at], text)))
    if not is_short(cells[:at], head):
        head, tail = "", cell
    first = _seen_rows((*cells[:at], head, *blanks[at + 1 :]))
    return first, _seen_rows((*blanks[:at], tail, *cells[at + 1 :])) + table.rows[1:]


def _seen_rows(cells: tuple[Text, ...]) -> tuple[Row, ...]:
    return (Row(cells),) if any(map(tidy.is_seen, cells)) else ()


def _cut_item(points: Points, room: Size, ruler: Ruler) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    item = points.items[0]
    queue = deque(item.blocks)
    page = _fill(queue, room.minus(ruler.item(replace(item, blocks=()))), ruler)
    tail = (replace(item, blocks=tuple(queue)),) if queue else ()
    return (replace(item, blocks=page),), tail + points.items[1:]


def _without_shell(block: Quote | Details | Fold | Table) -> tuple[Block, ...]:
    """The same with what would be repeated in every part said once."""
    match block:
        case Quote():
            return (*block.blocks, Paragraph(block.credit))
        case Fold():
            return (Fold(block.text), Paragraph(block.credit))
        case Details():
            return (Paragraph(bold(block.summary)), *block.blocks)
        case Table(caption=caption) if caption != "":
            return (Paragraph(bold(caption)), replace(block, caption=""))
    titles = Row(tuple(bold(column.title) for column in block.columns))
    untitled = tuple(replace(column, title="") for column in block.columns)
    return (replace(block, columns=untitled, rows=(titles, *block.rows)),)
