"""Rich texts counted, cut and shortened."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.compose import texts, tidy
from bot.model import message as m
from tests.compose import strategies


def test_a_text_that_is_short_enough_is_itself() -> None:
    text = m.seq("Some ", m.bold("text"), ".")
    assert texts.shorten(text, 10) is text


def test_a_long_text_keeps_whole_sentences() -> None:
    text = m.seq("第一句。", m.bold("第二句。"), "第三句很长很长很长。")
    assert texts.words(texts.shorten(text, 12)) == "第一句。第二句。…"


def test_without_a_whole_sentence_it_keeps_whole_words() -> None:
    assert texts.words(texts.shorten("one two three four", 12)) == "one two…"
    assert texts.words(texts.shorten("one two, three four", 12, " [cut]")) == "one [cut]"
    assert texts.shorten("word", 2, "…") == ("w", "…")
    assert texts.shorten("👨‍👩‍👧👨‍👩‍👧", 9) == ("👨‍👩‍👧", "…")
    assert texts.shorten("👨‍👩‍👧", 3) == "…"


def test_a_formula_is_kept_whole_or_left_out() -> None:
    text = m.seq("Let ", m.Math("x" * 30), " be given.")
    assert texts.words(texts.shorten(text, 20)) == "Let…"
    assert texts.words(texts.shorten(text, 36)) == "Let " + "x" * 30 + "…"


@given(strategies.texts.map(tidy.text), st.integers(1, 40))
def test_a_shortened_text_is_within_the_limit_and_the_beginning_of_it(text: m.Text, limit: int) -> None:
    short = texts.shorten(text, limit)
    assert texts.units(short) <= limit
    assert short is text or texts.words(text).startswith(texts.words(short).removesuffix("…"))


@given(strategies.texts.map(tidy.text), st.integers(1, 20))
def test_a_text_in_two_is_the_text(text: m.Text, room: int) -> None:
    head, tail = texts.split(text, lambda part: texts.units(part) <= room)
    assert _tight(texts.words(head) + texts.words(tail)) == _tight(texts.words(text))
    assert texts.spell(head) or not texts.spell(text)


def test_what_cannot_be_cut_is_its_words_where_it_does_not_fit() -> None:
    button = m.Button("label", "data", "1")
    text = (m.Math("long"), m.bold(m.Math("a")), m.Time("today", 0), m.Press(button), "x")
    loose = texts.loosen(text, lambda part: texts.units(part) < 2)
    assert loose == ("long", m.bold(m.Math("a")), "today", "label", "x")


def _tight(text: str) -> str:
    return regex.sub(r"\s", "", text)
