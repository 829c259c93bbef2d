"""Tokens and groups, and the cursor over them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.text import symbols, tex
from bot.text.tex import Group


def cursor(source: str) -> tex.Cursor:
    return tex.Cursor(tex.parse(source).items)


def test_braces_make_groups() -> None:
    assert tex.parse(r"a{b\c}d").items == ["a", Group(["b", "\\c"], is_closed=True), "d"]
    assert tex.parse("a{b").items == ["a", Group(["b"])]
    assert tex.parse("a}b").items == ["a", "b"]


def test_braces_too_deep_are_ignored() -> None:
    depth = tex.DEEPEST + 5
    root = tex.parse("{" * depth + "x" + "}" * depth + "y")
    assert root.items[-1] == "y"
    assert tex.source_of(root.items).count("{") == tex.DEEPEST - 1


@given(st.text(alphabet="\\ab{}$^_~-'`\"", max_size=40))
def test_tokens_are_the_text_but_for_braces(source: str) -> None:
    bare = source.replace("\\{", "").replace("\\}", "")
    seen = tex.source_of(tex.parse(bare).items)
    assert seen.replace("{", "").replace("}", "") == bare.replace("{", "").replace("}", "")


def test_an_argument_is_a_group_a_character_or_a_command_with_its_own() -> None:
    assert cursor(" {ab}c").argument() == ["ab"]
    assert cursor(" abc").argument() == ["a"]
    assert cursor(r"\frac{1}{2}x").argument() == ["\\frac", Group(["1"], is_closed=True), Group(["2"], is_closed=True)]
    assert cursor(r"\alpha x").argument() == ["\\alpha"]
    assert cursor(r"\hat\mathbf x").argument() == ["\\hat", "\\mathbf", "x"]
    assert cursor(r"\hat{x}").argument() == ["\\hat", Group(["x"], is_closed=True)]
    assert cursor(r"\hat").argument() == ["\\hat"]
    assert cursor("").argument() == []


def test_an_option_is_short_and_plain() -> None:
    walk = cursor("[3]x")
    assert walk.option() == "3"
    assert walk.take() == "x"
    assert cursor("[3").option() is None
    assert cursor("{[3]}").option() is None


def test_letters_of_fonts() -> None:
    assert symbols.letters("mathbb", "R") == "ℝ"
    assert symbols.letters("boldsymbol", "θ") == "𝛉"
    assert symbols.letters("mathbf", "ж") == "ж"
    assert symbols.letters("mathcal", "ж") == "ж"
    assert symbols.letters("mathbb", "\x00") == "\x00"


def test_dingbats_are_nobodys_meaning() -> None:
    assert symbols.symbol("anchor") is None
    assert symbols.symbol("alpha") == "α"
    assert symbols.symbol("unheardof") is None


def test_beginnings_of_commands() -> None:
    assert symbols.is_beginning("varep")
    assert symbols.is_beginning("")
    assert not symbols.is_beginning("zzz")
    assert not symbols.is_beginning("!")
