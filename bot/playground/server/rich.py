"""Rich messages: which blocks and texts there are, and how much of them one message holds.

Known are the blocks that are made of text; of media, maps and the drafts of a streamed answer there are none here.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.server import keyboards, links
from bot.playground.server.call import ApiError, Json, bad_request
from bot.playground.server.markup import units

MOST_LETTERS, MOST_BLOCKS, MOST_LEVELS, MOST_COLUMNS, MOST_BUTTONS = 32_768, 500, 16, 20, 8

# Fields and what they hold; `!` stands after those that must be there.
_TYPE = {"type!": "any"}
_BLOCKS: dict[str, dict[str, str]] = {
    "heading": {**_TYPE, "text!": "text", "size!": "choice"},
    "paragraph": {**_TYPE, "text!": "text"},
    "footer": {**_TYPE, "text!": "text"},
    "divider": {**_TYPE},
    "anchor": {**_TYPE, "name!": "name"},
    "pre": {**_TYPE, "text!": "text", "language": "name"},
    "mathematical_expression": {**_TYPE, "expression!": "formula"},
    "blockquote": {**_TYPE, "blocks!": "blocks", "credit": "text"},
    "expandable_blockquote": {**_TYPE, "text!": "text", "credit": "text"},
    "pullquote": {**_TYPE, "text!": "text", "credit": "text"},
    "details": {**_TYPE, "summary!": "text", "blocks!": "blocks", "is_open": "flag"},
    "list": {**_TYPE, "items!": "items"},
    "table": {
        **_TYPE,
        "cells!": "rows",
        "is_bordered": "flag",
        "is_striped": "flag",
        "is_compact": "flag",
        "caption": "text",
    },
    "buttons": {**_TYPE, "buttons!": "buttons", "align": "choice"},
}
_TEXTS = {
    **{
        style: {**_TYPE, "text!": "inner"}
        for style in (
            "bold", "italic", "underline", "strikethrough", "spoiler", "code", "marked", "subscript", "superscript",
        )
    },
    "url": {**_TYPE, "text!": "inner", "url!": "link"},
    "email_address": {**_TYPE, "text!": "inner", "email_address!": "name"},
    "phone_number": {**_TYPE, "text!": "inner", "phone_number!": "name"},
    "mathematical_expression": {**_TYPE, "expression!": "formula"},
    "reference": {**_TYPE, "text!": "inner", "name!": "name"},
    "reference_link": {**_TYPE, "text!": "inner", "reference_name!": "name"},
    "anchor": {**_TYPE, "name!": "name"},
    "anchor_link": {**_TYPE, "text!": "inner", "anchor_name!": "name"},
    "date_time": {**_TYPE, "text!": "inner", "unix_time!": "number", "date_time_format!": "format"},
    "custom_emoji": {**_TYPE, "custom_emoji_id!": "name", "alternative_text!": "formula"},
    "button": {**_TYPE, "button!": "button"},
}  # fmt: skip
_DETECTED = {"mention", "hashtag", "cashtag", "bot_command", "bank_card_number"}
"""These arise from the detection of entities; a bot that sends them raw is refused."""
_ITEM = {"blocks!": "blocks", "has_checkbox": "flag", "is_checked": "flag", "value": "number", "type": "choice"}
_CELL = {
    "align!": "choice", "valign!": "choice", "text": "text", "is_header": "flag", "colspan": "span", "rowspan": "span",
}  # fmt: skip
_BUTTON = {
    "text!": "text", "style": "choice", "url": "any", "callback_data": "name", "web_app": "any", "login_url": "any",
    "switch_inline_query": "name", "switch_inline_query_current_chat": "name", "switch_inline_query_chosen_chat": "any",
    "copy_text": "any", "disabled": "any",
}  # fmt: skip
_CHOICES = {
    "align": ("left", "center", "right"),
    "valign": ("top", "middle", "bottom"),
    "type": ("a", "A", "i", "I", "1"),
    "style": ("danger", "success", "primary", "link"),
    "size": (1, 2, 3, 4, 5, 6),
}
_MESSAGE = {"blocks!": "blocks", "is_rtl": "flag", "skip_entity_detection": "flag"}


def checked(message: Any) -> Json:
    """The message as `RichMessage`, or its refusal."""
    if not isinstance(message, dict):
        raise bad_request("object expected as rich message")
    if {"html", "markdown", "media"} & message.keys():
        raise bad_request("RICH_MESSAGE_HTML_INVALID: this server reads blocks alone")
    tally = _Tally()
    _read_object(tally, message, _MESSAGE, _Place("InputRichMessage", 0))
    if tally.letters > MOST_LETTERS:
        raise bad_request("RICH_MESSAGE_TEXT_TOO_LONG")
    if tally.blocks > MOST_BLOCKS:
        raise bad_request("RICH_MESSAGE_BLOCKS_TOO_MANY")
    if tally.levels > MOST_LEVELS:
        raise bad_request("RICH_MESSAGE_DEPTH_INVALID")
    shape: Json = {"blocks": _labelled(json.loads(json.dumps(message["blocks"])))}
    return shape | ({"is_rtl": True} if message.get("is_rtl") else {})


def letters(text: Any) -> str:
    """What can be read of a rich text."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(map(letters, text))
    inner = text.get("button", text)
    return letters(inner.get("text", text.get("expression", text.get("alternative_text", ""))))


