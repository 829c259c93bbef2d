"""Formulas as MathML, safe whatever goes in."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import mathml

NAMES = re.compile(r"\{http://www\.w3\.org/1998/Math/MathML\}m[a-z]+")


def text_of(latex: str) -> str:
    rendered = mathml.render(latex)
    assert rendered
    return "".join(ET.fromstring(rendered).itertext())


def test_a_formula_becomes_mathml() -> None:
    assert mathml.render("x^2") == (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">'
        "<mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>"
    )
    assert 'display="block"' in (mathml.render("x", is_display=True) or "")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\alpha \leq \mathbb{R}", "α≤ℝ"),
        (r"\mathbf x + \boldsymbol{\theta} + {\cal L}", "𝐱+𝛉+ℒ"),
        (r"\arg\max_x f", "argmaxxf"),
        (r"\bigO(n) \in \R", "𝒪(n)∈ℝ"),
        ("50% of x", "50%ofx"),
        (r"\text{a < b &lt; c}", "a\xa0<\xa0b\xa0<\xa0c"),
        (r"\mathsf{A}\mathrm{B}\mathfrak g", "𝖠B𝔤"),
        (r"\textbackslash n", "\\n"),
        ("a\x00\ud800b", "ab"),
    ],
)
def test_what_it_says(latex: str, text: str) -> None:
    assert text_of(latex) == text


@pytest.mark.parametrize(
    "latex",
    [
        "",
        r"\unheardof{x}",
        r"\frac{a}",
        "x^a^b",
        "{" * 1500,
        "x" * 2001,
        r"\left( x",
        r"\begin{matrix} a",
        r"\genfrac",
        r"\def\a{\a\a}\a",
        r"\newcommand{\a}{b}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\verb|<script>|",
    ],
)
def test_what_cannot_be_had_is_none(latex: str) -> None:
    assert mathml.render(latex) is None


def test_hostile_text_stays_text() -> None:
    rendered = mathml.render(r"\text{<script>alert(1)</script>}&lt;img src=x&gt;\unicode{x3c}") or ""
    assert not re.search("<(script|img)", rendered)


def test_hostile_attributes_are_left_out() -> None:
    rendered = mathml.render(r"\textcolor{red}{x}\color{a\"onload=b}y") or ""
    assert 'mathcolor="red"' in rendered
    assert "onload" not in rendered


def test_what_could_cover_the_page_is_left_out() -> None:
    rendered = mathml.render(r"\rule{100em}{2em} x") or ""
    assert 'height="2em"' in rendered
    assert "100em" not in rendered


PARTS = [
    *("x", "^", "_", "{", "}", "\\frac", "\\sqrt", "\\left(", "\\right)", "\\text{", "\\color{red}", "\\rule", "&"),
    *("\\begin{matrix}", "\\end{matrix}", "\\\\", "<", ">", '"', "&lt;", "&#60;", "\\mbox{$", "\\not", "'"),
    *("\\middle", "\\over", "\\limits", "\\class{a}", "\\xrightarrow[", "\\tag{", "\\mathbf", "\\operatorname{", "%"),
    *("\\unicode{x3c}", "\\frac{a}{b}", "x_i^2"),
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join) | st.text(max_size=40))
def test_whatever_comes_out_is_mathml_alone(latex: str) -> None:
    rendered = mathml.render(latex)
    if rendered is not None:
        root = ET.fromstring(rendered)
        assert all(NAMES.fullmatch(element.tag) for element in root.iter())
        assert all(not name.startswith("on") for element in root.iter() for name in element.attrib)


def test_importing_it_reads_no_tables() -> None:
    code = "import sys, bot.text.latex, bot.text.mathml; sys.exit('latex2mathml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
