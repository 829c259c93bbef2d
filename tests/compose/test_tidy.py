"""A message in the shape that Telegram takes."""

import pytest

from bot.compose import texts, tidy
from bot.model import message as m


def only(block: m.Block) -> m.Block:
    (tidied,) = tidy.blocks((block,))
    return tidied


@pytest.mark.parametrize(
    "block",
    [
        m.paragraph(""),
        m.heading(" \u200b"),
        m.footer(m.bold(m.italic(""), ())),
        m.paragraph(m.Math("  ")),
        m.Pre("\n \n"),
        m.Formula(" "),
        m.Fold("", ""),
        m.Quote(()),
        m.Quote((m.paragraph(""),)),
        m.details(""),
        m.bullets("", " "),
        m.table([m.Column("a"), m.Column("b")], [("", " ")]),
    ],
)
def test_what_says_nothing_is_left_out(block: m.Block) -> None:
    assert tidy.blocks((block,)) == ()


def test_what_is_left_of_a_block_is_said_more_simply() -> None:
    assert only(m.Quote((), "somebody")) == m.paragraph("somebody")
    assert only(m.Fold(" ", "somebody")) == m.paragraph("somebody")
    assert only(m.details("summary")) == m.paragraph(m.bold("summary"))
    assert only(m.details("", m.paragraph("inside"))) == m.paragraph("inside")
    assert only(m.table([m.Column("a")], [], caption="nothing today")) == m.paragraph("nothing today")
    assert only(m.bullets("a", "")) == m.bullets("a")


def test_letters_are_clean_and_pieces_are_not_empty() -> None:
    text = m.seq("a\x00", (), ("",), m.bold("b\u202e"), m.link("", "https://arxiv.org/"), m.Time("\r", 0), m.bold(" "))
    assert tidy.text(text) == ("a ", m.bold("b"), " ")
    assert only(m.Pre("\nx\ty\n")) == m.Pre("x y")
    assert only(m.Formula("x\n^2")) == m.Formula("x ^2")
    button = m.Button("\u202e", "data", "1")
    assert only(m.Buttons((button,))) == m.Buttons((m.Button("…", "data", "1"),))
    message = m.Message((m.paragraph("x"),), m.heading("\u200b"), m.keyboard([button]))
    assert tidy.message(message).heading is None
    assert tidy.message(message).keyboard == m.keyboard([m.Button("…", "data", "1")])


def test_what_is_tidy_stays_as_it_is() -> None:
    block = m.paragraph("a", m.bold("b"), m.Math("x"), m.Time("now", 0))
    assert only(block) == block
    assert tidy.is_seen(m.Press(m.Button("x", "data", "1")))
    assert not tidy.is_seen(())


def test_what_is_nested_too_deep_is_said_without_its_looks() -> None:
    text: m.Text = ("deep", m.Math("x^2"), m.Press(m.Button("press", "data", "1")), m.Time("now", 0))
    for _ in range(20):
        text = m.bold(text)
    assert only(m.paragraph(text)) == m.paragraph("deepx^2pressnow")


def test_blocks_nested_too_deep_come_up() -> None:
    for hold in (
        lambda block: m.Quote((block,), "credit"),
        lambda block: m.details("summary", block),
        lambda block: m.Points((m.Item((block,)),)),
    ):
        block: m.Block = m.paragraph("inside")
        for _ in range(20):
            block = hold(block)
        assert "inside" in "".join(_words((only(block),)))


def _words(blocks: tuple[m.Block, ...]) -> list[str]:
    words = []
    for block in blocks:
        match block:
            case m.Paragraph():
                words.append(texts.words(block.text))
            case m.Quote() | m.Details():
                words += _words(block.blocks)
            case m.Points():
                words += [word for item in block.items for word in _words(item.blocks)]
    return words
