"""The words of a message: what can be said, and what cannot be made."""

import pytest

from bot.model import message as m


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/2404.00727v2",
        "http://x.example",
        "https://xn--e1afmkfd.xn--p1ai/%D1%8F?a=1&b=2#c",
        "https://127.0.0.1:8080/page",
        "https://doi.org/10.48550/arXiv.2404.00727",
        "https://example.org/路径",
        "tg://resolve?domain=zhaiyao_bot&start=x",
    ],
)
def test_an_address_that_a_client_opens_makes_a_link(url: str) -> None:
    assert m.link("text", url) == m.Link("text", url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "arxiv.org/abs/2404.00727",
        "https://localhost/x",
        "https://user:secret@arxiv.org/",
        "https://arxiv.org:99999/",
        "https://arxiv.org/a b",
        'https://arxiv.org/"onclick="x',
        "https://arxiv.org/\u202e",
        "https://arxiv.org/\ud800",
        "https://\u017farxiv.org\u212a/",
        "https://arxiv..org/",
        "tg://user?id=1",
        "https://arxiv.org/" + "a" * 2048,
    ],
)
def test_any_other_address_leaves_only_the_text(url: str) -> None:
    assert m.link("text", url) == "text"
    with pytest.raises(ValueError, match="no client"):
        m.Link("text", url)


def test_texts_are_built_of_texts() -> None:
    assert m.seq("one") == "one"
    assert m.bold("a", m.italic("b")) == m.Styled("bold", ("a", m.Styled("italic", "b")))
    styles = [style("x") for style in (m.underline, m.strike, m.spoiler, m.mark, m.code)]
    names = [text.style for text in styles if isinstance(text, m.Styled)]
    assert names == ["underline", "strikethrough", "spoiler", "marked", "code"]
    assert m.join(["a", "b", "c"], ", ") == ("a", ", ", "b", ", ", "c")
    assert m.join([]) == ()


def test_blocks_are_built_of_texts() -> None:
    assert m.heading("a", "b", size=3) == m.Heading(("a", "b"), 3)
    assert m.footer("a") == m.Footer("a")
    assert m.details("s", m.paragraph("a")) == m.Details("s", (m.Paragraph("a"),))
    assert m.bullets("a") == m.Points((m.Item((m.Paragraph("a"),)),))
    assert [item.number for item in m.numbered("a", "b").items] == [1, 2]
    table = m.table([m.Column("x"), m.Column("y")], [("1", "2"), ("both",)], caption="c")
    assert table.rows == (m.Row(("1", "2")), m.Row(("both",)))
    assert table.caption == "c"
    assert m.say(m.paragraph("a")) == m.Message((m.Paragraph("a"),))


def test_a_keyboard_has_no_empty_rows() -> None:
    button = m.Button("label", "data", "1")
    assert m.keyboard([button], []) == m.Keyboard(((button,),))
    assert m.keyboard([], []) is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: m.Heading("x", 7),
        lambda: m.Time("x", 0, "YYYY"),
        lambda: m.Table((), ()),
        lambda: m.table([m.Column("x")] * 21, []),
        lambda: m.table([m.Column("x")] * 3, [("1", "2")]),
        lambda: m.Buttons(()),
        lambda: m.Keyboard(()),
        lambda: m.Keyboard(((),)),
        lambda: m.Keyboard(((m.Button("x", "data", "1"),) * 9,)),
        lambda: m.Keyboard(((m.Button("x", "data", "1"),) * 4,) * 26),
        lambda: m.Button(" ", "data", "1"),
        lambda: m.Button("x" * 129, "data", "1"),
        lambda: m.Button("x", "data", ""),
        lambda: m.Button("x", "data", "摘" * 22),
        lambda: m.Button("x", "data", "\ud800"),
        lambda: m.Button("x", "url", "nowhere"),
        lambda: m.Button("x", "copy", ""),
        lambda: m.Button("x", "share", "x" * 257),
    ],
)
def test_what_telegram_never_takes_cannot_be_made(make: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        make()  # type: ignore[operator]


def test_every_action_of_a_button_can_be_made() -> None:
    actions = {"url": "https://arxiv.org/", "data": "1", "copy": "x", "share": "", "search": "q"}
    assert [m.Button("x", action, value).value for action, value in actions.items()] == list(actions.values())  # type: ignore[arg-type]
