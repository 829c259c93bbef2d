"""What is clickable is what TDLib says is clickable, as far as this reads it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tdjson import td_execute

from bot.playground.server import detect, markup

KINDS = {"BotCommand": "bot_command", "Mention": "mention", "Hashtag": "hashtag", "Url": "url"}
PIECES = ["/", "start", "@", "zhaiyao_bot", " ", "\n", ",", "_", "1", "字", "<", ">", "😀", "(", ")", "#", "#tag", "x"]


def tdlib(text: str) -> list[tuple[int, int, str]]:
    answer = json.loads(td_execute(json.dumps({"@type": "getTextEntities", "text": text}).encode()))
    found = [
        (each["offset"], each["length"], each["type"]["@type"].removeprefix("textEntityType"))
        for each in answer["entities"]
    ]
    return [(offset, length, KINDS[kind]) for offset, length, kind in found if kind in KINDS]


def ours(text: str) -> list[tuple[int, int, str]]:
    return [(entity.offset, entity.length, entity.kind) for entity in detect.detect(text)]


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_detects_what_tdlib_detects(text: str) -> None:
    assert ours(text) == tdlib(text)


@pytest.mark.parametrize(
    "text",
    [
        "arxiv.org/abs/2404.00727", "see https://arxiv.org/abs/2404.00727v1.", "(https://arxiv.org/abs/2404.00727)",
        "https://arxiv.org/abs/2404.00727, and more", "字https://example.org/字", "https://example.org/a_(b)",
        "https://example.org/a)", "https://example.org?x=1&y=2#z", "HTTPS://EXAMPLE.ORG", "https://example.org/x!",
        "https://example.org:80/x", "t.me/zhaiyao_bot?start=x", "2404.00727", "cs.CL and cs.AI", "a..org",
        "/help@zhaiyao_bot x",
    ],
)  # fmt: skip
def test_detects_links(text: str) -> None:
    assert ours(text) == tdlib(text)


def test_detects_nothing_in_what_was_marked_hard() -> None:
    letters, entities = markup.parse("<code>/start</code> <b>/help</b> <a href='example.org'>arxiv.org</a>")

    assert [(one.kind, one.offset) for one in detect.merge(entities, letters)] == [
        ("code", 0),
        ("bold", 7),
        ("bot_command", 7),
        ("text_link", 13),
    ]
