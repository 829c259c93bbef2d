"""The paginator: as few parts as the limits allow, each whole in itself, nothing lost."""

import pytest

from bot.compose import fit, measure, texts
from bot.compose.measure import CLASSIC, RICH, Ruler
from bot.model import message as m

COLUMNS = (m.Column("Ref", "ref"), m.Column("Title", "title"), m.Column("Summary"))


def entries(count: int, summary: str = "说了什么。") -> list[tuple[m.Text, ...]]:
    link = "https://arxiv.org/abs/2404.{:05}".format
    return [(str(nth), m.link(f"Title {nth}", link(nth)), summary) for nth in range(1, count + 1)]


def table(count: int, summary: str = "说了什么。") -> m.Table:
    return m.table(COLUMNS, entries(count, summary))


def rows(parts: tuple[m.Message, ...]) -> list[m.Row]:
    return [row for part in parts for block in part.blocks if isinstance(block, m.Table) for row in block.rows]


def test_a_short_message_is_one_part_without_a_number() -> None:
    keys = m.keyboard([m.Button("x", "data", "1")])
    message = m.Message((m.paragraph("text"),), m.heading("Title"), keys)
    assert fit.split(message, RICH) == fit.split(message, CLASSIC) == (message,)


@pytest.mark.parametrize("message", [m.say(), m.say(m.paragraph(" \n\u200b")), m.say(m.Divider())])
def test_where_there_is_nothing_to_see_there_is_no_part(message: m.Message) -> None:
    assert fit.split(message, RICH) == ()


def test_a_heading_alone_is_a_message() -> None:
    assert fit.split(m.Message((), m.heading("Title")), RICH) == (m.Message((), m.heading("Title")),)


@pytest.mark.parametrize(("ruler", "count"), [(RICH, 737), (RICH, 498), (CLASSIC, 737), (CLASSIC, 68)])
def test_a_big_day_loses_no_row_and_fills_its_parts(ruler: Ruler, count: int) -> None:
    message = m.Message((table(count), m.footer("end")), m.heading("cs.CL"))
    parts = fit.split(message, ruler)
    assert rows(parts) == list(table(count).rows)
    assert all(isinstance(part.blocks[0], m.Table) and part.blocks[0].columns == COLUMNS for part in parts)
    sizes = [measure.measure(part, ruler) for part in parts]
    assert all(size.fits(ruler.room) for size in sizes)
    entry = ruler.row(table(1), table(1).rows[0])
    for size in sizes[:-1]:
        left = ruler.room.minus(size)
        assert left.units < entry.units + 12 or left.pieces < entry.pieces


def test_five_hundred_blocks_are_exactly_full() -> None:
    message = m.Message((table(496), m.footer("end")), m.heading("cs.CL"))  # and the table, and its first row
    assert len(fit.split(message, RICH)) == 1
    assert len(fit.split(m.Message((table(497), m.footer("end")), m.heading("cs.CL")), RICH)) == 2


def test_each_part_has_its_number_and_the_last_has_the_keyboard() -> None:
    keys = m.keyboard([m.Button("x", "data", "1")])
    message = m.Message((table(1200),), m.heading("cs.CL"), keys)
    parts = fit.split(message, RICH)
    headings = [texts.words(part.heading.text) for part in parts if part.heading]
    assert headings == ["cs.CL · 1/3", "cs.CL · 2/3", "cs.CL · 3/3"]
    assert [part.keyboard for part in parts] == [None, None, keys]
    parts = fit.split(message, RICH, lambda part, of: ("（第 ", m.bold(str(part)), f" 部分，共 {of} 部分）"))
    assert [texts.words(part.heading.text) for part in parts if part.heading][1] == "cs.CL（第 2 部分，共 3 部分）"


def test_what_fits_on_a_page_of_its_own_is_not_cut() -> None:
    long = "一句话。" * 800
    message = m.say(m.paragraph(long), m.details("原文", m.paragraph(long)), m.Quote((m.paragraph(long),)))
    assert [part.blocks for part in fit.split(message, CLASSIC)] == [(block,) for block in message.blocks]


