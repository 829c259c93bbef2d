"""Letters as Telegram counts and takes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compose import letters


def test_letters_that_telegram_takes_stay() -> None:
    text = "摘要 β “quoted” 👨‍👩‍👧 שלום\u200f\n"
    assert letters.clean(text) == text


def test_letters_that_it_refuses_go() -> None:
    assert letters.clean("a\x00b\tc\r\nd\u202ee\u2067f\u2028g\ud800h") == "a b c\ndef\ng\ufffdh"


@pytest.mark.parametrize("text", ["", " \n", "\u200b\ufeff", "\u202e", "\u3164", "\u0301", "\u00ad\u2060"])
def test_what_cannot_be_seen_is_not_visible(text: str) -> None:
    assert not letters.is_visible(text)


@pytest.mark.parametrize("text", ["a", " 摘", "\u200b.", "\U0001f600", "\ue000"])
def test_what_can_be_seen_is_visible(text: str) -> None:
    assert letters.is_visible(text)


def test_a_label_is_one_visible_line() -> None:
    assert letters.label(" a\n b ") == "a b"
    assert letters.label("\u202e") == "…"


@given(st.text(), st.integers(0, 30))
def test_lengths_are_utf_16_units(text: str, room: int) -> None:
    assert letters.units(text) == sum(2 if letter > "\uffff" else 1 for letter in text)


@pytest.mark.parametrize(
    ("text", "limit", "first"),
    [
        ("One sentence. Another one here.", 20, "One sentence."),
        ("一个句子。第二个句子在这里。", 9, "一个句子。"),
        ("他说：“好。”然后走了，再也没有回来。", 9, "他说：“好。”"),
        ("See Fig. 3 and e.g. the other, longer one.", 32, "See Fig. 3 and e.g. the other, "),
        ("By J. Smith et al. in the year of grace", 30, "By J. Smith et al. in the "),
        ("A title of some length\nThe text. More of it, and more", 30, "A title of some length\n"),
        ("Short\nA text that goes on. And on and on and on", 40, "Short\nA text that goes on."),
        ("nothingbutoneword", 5, "nothi"),
        ("ab\U0001f468\u200d\U0001f469\u200d\U0001f467cd", 4, "ab"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467cd", 3, "\U0001f468\u200d\U0001f469"),
        ("ab\U0001f1e8\U0001f1f3\U0001f1e8\U0001f1f3", 5, "ab\U0001f1e8\U0001f1f3"),
        ("no.1 \u0301is it", 5, "no.1"),
        ("x", 1, "x"),
        ("xy", 0, "x"),
    ],
)
def test_a_cut_is_at_the_best_place(text: str, limit: int, first: str) -> None:
    assert text[: letters.cut(text, limit)] == first


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("One sentence. Another one here.", 20, "One sentence."),
        ("He went. And then there was a very long one", 40, "He went. And then there was a very long "),
        ("nothingbutoneword", 5, "nothi"),
        ("anything", 0, ""),
    ],
)
def test_an_end_is_at_a_sentence_or_a_word(text: str, limit: int, kept: str) -> None:
    assert text[: letters.cut_short(text, limit)] == kept
