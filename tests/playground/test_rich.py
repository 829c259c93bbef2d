"""Rich messages: the shapes that aiogram's models know, and the limits that Telegram documents."""

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from aiogram.methods import SendRichMessage
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.playground.server import rich
from bot.playground.server.call import ApiError
from tests.playground.conftest import unknown

Json = dict[str, Any]

KEPT = {"type", "blocks", "url", "callback_data", "copy_text"}
STYLES = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "marked", "subscript", "superscript"]
ACTIONS: list[Json] = [{"url": "https://example.org"}, {"callback_data": "x"}, {"copy_text": {"text": "x"}}]


class Chance:
    """Makes any message that a chance can make."""

    def __init__(self, chance: random.Random) -> None:
        self._of = chance.choice
        self._is = chance.random

    def message(self) -> Json:
        return {"blocks": self.blocks(2)} | self.perhaps(is_rtl=True, skip_entity_detection=False)

    def perhaps(self, **fields: Any) -> Json:
        return {name: value for name, value in fields.items() if self._is() < 0.5}

    def blocks(self, depth: int) -> list[Json]:
        return [self.block(depth) for _ in range(self._of([1, 2, 3]))]

    def block(self, depth: int) -> Json:
        kinds = sorted(set(rich._BLOCKS) - {"details", "blockquote", "list"})
        kind = self._of([*kinds, *(["details", "blockquote", "list"] if depth else [])])
        text = self.text(2)
        fields: dict[str, Callable[[], Json]] = {
            "heading": lambda: {"text": text, "size": self._of(range(1, 7))},
            "divider": dict,
            "anchor": lambda: {"name": "a"},
            "pre": lambda: {"text": text, **self.perhaps(language="tex")},
            "mathematical_expression": lambda: {"expression": "x^2"},
            "blockquote": lambda: {"blocks": self.blocks(depth - 1), **self.perhaps(credit=text)},
            "details": lambda: {"summary": text, "blocks": self.blocks(depth - 1), **self.perhaps(is_open=True)},
            "list": lambda: {"items": [self.item(depth - 1) for _ in range(2)]},
            "table": lambda: {"cells": [[self.cell(), self.cell()]], **self.perhaps(is_compact=True, caption=text)},
            "buttons": lambda: {"buttons": [self.button(), self.button()], **self.perhaps(align="center")},
        }
        return {"type": kind} | fields.get(kind, lambda: {"text": text})()

    def item(self, depth: int) -> Json:
        more = self.perhaps(has_checkbox=True, is_checked=False, value=3, type=self._of("aAiI1"))
        return {"blocks": self.blocks(depth), **more}

    def cell(self) -> Json:
        place = {"align": self._of(["left", "center"]), "valign": self._of(["top", "middle"])}
        return place | self.perhaps(text=self.text(2), is_header=True, colspan=2, rowspan=1)

    def button(self) -> Json:
        return {"text": "x", **copy.deepcopy(self._of(ACTIONS)), **self.perhaps(style="danger")}

    def text(self, depth: int) -> Any:
        if not depth or self._is() < 0.3:
            return self._of(["a", "字", "😀"])
        if self._is() < 0.2:
            return [self.text(depth - 1), "b"]
        kind = self._of([*STYLES, *rich._TEXTS])
        fields: dict[str, Json] = {
            "url": {"url": "https://example.org"},
            "email_address": {"email_address": "a@example.org"},
            "phone_number": {"phone_number": "+1"},
            "reference": {"name": "a"},
            "reference_link": {"reference_name": "a"},
            "anchor_link": {"anchor_name": ""},
            "date_time": {"unix_time": 1, "date_time_format": "wDT"},
        }
        alone: dict[str, Json] = {
            "mathematical_expression": {"expression": "x"},
            "anchor": {"name": "a"},
            "custom_emoji": {"custom_emoji_id": "1", "alternative_text": "😀"},
            "button": {"button": self.button()},
        }
        if kind in alone:
            return ["x", {"type": kind, **alone[kind]}]
        return {"type": kind, "text": self.text(depth - 1), **fields.get(kind, {})}


def places(node: Any) -> list[Json]:
    """Every object in a message."""
    if isinstance(node, list):
        return [place for part in node for place in places(part)]
    if not isinstance(node, dict):
        return []
    return [node, *(place for part in node.values() for place in places(part))]


def is_taken(message: Json) -> bool:
    try:
        rich.checked(message)
    except ApiError:
        return False
    return True


