from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose import daily, render_classic, render_html, render_plain, render_rich
from bot.model.digest import Kind
from bot.model.message import Table
from bot.model.paper import ArxivId, Texts
from bot.model.reading import Hit, Layout, PaperRow, Reading
from tests import judges
from tests.compose import factories, strategies
from tests.compose.factories import Long, lines, reader, row, selection

MARKED = Hit("Counting", (("count",),))


def test_a_post_of_a_day() -> None:
    message = daily.compose(selection(row(1), row(2), source="example.org"), reader("zh_CN"))

    assert lines(message) == [
        "cs.CL 计算与语言 · 2024年4月1日星期一 · 2 篇论文",
        "[1] 论数到1",
        "本文从一数到1。",
        "[2] 论数到2",
        "本文从一数到2。",
        "公布 2 · 新论文 2 · 显示 2",
        "来源：example.org · #cs_CL #arXiv",
    ]


def test_topics_come_first_then_new_then_cross_listed_then_replaced_then_what_is_unknown() -> None:
    rows = [
        row(1, kind=None),
        row(2, kind=Kind.REPLACE_CROSS, version=None),
        row(3, kind=Kind.REPLACE, version=3),
        row(4, kind=Kind.CROSS),
        row(5),
        row(6, kind=Kind.REPLACE, version=2, hits=(MARKED,)),
    ]

    assert lines(daily.compose(selection(*rows), reader()))[1:-2] == [
        *("Your topics · 1", "[1] 论数到6", "★ Counting · replaced v2", "本文从一数到6。"),
        *("New · 1", "[2] 论数到5", "本文从一数到5。"),
        *("Cross-listed · 1", "[3] 论数到4", "cross-listed", "本文从一数到4。"),
        *("Replaced · 2", "[4] 论数到2", "replaced · cross-listed", "本文从一数到2。"),
        *("[5] 论数到3", "replaced v3", "本文从一数到3。"),
        *("Kind unknown · 1", "[6] 论数到1", "本文从一数到1。"),
    ]


def test_cards_have_title_summary_and_ref_under_each_other() -> None:
    rows = row(1), row(2, kind=Kind.CROSS, feeds=("cs.CL", "cs.AI"))

    assert lines(daily.compose(selection(*rows), reader(layout=Layout.CARDS)))[1:-2] == [
        *("New · 1", "1. 论数到1", "本文从一数到1。", "2404.00001"),
        *("Cross-listed · 1", "2. 论数到2", "本文从一数到2。", "2404.00002 · cross-listed · CL·AI"),
    ]


@pytest.mark.parametrize(("layout", "name"), [(Layout.TABLE, "1"), (Layout.CARDS, "2404.00001")])
def test_titles_lead_to_arxiv_and_refs_to_the_bot(layout: Layout, name: str) -> None:
    [classic] = render_classic.render(daily.compose(selection(row(1)), reader(bot="a_bot", layout=layout)))

    assert '<a href="https://arxiv.org/abs/2404.00001">论数到1</a>' in classic
    assert f'<a href="https://t.me/a_bot?start=2404_00001">{name}</a>' in classic


def test_matched_words_are_emphasised() -> None:
    texts = (
        Texts("en", "Count, counted, discounts", summary="No count of $count$"),
        Texts("zh", "从不计数", summary="计数"),
    )
    hits = (MARKED, Hit("计数", (("计数",), ())))
    message = daily.compose(selection(row(1, texts=texts, hits=hits)), reader(reading=Reading.BOTH))

    page = render_html.fragment(message)

    assert "<mark>Count</mark>, <mark>counted</mark>, discounts" in page
    assert "从不<mark>计数</mark></a>" in page
    assert "No <mark>count</mark> of <math" in page


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (Reading.CHINESE, ["[1] 论数到1", "本文从一数到1。"]),
        (Reading.ORIGINAL, ["[1] On Counting to 1", "We count to 1."]),
        (Reading.BOTH, ["[1] 论数到1", "On Counting to 1", "本文从一数到1。", "We count to 1."]),
    ],
)
def test_what_is_read_is_a_choice(reading: Reading, said: list[str]) -> None:
    assert lines(daily.compose(selection(row(1)), reader(reading=reading)))[1:-2] == said


