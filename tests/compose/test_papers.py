from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose import actions, papers, render_classic, render_rich
from bot.compose.callback import Codec
from bot.model.message import Button
from bot.model.reading import Hit, PaperRow, Reading
from tests import judges
from tests.compose.factories import lines, reader, row
from tests.compose.test_daily import hostile_rows

CODEC = Codec(*actions.OF_PAPERS)


def test_a_list_says_why_each_is_there() -> None:
    rows = row(1, why="Saved on Monday"), row(2, hits=(Hit("Counting"),))
    message = papers.compose(papers.Page("Saved papers", rows), reader())

    assert lines(message) == [
        "Saved papers",
        *("1. 论数到1", "本文从一数到1。", "2404.00001", "Saved on Monday"),
        *("2. 论数到2", "本文从一数到2。", "2404.00002 · ★ Counting"),
    ]


def test_a_page_says_which_of_how_many_it_shows() -> None:
    page = papers.Page("Found", tuple(map(row, range(1, 4))), first=11, total=57)
    message = papers.compose(page, reader(), CODEC, [Button("‹", "data", "x"), Button("›", "data", "y")])
    markup = render_rich.markup(message)

    assert lines(message)[-1] == "11–13 of 57"
    assert markup
    assert [[button["text"] for button in row] for row in markup["inline_keyboard"]] == [["11", "12", "13"], ["‹", "›"]]
    assert CODEC.decode(markup["inline_keyboard"][0][1]["callback_data"]) == actions.Show("2404.00002")


def test_of_a_long_list_the_first_ones_are_shown() -> None:
    message = papers.compose(papers.Page("Found", tuple(map(row, range(1, 30)))), reader(), CODEC)

    assert lines(message)[-1] == "1–10 of 29"
    assert message.keyboard
    assert [len(row) for row in message.keyboard.rows] == [5, 5]


def test_an_empty_list_says_so() -> None:
    assert lines(papers.compose(papers.Page("Found", ()), reader())) == ["Found", "No papers here."]
    assert lines(papers.compose(papers.Page("Found", (), if_empty="Try fewer words."), reader())) == [
        "Found",
        "Try fewer words.",
    ]


@given(st.lists(hostile_rows(), max_size=12), st.sampled_from(Reading), st.sampled_from(("zh_CN", "ru")))
@settings(max_examples=30, deadline=None)
def test_whatever_papers_say_their_list_fits_one_message(rows: list[PaperRow], reading: Reading, locale: str) -> None:
    page = papers.Page("x" * 5_000, tuple(rows), total=10_000)
    message = papers.compose(page, reader(locale, bot="a_bot", reading=reading), CODEC)

    [rich], [classic] = render_rich.render(message), render_classic.render(message)

    assert judges.judge_rich(rich, render_rich.markup(message)) == []
    assert judges.judge_classic(classic, render_classic.markup(message)) == []
    assert all(classic.count(f"{each.id}") for each in rows[: papers.MOST])


def test_of_papers_too_long_for_one_message_the_first_are_shown() -> None:
    topics = tuple(Hit(f"{nth}" + "\U0001d54f" * 90) for nth in range(4))
    rows = tuple(row(n, hits=topics, why="\U0001d54f" * 300, feeds=("cs.CL",) * 9) for n in range(1, 11))
    message = papers.compose(papers.Page("Found", rows), reader(bot="a_bot", reading=Reading.BOTH), CODEC)

    [classic] = render_classic.render(message)

    shown = classic.count("<b>") - 1
    assert 0 < shown < len(rows)
    assert f"1–{shown} of 10" in classic
    assert message.keyboard
    assert sum(map(len, message.keyboard.rows)) == shown
