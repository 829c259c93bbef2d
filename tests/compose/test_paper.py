from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose import actions, paper, render_classic, render_html, render_rich
from bot.compose.callback import Codec
from bot.model.message import Message
from bot.model.paper import ArxivId, Paper, Texts
from bot.model.reading import Reading
from tests import judges
from tests.compose import factories, strategies
from tests.compose.factories import Long, lines, reader

ID = ArxivId("2404.00001")
CODEC = Codec(*actions.OF_PAPERS, key=b"key")


def detail(*texts: Texts, **known: Any) -> paper.Detail:
    return paper.Detail(Paper(ID, **known), texts or factories.texts())


def test_an_entry_of_which_everything_is_known() -> None:
    known = detail(
        version=2,
        category="cs.CL",
        categories=("cs.CL", "cs.AI"),
        authors=("Ada Example", "Bo Example"),
        published=date(2024, 4, 1),
    )

    assert lines(paper.compose(known, reader("zh_CN"))) == [
        "论数到1",
        "On Counting to 1",
        "arXiv:2404.00001v2 · cs.CL 计算与语言 · cs.AI · 发表于 2024年4月1日星期一",
        "Ada Example, Bo Example",
        "本文从一数到1。",
        "论文摘要",
        "数到1并不容易，我们说明为什么。",
        "论文摘要原文",
        "Counting to 1 is hard. We say why.",
    ]


def test_what_is_not_known_is_left_out() -> None:
    assert lines(paper.compose(paper.Detail(Paper(ID)), reader())) == ["arXiv:2404.00001", "arXiv:2404.00001"]
    assert lines(paper.compose(detail(Texts("en", "One")), reader(reading=Reading.ORIGINAL))) == [
        "One",
        "arXiv:2404.00001",
    ]


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (
            Reading.ORIGINAL,
            [
                "On Counting to 1",
                "arXiv:2404.00001",
                "We count to 1.",
                "Abstract",
                "Counting to 1 is hard. We say why.",
            ],
        ),
        (
            Reading.BOTH,
            [
                *("论数到1", "On Counting to 1", "arXiv:2404.00001", "本文从一数到1。", "We count to 1."),
                *(
                    "Abstract",
                    "数到1并不容易，我们说明为什么。",
                    "Original abstract",
                    "Counting to 1 is hard. We say why.",
                ),
            ],
        ),
    ],
)
def test_what_is_read_is_a_choice(reading: Reading, said: list[str]) -> None:
    assert lines(paper.compose(detail(), reader(reading=reading))) == said


def test_the_original_is_folded_for_who_reads_the_translation() -> None:
    assert "<details><summary>Original abstract</summary>" in render_html.fragment(paper.compose(detail(), reader()))


def test_what_is_not_translated_is_marked() -> None:
    english = Texts("zh", "On Counting", "Counting is hard.", "")
    original = Texts("en", "On Counting", "Counting is hard. Truly.", "We count.")

    assert lines(paper.compose(detail(original, english), reader())) == [
        *("On Counting · not translated", "arXiv:2404.00001", "We count. · not translated"),
        *("Abstract · not translated", "Counting is hard."),
        *("Original abstract", "Counting is hard. Truly."),
    ]


def test_a_translation_in_place_of_the_original_is_marked() -> None:
    assert lines(paper.compose(detail(factories.texts()[1]), reader(reading=Reading.ORIGINAL))) == [
        *("论数到1 · translation", "arXiv:2404.00001", "本文从一数到1。 · translation"),
        *("Abstract · translation", "数到1并不容易，我们说明为什么。"),
    ]


def test_what_the_source_cut_off_is_marked() -> None:
    original = Texts("en", "One", ("word " * 200)[:999] + "w")
    said = lines(paper.compose(detail(original, Texts("zh", "一", "很多词。")), reader()))

    assert said[-3] == "很多词。 The source gives only the first 1,000 characters."
    assert said[-1].endswith(" wordw… The source gives only the first 1,000 characters.")