def test_an_entry_is_not_cut_where_it_fits_as_a_whole() -> None:
    message = m.say(table(3, "一句话。" * 600))
    parts = fit.split(message, CLASSIC)
    assert [len(rows((part,))) for part in parts] == [1, 1, 1]


def test_a_heading_goes_with_what_it_is_about() -> None:
    long = m.paragraph("一句话。" * 900)
    message = m.say(long, m.heading("About"), m.heading("More", size=4), long)
    first, second = fit.split(message, CLASSIC)
    assert first.blocks == (long,)
    assert second.blocks == message.blocks[1:]


def test_a_row_that_names_others_goes_with_them() -> None:
    full = [*entries(497), ("Cross-listed",), *entries(3)]
    first, second = fit.split(m.say(m.table(COLUMNS, full)), RICH)
    assert len(rows((first,))) == 497
    assert rows((second,))[0] == m.Row(("Cross-listed",))
    first, second = fit.split(m.say(*[m.paragraph("x")] * 497, m.table(COLUMNS, [("Group",), *entries(3)])), RICH)
    assert (rows((first,)), len(rows((second,)))) == ([], 4)
    assert len(fit.split(m.say(m.table(COLUMNS, [("Group",)] * 600)), RICH)) == 2


def test_a_list_goes_on_in_the_next_part_with_its_numbers() -> None:
    points = m.numbered(*["text"] * 300)
    first, second = fit.split(m.say(m.paragraph("x"), points), RICH)
    items = [block for part in (first, second) for block in part.blocks if isinstance(block, m.Points)]
    assert [item.number for block in items for item in block.items] == list(range(1, 301))
    assert len(items[0].items) == 249
    first, *_ = fit.split(m.say(*[m.Divider()] * 497, m.paragraph("x"), points), RICH)
    assert not any(isinstance(block, m.Points) for block in first.blocks)


def test_a_long_text_is_cut_after_a_sentence() -> None:
    parts = fit.split(m.say(m.paragraph("说一句话。" * 1000)), CLASSIC)
    assert len(parts) == 2
    for part in parts:
        assert isinstance(part.blocks[0], m.Paragraph)
        assert texts.words(part.blocks[0].text).endswith("。")


def test_styles_and_links_go_on_after_a_cut() -> None:
    message = m.say(m.paragraph(m.bold(m.link("字" * 5000, "https://arxiv.org/"), " and the end")))
    first, second = fit.split(message, CLASSIC)
    assert first.blocks == (m.paragraph(m.bold(m.link("字" * 4096, "https://arxiv.org/"))),)
    assert second.blocks == (m.paragraph(m.bold(m.link("字" * 904, "https://arxiv.org/"), " and the end")),)


def test_a_hundred_entities_are_the_most() -> None:
    words = [m.italic(str(nth)) for nth in range(250)]
    parts = fit.split(m.say(m.paragraph(m.join(words, " "))), CLASSIC)
    assert [measure.measure(part, CLASSIC).pieces for part in parts] == [100, 100, 50]


def test_whether_it_fits_is_told_without_rendering() -> None:
    assert fit.fits(m.say(table(20)), CLASSIC)
    assert not fit.fits(m.say(table(200)), CLASSIC)
    assert measure.measure(m.Message((m.paragraph("四个字。"),), m.heading("ab")), RICH) == (6, 2)


def test_a_row_longer_than_a_part_is_cut_between_its_cells_and_within_them() -> None:
    cells = ("1", m.seq("t" * 4000, m.Math("x")), "v" * 5000)
    parts = fit.split(m.say(m.table(COLUMNS, [cells, ("2", "u", "w")])), CLASSIC)
    said = [[texts.words(cell) for cell in row.cells] for row in rows(parts)]
    assert ["".join(column) for column in zip(*said, strict=True)] == [
        "12",
        "t" * 4000 + "xu",
        "v" * 5000 + "w",
    ]
    exact = ("1", "t" * 4090, "v" * 4000)  # after the second no letter of the third has room
    first, second = fit.split(m.say(m.table((m.Column(""),) * 3, [exact])), CLASSIC)
    assert rows((first, second)) == [m.Row(("1", "t" * 4090, "")), m.Row(("", "", "v" * 4000))]
