"""Whatever is said, every rendering passes the judges, and loses nothing on the way."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose import fit, render_classic, render_html, render_plain, render_rich
from bot.compose.measure import CLASSIC, RICH
from bot.model import message as m
from bot.text import unicode_math
from tests import judges
from tests.compose import strategies

LETTERS = regex.compile(r"[\p{L}\p{N}--[\u115f\u1160\u3164\uffa0]]", regex.VERSION1)


def letters(text: str) -> str:
    return "".join(LETTERS.findall(text))


def spoken(node: object, formula: Callable[[str], str]) -> str:
    """What a message says, letter by letter in the order of reading: known without any renderer."""
    match node:
        case str():
            return node
        case tuple() | list():
            return "".join(spoken(part, formula) for part in node)
        case m.Math() | m.Formula():
            return formula(node.source) if node.source.strip() else ""
        case m.Press():
            return node.button.label
        case m.Styled() | m.Link() | m.Time() | m.Paragraph() | m.Footer() | m.Heading() | m.Fold() | m.Pre():
            return spoken(node.text, formula)
        case m.Quote() | m.Details() | m.Item() | m.Message():
            return spoken(node.blocks, formula)
        case m.Points():
            return spoken(node.items, formula)
        case m.Table():
            return spoken([row.cells for row in node.rows], formula)
    return ""


def drawn(source: str) -> str:
    return unicode_math.plain(source) or source


# Nothing here is repeated in a second part, and nothing that a rendering adds is a letter.
_spoken = st.one_of(
    st.builds(m.Paragraph, strategies.texts),
    st.builds(m.Footer, strategies.texts),
    st.builds(m.Heading, strategies.texts),
    st.builds(m.Fold, strategies.texts),
    st.builds(m.Pre, strategies.strings),
    st.builds(m.Formula, strategies.sources),
    st.builds(m.Divider),
    st.lists(st.tuples(*[strategies.texts] * 3) | st.tuples(strategies.texts), min_size=1, max_size=3).map(
        lambda rows: m.table([m.Column("-", "ref"), m.Column("-", "title"), m.Column("-")], rows)
    ),
    st.lists(strategies.texts, min_size=1, max_size=3).map(lambda texts: m.bullets(*texts)),
    st.lists(st.builds(m.Paragraph, strategies.texts), max_size=3).map(lambda blocks: m.details("-", *blocks)),
    st.lists(st.builds(m.Paragraph, strategies.texts), max_size=3).map(lambda blocks: m.Quote(tuple(blocks))),
)
spoken_messages = st.lists(_spoken, max_size=6).map(lambda blocks: m.say(*blocks))


@given(strategies.messages)
@settings(max_examples=60, deadline=None)
def test_whatever_is_said_is_accepted_as_rich_messages(message: m.Message) -> None:
    for payload in render_rich.render(message):
        assert judges.judge_rich(payload, render_rich.markup(message)) == []


@given(strategies.messages)
@settings(max_examples=60, deadline=None)
def test_whatever_is_said_is_accepted_as_classic_messages(message: m.Message) -> None:
    for text in render_classic.render(message):
        assert judges.judge_classic(text, render_classic.markup(message)) == []


@given(strategies.messages)
@settings(max_examples=40, deadline=None)
def test_whatever_is_said_is_a_page_with_nothing_in_it_but_what_we_wrote(message: m.Message) -> None:
    tags = _tags(render_html.page([message], title="</title><script>", lang='"><script>'))
    assert {name for name, _ in tags} <= _OURS
    for _, attributes in tags:
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        assert attributes.get("href", "https://").startswith(("https://", "http://", "tg://"))


@given(spoken_messages)
@settings(max_examples=60, deadline=None)
def test_every_letter_comes_through_in_its_place(message: m.Message) -> None:
    rich = "".join(map(judges.read_rich, render_rich.render(message)))
    assert letters(rich) == letters(spoken(message, str))
    classic = "".join(judges.read_classic(text)[0] for text in render_classic.render(message))
    assert letters(classic) == letters(spoken(message, drawn)) == letters(render_plain.render(message))


ALPHABETS = {
    "chinese": "提出一种方法，在五个数据集上比较。结果更好！",
    "latin": "We train a model, e.g. a small one. It is better? Yes. ",
    "no blanks": "abcdefghij",
    "markup": "<b>&amp;</a>\"'",
    "accents": "a" + "\u0301" * 30,
    "one letter": "\u0301",
    "flags": "\U0001f1e8\U0001f1f3",
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "hebrew": "שלום עולם. ",
    "astral": "𝒳𝒴",
    "hangul": "\u1112\u1161\u11ab",
    "lines": "line\n",
    "nothing": "\u200b\u202e \u00ad",
}
HOLDERS: dict[str, Callable[[str], m.Block]] = {
    "paragraph": m.paragraph,
    "heading": m.heading,
    "footer": m.footer,
    "pre": m.Pre,
    "fold": m.Fold,
    "formula": m.Formula,
    "mathematics": lambda text: m.paragraph("before ", m.Math(text), " after"),
    "styles": lambda text: m.paragraph(m.bold(m.link(m.mark(text), "https://arxiv.org/"), "end")),
    "quote": lambda text: m.Quote((m.paragraph("first"), m.paragraph(text)), "credit"),
    "details": lambda text: m.details("summary", m.paragraph("first"), m.bullets("second", text)),
    "point": lambda text: m.numbered("first", text, "third"),
    "cell": lambda text: m.table([m.Column("a", "ref"), m.Column("b", "title"), m.Column("c")], [("1", "t", text)]),
    "cells": lambda text: m.table([m.Column("a"), m.Column("b")], [(text, text), ("x", "y")]),
    "across": lambda text: m.table([m.Column("a"), m.Column("b")], [(text,), ("x", "y")]),
    "credit": lambda text: m.Quote((m.paragraph("first"),), text),
    "signed": lambda text: m.Fold("first", text),
    "summary": lambda text: m.details(text, m.paragraph("first" * 10_000)),
    "caption": lambda text: m.table([m.Column("a")], [("x",), ("y" * 5000,)], caption=text),
    "title": lambda text: m.table([m.Column(text), m.Column("b")], [("x" * 5000, "y")]),
    "button": lambda text: m.paragraph(m.Press(m.Button(text[:128], "data", "1")), text),
}
LONG = [(alphabet, "paragraph") for alphabet in ALPHABETS] + [("chinese", holder) for holder in HOLDERS]


@pytest.mark.parametrize(("alphabet", "holder"), LONG)
def test_a_hundred_thousand_letters_come_in_whole_parts(alphabet: str, holder: str) -> None:
    length = 100_000 if holder == "paragraph" else 40_000
    text = (ALPHABETS[alphabet] * length)[:length]
    message = m.Message((HOLDERS[holder](text), m.footer("the end")), m.heading("about"))
    rich, classic = render_rich.render(message), render_classic.render(message)
    assert [complaint for payload in rich for complaint in judges.judge_rich(payload)] == []
    assert [complaint for part in classic for complaint in judges.judge_classic(part)] == []
    for said in (
        "".join(map(judges.read_rich, rich)),
        "".join(judges.read_classic(part)[0] for part in classic),
    ):
        assert len(letters(said)) >= len(letters(text))


@pytest.mark.parametrize("alphabet", ["accents", "flags", "families", "hangul", "astral"])
def test_no_part_begins_or_ends_within_a_character(alphabet: str) -> None:
    text = (ALPHABETS[alphabet] * 9_000)[:9_000]
    whole = regex.findall(r"\X", text)
    parts = [judges.read_classic(part)[0] for part in render_classic.render(m.say(m.paragraph(text)))]
    assert [cluster for part in parts for cluster in regex.findall(r"\X", part)] == whole


@pytest.mark.parametrize("levels", range(10, 17))
@pytest.mark.parametrize("holder", ["paragraph", "heading", "details", "quote", "point", "cell", "across", "caption"])
def test_no_text_is_nested_deeper_than_telegram_takes(levels: int, holder: str) -> None:
    hold: Callable[[m.Text], m.Block] = HOLDERS[holder]  # type: ignore[assignment]
    text = strategies.nested_text(levels)
    message = m.Message((hold(text), m.paragraph("字" * 33_000)), m.heading(text))
    for payload in render_rich.render(message):
        assert judges.judge_rich(payload) == []


def test_a_part_is_filled_to_the_last_letter() -> None:
    message = m.say(m.paragraph("字" * 100_000))
    assert [len(judges.read_rich(payload)) for payload in render_rich.render(message)][:3] == [32_768] * 3
    assert {len(judges.read_classic(text)[0]) for text in render_classic.render(message)[:-1]} == {4096}


def test_a_heading_that_fills_the_message_is_said_once() -> None:
    message = m.Message((m.paragraph("short"),), m.heading("long " * 10_000))
    for ruler in (RICH, CLASSIC):
        parts = fit.split(message, ruler)
        assert all(part.heading is None for part in parts)
    assert all(judges.judge_classic(text) == [] for text in render_classic.render(message))


_OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "article", "div", "p", "a", "b", "i", "u"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "s", "mark", "code", "pre", "span", "time", "footer", "hr"),
    *("blockquote", "cite", "details", "summary", "ul", "ol", "li"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("math", "mrow", "mi", "mn", "mo", "msub", "msup", "mfrac", "mtable", "mtr", "mtd", "mspace", "mtext"),
}  # fmt: skip


def _tags(page: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name: value or "" for name, value in attrs}))

    Reader().feed(page)
    return found