def test_the_host_may_offer_another_language() -> None:
    texts = (*factories.texts(), Texts("ru", "О счёте", summary="Мы считаем."))

    assert lines(daily.compose(selection(row(1, texts=texts)), reader(language="ru")))[1:3] == [
        "[1] О счёте",
        "Мы считаем.",
    ]


def test_taiwan_reads_traditional_characters_but_formulas_stay() -> None:
    texts = (Texts("zh", "论 $\\text{数}_1$ 的计算", summary="计算机"), Texts("en", "Counting"))
    message = daily.compose(selection(row(1, texts=texts)), reader("zh_TW"))

    assert lines(message)[1:3] == ["[1] 論 数₁ 的計算", "電腦"]


def test_what_is_not_translated_is_marked_and_counted() -> None:
    english = Texts("zh", "On Counting to 1", summary="We count.")
    rows = row(1, texts=(Texts("en", "On Counting to 1"), english)), row(2, texts=factories.texts()[:1])

    assert lines(daily.compose(selection(*rows), reader()))[1:-1] == [
        *("[1] On Counting to 1", "not translated", "We count. · not translated"),
        *("[2] On Counting to 1", "not translated", "We count to 1. · not translated"),
        "2 announced · 2 new · 2 shown · 2 not translated",
    ]


def test_a_translation_in_place_of_the_original_is_marked() -> None:
    message = daily.compose(selection(row(1, texts=factories.texts()[1:])), reader(reading=Reading.ORIGINAL))

    assert lines(message)[1:3] == ["[1] 论数到1", "translation"]


def test_a_paper_of_which_nothing_is_known_is_named_by_its_id() -> None:
    bare = PaperRow(ArxivId("2404.00009"))

    assert lines(daily.compose(selection(bare, row(1)), reader()))[-4:-2] == ["[2] arXiv:2404.00009", "no summary"]
    assert lines(daily.compose(selection(bare), reader()))[1:-2] == ["[1] arXiv:2404.00009"]
    assert lines(daily.compose(selection(bare), reader(layout=Layout.CARDS)))[1:-2] == [
        "1. arXiv:2404.00009",
        "2404.00009",
    ]


def test_words_that_nobody_sees_are_none() -> None:
    unseen = Texts("zh", "\u3164{}", summary="\u200b"), Texts("en", "", summary="$ $")

    assert lines(daily.compose(selection(row(1, texts=unseen)), reader()))[1:-2] == ["[1] arXiv:2404.00001"]


def test_where_nobody_wrote_a_summary_there_is_no_column_for_it() -> None:
    message = daily.compose(selection(row(1, texts=(Texts("en", "One"),))), reader(reading=Reading.ORIGINAL))
    [table] = [block for block in message.blocks if isinstance(block, Table)]

    assert [column.title for column in table.columns] == ["#", "Title"]


def test_no_more_rows_than_wanted_and_how_many_more_there_are_and_where() -> None:
    rows = *map(row, range(1, 5)), row(5, hits=(MARKED,))
    message = daily.compose(selection(*rows), reader(bot="a_bot", max_rows=2))

    assert lines(message)[1:] == [
        *("Your topics · 1", "[1] 论数到5", "★ Counting", "本文从一数到5。"),
        *("New · 4", "[2] 论数到1", "本文从一数到1。"),
        "3 more papers are in the whole digest.",
        "5 announced · 5 new · 2 shown",
        "#cs_CL #arXiv",
    ]
    assert "the whole digest <https://t.me/a_bot?start=d20240401_cs_CL>." in render_plain.render(
        message, with_links=True
    )


def test_the_arithmetic_says_what_was_left_out() -> None:
    picked = selection(row(1), row(2, kind=Kind.CROSS), filtered=(Kind.REPLACE, Kind.REPLACE_CROSS, None))

    assert lines(daily.compose(picked, reader()))[-2] == (
        "5 announced · 1 new · 1 cross-listed · 2 replaced · 1 of unknown kind · 3 filtered out · 2 shown"
    )