def buttons(node: Any) -> Iterator[Json]:
    """Every button inside a rich message, in the order of reading."""
    if isinstance(node, list):
        for part in node:
            yield from buttons(part)
    elif isinstance(node, dict):
        for name, part in node.items():
            if name == "button":
                yield part
            elif name == "buttons":
                yield from part
            else:
                yield from buttons(part)


@dataclass(slots=True)
class _Tally:
    """What counts, over the whole message."""

    letters: int = 0
    blocks: int = 0
    levels: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """The field of an object at a level."""

    what: str
    level: int
    field: str = ""

    def wrong(self, why: str) -> ApiError:
        return _cannot(self.what, f'Field "{self.field}" {why}')


def _read_blocks(tally: _Tally, blocks: Any, place: _Place) -> None:
    for block in _parts(blocks, place):
        kind = _kind(block, "InputRichBlock")
        if kind not in _BLOCKS:
            raise _cannot("InputRichBlock", f'type "{kind}" is unsupported')
        _read_object(tally, block, _BLOCKS[kind], _Place("InputRichBlock", place.level + 1))
        tally.blocks += 1


def _read_items(tally: _Tally, items: Any, place: _Place) -> None:
    for item in _parts(items, place):
        _read_object(tally, item, _ITEM, _Place("InputRichBlockListItem", place.level + 1))
        tally.blocks += 1


def _read_rows(tally: _Tally, rows: Any, place: _Place) -> None:
    for row in _parts(rows, place):
        if not isinstance(row, list):
            raise place.wrong("must be an Array of Arrays")
        for cell in row:
            _read_object(tally, cell, _CELL, _Place("RichBlockTableCell", place.level + 1))
        if sum(cell.get("colspan") or 1 for cell in row) > MOST_COLUMNS:
            raise bad_request("RICH_MESSAGE_TABLE_COLS_TOO_MANY")
        tally.blocks += 1


def _read_buttons(tally: _Tally, buttons: Any, place: _Place) -> None:
    if len(_parts(buttons, place)) > MOST_BUTTONS:
        raise bad_request("RICH_MESSAGE_BUTTONS_TOO_MANY")
    for button in buttons:
        _read_button(tally, button, place)


def _read_button(tally: _Tally, button: Any, place: _Place) -> None:
    """A label's letters count as those of any text."""
    _read_object(tally, button, _BUTTON, _Place("RichMessageButton", place.level))
    if button.get("style") == "link" and "callback_data" not in button:
        raise bad_request("BUTTON_STYLE_INVALID")
    keyboards.check_action(button, "RichMessageButton")


def _read_text(tally: _Tally, text: Any, place: _Place) -> None:
    _read_inner(tally, text, place)
    if not letters(text).strip():
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")


