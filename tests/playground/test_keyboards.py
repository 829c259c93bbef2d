"""Keyboards: refused where Telegram refuses, and where it would silently drop what was meant."""

from typing import Any

import pytest
from aiogram.types import InlineKeyboardMarkup
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.playground.server import keyboards
from bot.playground.server.call import ApiError
from tests.playground.conftest import unknown

Json = dict[str, Any]


def under(*buttons: Any, **more: Any) -> Json:
    return {"inline_keyboard": [list(buttons)], **more}


OK = {"text": "x", "callback_data": "x"}
CANNOT = "can't parse inline keyboard button: "
actions = st.sampled_from([
    {"url": "https://example.org"}, {"url": "tg://user?id=1"}, {"callback_data": "x"}, {"copy_text": {"text": "x"}},
    {"switch_inline_query": ""}, {"switch_inline_query_current_chat": "x"}, {"web_app": {"url": "https://example.org"}},
    {"disabled": {}},
])  # fmt: skip
buttons = st.tuples(st.fixed_dictionaries({"text": st.just("x")}, optional={"style": st.just("danger")}), actions).map(
    lambda parts: parts[0] | parts[1]
)
markups = st.lists(st.lists(buttons, max_size=3), max_size=3).map(lambda rows: {"inline_keyboard": rows})


def is_taken(markup: Json) -> bool:
    try:
        keyboards.checked(markup)
    except ApiError:
        return False
    return True


def is_shaped(markup: Json) -> bool:
    try:
        return not list(unknown(InlineKeyboardMarkup.model_validate(markup)))
    except ValidationError:
        return False


@given(markups)
def test_takes_what_the_models_take(markup: Json) -> None:
    assert is_shaped(markup)
    assert is_taken(markup)


@given(buttons, st.data())
def test_refuses_what_the_models_refuse(button: Json, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*button, "unheard_of"]))
    changed = button | {name: data.draw(st.sampled_from([{"a": 1}, 1.5, [3]]))}

    assert is_taken(under(changed)) == is_shaped(under(changed)) is False


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ({"inline_keyboard": "x"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": ["x"]}, 'field "inline_keyboard" must be an Array of Arrays'),
        ({"inline_keybord": []}, 'field "inline_keybord" is unknown'),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
        (under("x"), CANNOT + "InlineKeyboardButton must be an Object"),
        (under({"callback_data": "x"}), CANNOT + 'Can\'t find field "text"'),
        (under({"text": 5, "callback_data": "x"}), CANNOT + 'Field "text" must be of type String'),
        (under({"text": " ", "callback_data": "x"}), "BUTTON_INVALID"),
        (under({"text": "x"}), CANNOT + "Text buttons are unallowed in the inline keyboard"),
        (under({"text": "x", "callback_data": ""}), CANNOT + "Text buttons are unallowed in the inline keyboard"),
        (under({"text": "x", "callback_data": "字" * 22}), "BUTTON_DATA_INVALID"),
        (under({"text": "x", "callback_data": "x", "url": "https://example.org"}), "BUTTON_TYPE_INVALID"),
        (under({"text": "x", "pay": True}), "BUTTON_TYPE_INVALID"),
        (under({"text": "x", "url": "not-a-url"}), "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        (
            under({"text": "x", "web_app": {"url": "http://example.org"}}),
            "inline keyboard button Web App URL 'http://example.org' is invalid: Only HTTPS links are allowed",
        ),
        (under({"text": "x", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (under({**OK, "style": "link"}), "BUTTON_STYLE_INVALID"),
        ({"inline_keyboard": [[OK] * 8] * 13}, "reply markup is too long"),
        (under(*[OK] * 9), "reply markup is too long"),
    ],
)  # fmt: skip
def test_refuses_in_telegrams_words(markup: Json, why: str) -> None:
    with pytest.raises(ApiError) as refused:
        keyboards.checked(markup)

    assert refused.value.description == f"Bad Request: {why}"


def test_a_hundred_buttons_are_taken_and_empty_rows_are_not_kept() -> None:
    rows = [[OK] * 8] * 12 + [[OK] * 4, []]

    assert keyboards.checked({"inline_keyboard": rows}) == {"inline_keyboard": rows[:-1]}
    assert keyboards.checked({"inline_keyboard": [[]]}) is None
    assert keyboards.checked({"keyboard": [["x"]], "resize_keyboard": True}) is None