def test_a_day_without_papers_is_a_short_friendly_message() -> None:
    assert lines(daily.compose(selection(), reader())) == [
        "cs.CL Computation and Language · Monday, April 1, 2024",
        "No papers on this day. The next digest comes when there are some.",
        "#cs_CL #arXiv",
    ]


def test_a_day_of_which_nothing_was_chosen_says_so() -> None:
    assert lines(daily.compose(selection(filtered=(Kind.CROSS,)), reader()))[1:] == [
        "1 paper was announced, but not of a kind that you chose.",
        "1 announced · 1 cross-listed · 1 filtered out",
        "#cs_CL #arXiv",
    ]


def test_a_feed_without_a_readable_name_is_named_once() -> None:
    picked = selection(row(1), key=replace(factories.KEY, feed="new-arch.XY"))

    assert lines(daily.compose(picked, reader()))[0] == "new-arch.XY · Monday, April 1, 2024 · 1 paper"
    assert lines(daily.compose(picked, reader()))[-1] == "#new_arch_XY #arXiv"


def test_feeds_of_several_archives_are_named_in_full() -> None:
    feeds = ("cs.CL", "stat.ML"), ("q-fin", "q-fin.ST"), ("cs.CL",), tuple(f"cs.A{letter}" for letter in "ABCDEFGHI")
    said = lines(daily.compose(selection(*(row(n, feeds=each) for n, each in enumerate(feeds, 1))), reader()))

    assert [said[2], said[5], said[10]] == ["cs.CL·stat.ML", "q-fin·ST", "AA·AB·AC·AD·AE·AF·AG·AH…"]


def test_a_topic_with_a_long_name_is_named_shortly() -> None:
    said = lines(daily.compose(selection(row(1, hits=(Hit("x" * 1_000),))), reader()))

    assert said[2] == f"★ {'x' * 39}…"


def test_an_unknown_locale_falls_back_along_its_parents() -> None:
    assert lines(daily.compose(selection(), reader("zh-Hant-HK-x-own")))[0] == "cs.CL 計算與語言 · 2024年4月1日 星期一"


def test_hashtags_can_be_touched() -> None:
    assert judges.detected(render_plain.render(daily.compose(selection(), reader())))[-2:] == ["#cs_CL", "#arXiv"]


def hostile_rows() -> st.SearchStrategy[PaperRow]:
    text = strategies.strings | st.sampled_from((Long("$\\aleph$ x" * 200), Long("一句。" * 20_000)))
    told = st.builds(Texts, st.sampled_from(("en", "zh")), text, text, text)
    hits = st.builds(Hit, strategies.strings, st.just((("x",), ("一句",), ("y", "z"))))
    return st.builds(
        PaperRow,
        id=st.builds(lambda n: ArxivId(f"2404.{n:05}"), st.integers(1, 99999)),
        texts=st.lists(told, max_size=2).map(tuple),
        kind=st.none() | st.sampled_from(Kind),
        version=st.none() | st.integers(1, 9),
        feeds=st.sampled_from(((), ("cs.CL", "cs.AI"))),
        hits=st.lists(hits, max_size=6).map(tuple),
        why=strategies.strings,
    )


@given(
    st.lists(hostile_rows(), max_size=4),
    st.sampled_from(Layout),
    st.sampled_from(Reading),
    st.sampled_from(("zh_TW", "ru")),
)
@settings(max_examples=60, deadline=None)
def test_whatever_papers_say_each_is_one_row_that_telegram_takes(
    rows: list[PaperRow], layout: Layout, reading: Reading, locale: str
) -> None:
    message = daily.compose(selection(*rows), reader(locale, bot="a_bot", layout=layout, reading=reading))

    rich, classic = render_rich.render(message), render_classic.render(message)

    assert [judges.judge_rich(part) for part in rich] == [[]] * len(rich)
    assert [judges.judge_classic(part) for part in classic] == [[]] * len(classic)
    for parts in (list(map(str, rich)), classic):
        for each in rows:
            said = sum(
                part.count(f"https://arxiv.org/abs/{each.id}'") + part.count(f'https://arxiv.org/abs/{each.id}"')
                for part in parts
            )
            assert said == sum(other.id == each.id for other in rows)