def is_shaped(message: Json) -> bool:
    """Whether the models know every field, and find all they need."""
    try:
        method = SendRichMessage.model_validate({"chat_id": 1, "rich_message": message})
    except ValidationError:
        return False
    return not list(unknown(method))


@given(st.randoms(use_true_random=False))
def test_takes_what_the_models_take(chance: random.Random) -> None:
    message = Chance(chance).message()

    assert is_shaped(message)
    assert is_taken(message)


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_refuses_what_the_models_refuse(chance: random.Random) -> None:
    """But that a button does something and a message has blocks, the models do not say, and a type they fill in."""
    message = Chance(chance).message()
    place = chance.choice(places(message))
    name = chance.choice([*sorted(place.keys() - KEPT), "unheard_of"])
    if name in place and chance.random() < 0.5:
        del place[name]
    else:
        place[name] = chance.choice([{"a": 1}, 1.5, [3]])

    assert is_taken(message) == is_shaped(message), (name, place)


def said(message: Json) -> str:
    with pytest.raises(ApiError) as refused:
        rich.checked(message)
    return refused.value.description.removeprefix("Bad Request: ")


def of(*blocks: Any, **more: Any) -> Json:
    return {"blocks": list(blocks), **more}


def paragraph(text: Any = "x") -> Json:
    return {"type": "paragraph", "text": text}


def nested(block: Json, levels: int, around: Callable[[Json], Json]) -> Json:
    for _ in range(levels):
        block = around(block)
    return block


def bold(text: Any) -> Json:
    return {"type": "bold", "text": text}


def folded(block: Json) -> Json:
    return {"type": "details", "summary": "s", "blocks": [block]}


def listed(block: Json) -> Json:
    return {"type": "list", "items": [{"blocks": [block]}]}


def table(*rows: list[Json]) -> Json:
    return {"type": "table", "cells": list(rows)}


CELL = {"align": "left", "valign": "top", "text": "x"}


def row_of_buttons(*buttons: Json) -> Json:
    return {"type": "buttons", "buttons": list(buttons)}


