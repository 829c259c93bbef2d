from bot.compose import wording
from bot.model.message import Math, mark, seq


def test_a_text_without_latex_is_a_string_without_stray_blanks() -> None:
    assert wording.draw("  Counting \n twice ") == "Counting twice"
    assert wording.draw(" ") == ""


def test_formulas_are_drawn_in_their_place() -> None:
    assert wording.draw("A $x^2$ of $\\beta$.") == ("A ", Math("x^2"), " of ", Math("\\beta"), ".")


def test_what_is_drawn_once_is_not_drawn_again() -> None:
    assert wording.draw("An $x^2$.") is wording.draw("An $x^2$.")


def test_too_many_formulas_stay_their_source() -> None:
    drawn = wording.draw("$x^2$ and $y^2$")

    assert wording.flatten(drawn, 2) is drawn
    assert wording.flatten(drawn, 1) == "x^2 and y^2"
    assert wording.flatten("plain", 0) == "plain"


def test_words_that_overlap_are_marked_as_one() -> None:
    phrases = [("语言",), ("言模", "模型"), ("count",), ()]

    assert wording.emphasise("大语言模型 counts", phrases, 9) == ("大", mark("语言模型"), " ", mark("counts"), "")


def test_a_phrase_is_marked_where_its_words_follow_each_other() -> None:
    marked = wording.emphasise("neural net, a net neural", [("neural", "net")], 9)

    assert marked == ("", mark("neural net"), ", a net neural")


def test_of_many_words_the_first_are_marked() -> None:
    text = seq("a b ", (Math("x"), " a"), "…")

    assert wording.emphasise(text, [("a",)], 1) == ("", mark("a"), " b ", Math("x"), " a", "…")
    assert wording.emphasise(text, [], 1) is text
