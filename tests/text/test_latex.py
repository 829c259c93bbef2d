"""Texts as prose and formulas."""

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import latex
from bot.text.latex import Formula, Prose

HOSTILE = [
    *("$", "{", "\\", "}", "$x", "$5 ", "$$", "\\(", "\\[ ", "\\begin{math}", "\\text{", "$\\text{$x", "\\textit"),
    *("\\hat", "\\hat{", "\\sqrt[", "\\frac", "x_", "x^", "^{", "~", "''", "`", "``", "--", "https://a_", "\\cite{"),
    *("\\c ", "\\unknown{", "{a,", "\\left(", "\\not", "$中", "\\\"", "\\label{$x$}", "a b", "\\'\\"),
]  # fmt: skip


def test_a_text_without_latex_is_returned_as_it_is() -> None:
    assert latex.split("Plain words, 50% of them.") == (
        Prose("Plain words, 50% of them.", "Plain words, 50% of them."),
    )
    assert latex.split("") == ()


def test_prose_and_formulas_alternate() -> None:
    assert latex.split(r"Let \emph{any} $x^2$ be $$y$$.") == (
        Prose(r"Let \emph{any} ", "Let any "),
        Formula("$x^2$", "x^2"),
        Prose(" be ", " be "),
        Formula("$$y$$", "y", is_display=True),
        Prose(".", "."),
    )


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("H$_2$O and CO$_{2}$", "H₂O and CO₂"),
        ("10$-$90 and 5$\\times$", "10−90 and 5×"),
        ("the $93.2\\%$ of $3$D", "the 93.2% of 3D"),
        (r"$\textbf{Hyp}$erbolic", "Hyperbolic"),
        (r"$\textit{Some words ($x_i$)}$", "Some words (xᵢ)"),
        (r"${\rm gas}$, $\mathrm{KL}$, $\it{Wet Hen}$", "gas, KL, Wet Hen"),
        (r"$\emph{so}$", "so"),
        (r"see $\href{https://a.example}{here}$", "see here (https://a.example)"),
        (r"a$\unicode{x2013}$b", "a–b"),
        (r"none $\hspace{1em}$ here", "none  here"),
        ("M$_\\odot$", "M_⊙"),
        ("$5 to $10", "$5 to $10"),
        ("a bound of $O(\\sqrt{n", "a bound of O(√n"),
    ],
)
def test_words_signs_and_scripts_between_dollars_are_prose(text: str, seen: str) -> None:
    assert latex.split(text) == (Prose(text, seen),)


@pytest.mark.parametrize(
    "text",
    [
        "$x$",
        r"$\mathrm{P}$",
        r"$\text{a} = b$",
        r"$\textbackslash n$",
        "$$1+1=2$$",
        r"$\binom{2}{1}$",
        r"$\mathbf{x_i}$",
    ],
)
def test_what_has_variables_or_is_displayed_stays_a_formula(text: str) -> None:
    (piece,) = latex.split(text)
    assert isinstance(piece, Formula)


def test_a_macro_may_hold_a_formula() -> None:
    seen = [getattr(piece, "text", None) for piece in latex.split(r"a \textit{wait-$k$} policy")]
    assert seen == ["a wait-", None, " policy"]


def test_a_formula_in_what_is_not_shown_is_kept() -> None:
    pieces = latex.split(r"a \label{$x$} b")
    assert pieces[1] == Formula("$x$", "x")


def test_a_character_that_stands_for_formulas_inside_does_no_harm() -> None:
    pieces = latex.split("a\ufdd0b $x$ \\'e")
    assert pieces == (Prose("a\ufdd0b ", "a\ufffdb "), Formula("$x$", "x"), Prose(" \\'e", " é"))


def test_readable_draws_formulas_or_shows_their_source() -> None:
    assert latex.readable(r"for $x \in \mathbb{R}^d$, na\"ive") == "for x ∈ ℝᵈ, naïve"
    assert latex.readable(r"so $x = \binom{n}{k}$") == r"so x = \binom{n}{k}"


@given(st.text(alphabet="\\{}()[]^_$'`\"~-& abx125,.中", max_size=80) | st.text(max_size=50))
def test_nothing_is_lost_and_nothing_raises(text: str) -> None:
    pieces = latex.split(text)
    assert "".join(piece.source for piece in pieces) == text
    assert all(piece.source for piece in pieces)
    assert isinstance(latex.readable(text), str)


@given(st.lists(st.sampled_from([*HOSTILE, "$x$", "\\)", "\\]", " ", "\\end{math}", "}$"]), max_size=30))
def test_no_mixture_loses_anything(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(piece.source for piece in latex.split(text)) == text


def steps(text: str) -> int:
    """How many functions, ours and the interpreter's, reading a text calls."""
    count = 0

    def counted(_frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal count
        count += 1

    previous = sys.getprofile()
    sys.setprofile(counted)
    try:
        latex.split(text)
    finally:
        sys.setprofile(previous)
    return count


@pytest.mark.parametrize("part", HOSTILE)
def test_work_grows_with_the_length_alone(part: str) -> None:
    steps(part * 10)  # fill the caches
    once, twice = steps(part * 1000), steps(part * 2000)
    assert twice <= 2.2 * once + 1000


@pytest.mark.parametrize("part", ["$", "{", "\\", "$x", "\\(", "^"])
def test_a_hundred_thousand_of_them_are_read(part: str) -> None:
    text = part * 100_000
    assert "".join(piece.source for piece in latex.split(text)) == text