@pytest.mark.parametrize(
    "message",
    [
        of(paragraph("字" * 32_768)),
        of(paragraph("😀" * 16_384)),
        of(*[paragraph()] * 500),
        of({"type": "list", "items": [{"blocks": [paragraph()]}] * 249}),
        of(table(*[[CELL]] * 499)),
        of(nested(paragraph(), 15, folded)),
        of(nested(paragraph(), 7, listed)),
        of(paragraph(nested("x", 15, bold))),
        of(table([nested({**CELL, "text": nested("x", 14, bold)}, 0, dict)])),
        of(table([CELL] * 20)),
        of(row_of_buttons(*[{"text": "x", "callback_data": "x" * 64}] * 8)),
        of(row_of_buttons({"text": "x", "callback_data": "x", "style": "link"})),
    ],
)
def test_takes_as_much_as_telegram_takes(message: Json) -> None:
    assert rich.checked(message)["blocks"]


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (of(paragraph("x" * 32_769)), "RICH_MESSAGE_TEXT_TOO_LONG"),
        (of(paragraph("😀" * 16_385)), "RICH_MESSAGE_TEXT_TOO_LONG"),
        (of({"type": "mathematical_expression", "expression": "x" * 32_769}), "RICH_MESSAGE_TEXT_TOO_LONG"),
        (of(row_of_buttons({"text": "x" * 32_769, "url": "https://example.org"})), "RICH_MESSAGE_TEXT_TOO_LONG"),
        (of(*[paragraph()] * 501), "RICH_MESSAGE_BLOCKS_TOO_MANY"),
        (of({"type": "list", "items": [{"blocks": [paragraph()]}] * 250}), "RICH_MESSAGE_BLOCKS_TOO_MANY"),
        (of(table(*[[CELL]] * 500)), "RICH_MESSAGE_BLOCKS_TOO_MANY"),
        (of(nested(paragraph(), 16, folded)), "RICH_MESSAGE_DEPTH_INVALID"),
        (of(nested(paragraph(), 8, listed)), "RICH_MESSAGE_DEPTH_INVALID"),
        (of(paragraph(nested("x", 16, bold))), "RICH_MESSAGE_DEPTH_INVALID"),
        (of(table([CELL] * 21)), "RICH_MESSAGE_TABLE_COLS_TOO_MANY"),
        (of(table([{**CELL, "colspan": 20}, CELL])), "RICH_MESSAGE_TABLE_COLS_TOO_MANY"),
        (of(table([{**CELL, "colspan": 21}])), "RICH_MESSAGE_TABLE_COLS_TOO_MANY"),
        (of(row_of_buttons(*[{"text": "x", "callback_data": "x"}] * 9)), "RICH_MESSAGE_BUTTONS_TOO_MANY"),
        (of(row_of_buttons({"text": "x", "callback_data": "字" * 22})), "BUTTON_DATA_INVALID"),
        (of(row_of_buttons({"text": "x", "url": "https://example.org", "style": "link"})), "BUTTON_STYLE_INVALID"),
        (of(row_of_buttons({"text": "x", "url": "https://example.org", "callback_data": "x"})), "BUTTON_TYPE_INVALID"),
        (of(), "RICH_MESSAGE_CONTENT_REQUIRED"),
        (of(paragraph("")), "RICH_MESSAGE_CONTENT_REQUIRED"),
        (of(paragraph([])), "RICH_MESSAGE_CONTENT_REQUIRED"),
        (of(row_of_buttons()), "RICH_MESSAGE_CONTENT_REQUIRED"),
        (of(paragraph({"type": "hashtag", "text": "#a", "hashtag": "a"})), "RICH_VALIDATE_CTOR_NOT_ALLOWED"),
        (of(paragraph({"type": "url", "text": "a", "url": "nothing"})), "RICH_MESSAGE_URL_INVALID"),
        (of(paragraph({"type": "plain", "text": "a"})), "can't parse RichText: Unsupported rich text type"),
        (of({"type": "thinking", "text": "x"}), 'can\'t parse InputRichBlock: type "thinking" is unsupported'),
        (of({"text": "x"}), 'can\'t parse InputRichBlock: Can\'t find field "type"'),
        (of("x"), "object expected as InputRichBlock"),
        (of({"type": "list", "items": ["x"]}), "object expected as InputRichBlockListItem"),
        (of({"type": "heading", "text": "x"}), 'can\'t parse InputRichBlock: Can\'t find field "size"'),
        (
            of({"type": "heading", "text": "x", "size": 7}),
            'can\'t parse InputRichBlock: Field "size" has an invalid value',
        ),
        (
            of({"type": "details", "summary": "x", "blocks": [paragraph()], "is_open": 1}),
            'can\'t parse InputRichBlock: Field "is_open" must be of type Boolean',
        ),
        (of(table([{"text": "x"}])), 'can\'t parse RichBlockTableCell: Can\'t find field "align"'),
        (of(table({})), 'can\'t parse InputRichBlock: Field "cells" must be an Array of Arrays'),  # type: ignore[arg-type]
        (
            of({"type": "list", "items": [{"blocks": [paragraph()], "type": "x"}]}),
            'can\'t parse InputRichBlockListItem: Field "type" has an invalid value',
        ),
        (of(paragraph(), header=1), 'can\'t parse InputRichMessage: Field "header" is unknown'),
        ({"html": "x"}, "RICH_MESSAGE_HTML_INVALID: this server reads blocks alone"),
        ({}, 'can\'t parse InputRichMessage: Can\'t find field "blocks"'),
        ({"blocks": {}}, 'can\'t parse InputRichMessage: Field "blocks" must be of type Array'),
        (
            of(paragraph({"type": "date_time", "text": "x", "unix_time": 1, "date_time_format": "q"})),
            'can\'t parse RichText: Field "date_time_format" is an invalid date format',
        ),
        (
            of(paragraph({"type": "date_time", "text": "x", "unix_time": "1", "date_time_format": "r"})),
            'can\'t parse RichText: Field "unix_time" must be of type Number',
        ),
    ],
)  # fmt: skip
def test_refuses_in_telegrams_words(message: Json, why: str) -> None:
    assert said(message) == why


def test_labels_the_items_of_a_list() -> None:
    items = [{"blocks": [paragraph()]}, {"blocks": [paragraph()], "type": "1"}, {"blocks": [paragraph()], "value": 7}]
    message = rich.checked(of({"type": "list", "items": items}, is_rtl=True))

    assert [item["label"] for item in message["blocks"][0]["items"]] == ["•", "2.", "7."]
    assert message["is_rtl"]
    assert "label" not in items[0]


def test_finds_every_button_and_reads_every_letter() -> None:
    button = {"type": "button", "button": {"text": ["a", "b"], "callback_data": "1"}}
    cell = {**CELL, "text": ["see ", button, {"type": "mathematical_expression", "expression": "x^2"}]}
    message = rich.checked(of(table([cell]), folded(row_of_buttons({"text": "c", "callback_data": "2"}))))

    assert [rich.letters(one["text"]) for one in rich.buttons(message)] == ["ab", "c"]
    assert rich.letters(cell["text"]) == "see abx^2"
