"""Buttons: beside each other as far as a phone has room, and as Telegram wants them."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from bot.compose import letters
from bot.model.message import Button, Keyboard

_WIDTH = 34  # narrow letters in a row of one button, on a phone; each further button takes some for its edges
_EDGES = 3
_BESIDE = 8  # Telegram's own limit

_FIELDS: Mapping[str, str] = {
    "url": "url",
    "data": "callback_data",
    "share": "switch_inline_query",
    "search": "switch_inline_query_current_chat",
}


def rows(buttons: Iterable[Button], beside: int = _BESIDE) -> tuple[tuple[Button, ...], ...]:
    """Rows of at most so many buttons in which a phone cuts no label: all in a row are equally wide."""
    done: list[tuple[Button, ...]] = []
    row: tuple[Button, ...] = ()
    for button in buttons:
        wider = (*row, button)
        if row and (len(wider) > beside or not _has_room(wider)):
            done.append(row)
            wider = (button,)
        row = wider
    return (*done, row) if row else ()


def markup(keyboard: Keyboard | None) -> dict[str, Any] | None:
    """A keyboard as Telegram's `reply_markup`."""
    if keyboard is None:
        return None
    return {"inline_keyboard": [[payload(button) for button in row] for row in keyboard.rows]}


def payload(button: Button) -> dict[str, Any]:
    """A button as Telegram takes it, under a message or in it."""
    made: dict[str, Any] = {"text": letters.label(button.label)}
    if button.action == "copy":
        made["copy_text"] = {"text": button.value}
    else:
        made[_FIELDS[button.action]] = button.value
    if button.colour:
        made["style"] = button.colour
    return made


def _has_room(row: tuple[Button, ...]) -> bool:
    return max(_width(button.label) + _EDGES for button in row) * len(row) <= _WIDTH + _EDGES


def _width(label: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in label)
