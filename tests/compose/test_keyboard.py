"""Buttons as Telegram takes them, in rows that a phone has room for."""

import pytest

from bot.compose import keyboard
from bot.model import message as m
from tests import judges


def _buttons(*labels: str) -> list[m.Button]:
    return [m.Button(label, "data", "1") for label in labels]


@pytest.mark.parametrize(
    ("labels", "beside", "sizes"),
    [
        ("abs PDF BibTeX 保存 相似", 8, [4, 1]),
        ("一个很长很长的按钮 另一个很长很长的按钮", 8, [1, 1]),
        ("1 2 3 4 5 6 7 8 9", 8, [8, 1]),
        ("1 2 3 4 5", 2, [2, 2, 1]),
        ("x" * 60, 8, [1]),
        ("", 8, []),
    ],
)
def test_rows_are_as_wide_as_a_phone(labels: str, beside: int, sizes: list[int]) -> None:
    rows = keyboard.rows(_buttons(*labels.split()), beside)
    assert [len(row) for row in rows] == sizes
    assert [button.label for row in rows for button in row] == labels.split()


def test_each_action_has_its_field() -> None:
    keys = m.keyboard(
        [m.Button("a", "url", "https://arxiv.org/"), m.Button("b", "data", "1", "danger")],
        [m.Button("c", "copy", "x"), m.Button("d", "share", ""), m.Button("\u202e", "search", "q")],
    )
    markup = keyboard.markup(keys)
    assert judges.judge_markup(markup) == []
    assert markup == {
        "inline_keyboard": [
            [
                {"text": "a", "url": "https://arxiv.org/"},
                {"text": "b", "callback_data": "1", "style": "danger"},
            ],
            [
                {"text": "c", "copy_text": {"text": "x"}},
                {"text": "d", "switch_inline_query": ""},
                {"text": "…", "switch_inline_query_current_chat": "q"},
            ],
        ]
    }
    assert keyboard.markup(None) is None