def _read_inner(tally: _Tally, text: Any, place: _Place) -> None:
    if isinstance(text, str):
        tally.letters += units(text)
    elif isinstance(text, list):
        for part in text:
            _read_inner(tally, part, place)
    else:
        kind = _kind(text, "RichText")
        if kind in _DETECTED:
            raise bad_request("RICH_VALIDATE_CTOR_NOT_ALLOWED")
        if kind not in _TEXTS:
            raise _cannot("RichText", "Unsupported rich text type")
        _read_object(tally, text, _TEXTS[kind], _Place("RichText", place.level + 1))


def _read_formula(tally: _Tally, source: Any, place: _Place) -> None:
    _read_name(tally, source, place)
    tally.letters += units(source)


def _read_name(_: _Tally, value: Any, place: _Place) -> None:
    if not isinstance(value, str):
        raise place.wrong("must be of type String")


def _read_link(tally: _Tally, value: Any, place: _Place) -> None:
    _read_name(tally, value, place)
    try:
        links.checked(value)
    except links.LinkError:
        raise bad_request("RICH_MESSAGE_URL_INVALID") from None


def _read_format(tally: _Tally, value: Any, place: _Place) -> None:
    _read_name(tally, value, place)
    if not re.fullmatch(r"r|[wdt]*", value, re.IGNORECASE):
        raise place.wrong("is an invalid date format")


def _read_flag(_: _Tally, value: Any, place: _Place) -> None:
    if not isinstance(value, bool):
        raise place.wrong("must be of type Boolean")


def _read_number(_: _Tally, value: Any, place: _Place) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise place.wrong("must be of type Number")


def _read_span(tally: _Tally, value: Any, place: _Place) -> None:
    _read_number(tally, value, place)
    if not 1 <= value <= MOST_COLUMNS:
        raise bad_request("RICH_MESSAGE_TABLE_COLS_TOO_MANY")


def _read_choice(_: _Tally, value: Any, place: _Place) -> None:
    if value not in _CHOICES[place.field]:
        raise place.wrong("has an invalid value")


def _read_any(_: _Tally, __: Any, ___: _Place) -> None:
    """Is looked at elsewhere."""


_READERS: dict[str, Callable[[_Tally, Any, _Place], None]] = {
    "any": _read_any, "blocks": _read_blocks, "button": _read_button, "buttons": _read_buttons, "choice": _read_choice,
    "flag": _read_flag, "format": _read_format, "formula": _read_formula, "inner": _read_inner, "items": _read_items,
    "link": _read_link, "name": _read_name, "number": _read_number, "rows": _read_rows, "span": _read_span,
    "text": _read_text,
}  # fmt: skip


def _read_object(tally: _Tally, value: Any, fields: dict[str, str], place: _Place) -> None:
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {place.what}")
    tally.levels = max(tally.levels, place.level)
    for name in fields:
        if name.endswith("!") and value.get(name[:-1]) is None:
            raise _cannot(place.what, f'Can\'t find field "{name[:-1]}"')
    for name, content in value.items():
        reader = fields.get(name) or fields.get(f"{name}!")
        if reader is None:
            raise _cannot(place.what, f'Field "{name}" is unknown')
        if content is not None:
            _READERS[reader](tally, content, _Place(place.what, place.level, name))


def _parts(value: Any, place: _Place) -> list[Any]:
    if not isinstance(value, list):
        raise place.wrong("must be of type Array")
    if not value:
        raise bad_request("RICH_MESSAGE_CONTENT_REQUIRED")
    return value


def _kind(value: Any, what: str) -> str:
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {what}")
    if not isinstance(value.get("type"), str):
        raise _cannot(what, 'Can\'t find field "type"')
    return str(value["type"])


def _cannot(what: str, why: str) -> ApiError:
    return bad_request(f"can't parse {what}: {why}")


def _labelled(blocks: list[Json]) -> list[Json]:
    """A list's items get the labels that the reader sees; those of Roman numerals stay in Arabic ones."""
    for block in blocks:
        _labelled(block.get("blocks", []))
        for place, item in enumerate(block.get("items", []), 1):
            is_ordered = "value" in item or "type" in item
            item["label"] = f"{item.get('value', place)}." if is_ordered else "•"
            _labelled(item["blocks"])
    return blocks