def test_of_many_authors_some_are_named() -> None:
    authors = tuple(f"Author {n}" for n in range(3_000)), ("A" * 100_000,) * 3
    many, long = (paper.compose(detail(authors=each), reader()) for each in authors)

    assert lines(many)[3].endswith(", Author 11, 2,988 more")
    assert len(lines(long)[3]) < 200


def test_a_too_long_abstract_is_shortened_at_a_sentence_and_says_so() -> None:
    long = Texts("zh", "一", "这是一句不长的话。" * 1_000), Texts("en", "One", "This is a sentence. " * 1_000)
    message = paper.compose(detail(*long), reader("zh_CN"))

    [said] = render_classic.render(message)

    assert said.count('有删节；全文见 <a href="https://arxiv.org/abs/2404.00001">arXiv</a>。') == 2
    assert "的话。… <i>有删节" in said
    assert "a sentence.… <i>有删节" in said


def test_where_nothing_can_be_saved_no_button_says_so() -> None:
    markup = render_rich.markup(paper.compose(paper.Detail(Paper(ID), is_saved=None), reader(), CODEC))

    assert markup
    assert [button["text"] for row in markup["inline_keyboard"] for button in row] == [
        *("arXiv", "PDF", "Similar", "BibTeX", "Share"),
    ]


def test_buttons_lead_on() -> None:
    [codec_less, rich, saved] = [
        render_rich.markup(paper.compose(each, reader(), codec))
        for each, codec in (
            (detail(version=3), None),
            (detail(), CODEC),
            (paper.Detail(Paper(ID), is_saved=True), CODEC),
        )
    ]

    assert [button["text"] for row in rich["inline_keyboard"] for button in row] == [
        *("arXiv", "PDF", "Save", "Similar", "BibTeX", "Share"),
    ]
    data = [CODEC.decode(button.get("callback_data")) for row in rich["inline_keyboard"] for button in row]
    assert data[2:5] == [actions.Save(ID.paper, is_wanted=True), actions.Similar(ID.paper), actions.Bibtex(ID.paper)]
    again = [CODEC.decode(button.get("callback_data")) for row in saved["inline_keyboard"] for button in row]
    assert actions.Save(ID.paper, is_wanted=False) in again
    assert [[(button["text"], button.get("url")) for button in row] for row in codec_less["inline_keyboard"]] == [
        [("arXiv", "https://arxiv.org/abs/2404.00001"), ("PDF", "https://arxiv.org/pdf/2404.00001"), ("Share", None)]
    ]


def test_a_paper_of_the_old_style_has_buttons_as_well() -> None:
    old = paper.Detail(Paper(ArxivId("cond-mat/9901001", 12)))

    assert judges.judge_markup(render_rich.markup(paper.compose(old, reader(), CODEC))) == []


def judge(message: Message) -> None:
    [rich], [classic] = render_rich.render(message), render_classic.render(message)
    assert judges.judge_rich(rich, render_rich.markup(message)) == []
    assert judges.judge_classic(classic, render_classic.markup(message)) == []


HUGE = ("一句。" * 30_000, "A word. " * 12_500, "x" * 100_000, "$\\aleph$ " * 10_000, "$x^2$ and \\(\\foo\\) " * 500)
LONG = st.sampled_from([*map(Long, HUGE)])


@given(
    st.lists(st.builds(Texts, st.sampled_from(("en", "zh")), *[strategies.strings | LONG] * 3), max_size=2),
    st.lists(strategies.strings | LONG, max_size=4),
    st.sampled_from(Reading),
    st.sampled_from(("zh_TW", "ru")),
)
@settings(max_examples=40, deadline=None)
def test_whatever_a_paper_says_its_entry_fits_one_message(
    texts: list[Texts], authors: list[str], reading: Reading, locale: str
) -> None:
    judge(paper.compose(detail(*texts, authors=tuple(authors)), reader(locale, reading=reading), CODEC))
