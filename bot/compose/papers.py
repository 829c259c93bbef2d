"""A list of papers that fits one message: what a search found, what was saved, what an alert is about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.compose import actions, fit, keyboard, measure, rows, texts
from bot.compose.callback import Codec
from bot.compose.reader import Reader
from bot.compose.rows import Most, Room
from bot.model.message import Button, Message, Paragraph, heading, paragraph
from bot.model.message import keyboard as keys
from bot.model.reading import PaperRow

MOST = 10  # papers a message
_LONGEST_HEADING = 200
_BESIDE = 5

_ROOMS = (
    Room(),
    Room(Most(250, 8), Most(400, 8)),
    Room(Most(160, 4), Most(200, 4)),
    Room(Most(100, 1), Most(100, 1)),
    Room(Most(50, 0), Most(50, 0)),
)


@dataclass(frozen=True, slots=True)
class Page:
    """Some papers of a list: what the list is, the number of the first one, and how many there are in all."""

    heading: str
    rows: tuple[PaperRow, ...]
    first: int = 1
    total: int | None = None
    if_empty: str = ""


# From all there is room for, to so little that whatever they say some of them fit.
_TRIES = (*((room, MOST) for room in _ROOMS), *((_ROOMS[-1], count) for count in range(MOST - 1, 0, -1)))


def compose(page: Page, reader: Reader, codec: Codec | None = None, pager: Sequence[Button] = ()) -> Message:
    """The list, at most `MOST` papers of it; with a codec each paper has a button, the pager's stand under them."""
    tries = ((replace(page, rows=page.rows[:count]), room) for room, count in _TRIES)
    said = ((shown, _message(shown, len(page.rows), reader, room)) for shown, room in tries)
    shown, message = next((shown, each) for shown, each in said if fit.fits(each, measure.CLASSIC, measure.RICH))
    return replace(message, keyboard=keys(*_buttons(shown, codec), *keyboard.rows(pager)))


def _message(page: Page, there: int, reader: Reader, room: Room) -> Message:
    title = heading(texts.shorten(page.heading, _LONGEST_HEADING), size=3)
    shown = [rows.show(row, reader) for row in page.rows]
    cards = tuple(rows.card(each, number, reader, room) for number, each in enumerate(shown, page.first))
    if not cards:
        return Message((paragraph(page.if_empty or reader.t("No papers here.")),), title)
    total = there if page.total is None else page.total
    return Message((*cards, *_place(page, total, reader)), title)


def _place(page: Page, total: int, reader: Reader) -> tuple[Paragraph, ...]:
    """Which of how many these are, if they are not all."""
    if len(page.rows) >= total:
        return ()
    last = page.first + len(page.rows) - 1
    return (paragraph(reader.t("{first}–{last} of {total}", first=page.first, last=last, total=total)),)


def _buttons(page: Page, codec: Codec | None) -> list[list[Button]]:
    if codec is None:
        return []
    buttons = [
        Button(str(number), "data", codec.encode(actions.Show(row.id.paper)))
        for number, row in enumerate(page.rows, page.first)
    ]
    return [buttons[at : at + _BESIDE] for at in range(0, len(buttons), _BESIDE)]
