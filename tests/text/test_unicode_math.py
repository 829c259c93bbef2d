"""Formulas in a line of Unicode."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import unicode_math

READS_WELL = [
    ("x^2", "x²"),
    (r"\beta \le 1", "β ≤ 1"),
    (r"O(n \log n)", "O(n log n)"),
    (r"n\log n", "n log n"),
    (r"\log(n)", "log(n)"),
    (r"\mathbb{R}^d", "ℝᵈ"),
    (r"\mathbb R^{n \times d}", "ℝ^(n×d)"),
    ("x_i", "xᵢ"),
    ("x_{t+1}", "xₜ₊₁"),
    ("x^2_i", "xᵢ²"),
    (r"x_{\text{max}}", "xₘₐₓ"),
    (r"L_{\text{train}} y", "L_train y"),
    ("W_{i,j}", "W_(i,j)"),
    (r"e^{-\lambda t}", "e^(−λt)"),
    ("x^{0.5}", "x^0.5"),
    ("f'(x) + f''", "f′(x) + f″"),
    ("f'^2", "f′²"),
    ("x^{2*}", "x²*"),
    (r"A^\top B^{\intercal}", "AᵀBᵀ"),
    (r"90^\circ", "90°"),
    (r"\frac{1}{2}", "1/2"),
    (r"\frac12 x", "(1/2)x"),
    (r"3\frac{1}{n}", "3(1/n)"),
    (r"\frac{a}{b}^2", "(a/b)²"),
    (r"\frac{a+b}{2n}", "(a+b)/(2n)"),
    (r"\frac{f(a+b)}{\|x\|}", "f(a+b)/‖x‖"),
    (r"\sqrt{n}", "√n"),
    (r"\sqrt[3]{n+1}", "∛(n+1)"),
    (r"\sqrt[n]{x}", "ⁿ√x"),
    (r"\mathcal{L}", "ℒ"),
    (r"\mathfrak{g}", "𝔤"),
    (r"{\cal O}(n)", "𝒪(n)"),
    (r"\mathrm{KL}(p\|q)", "KL(p‖q)"),
    (r"\operatorname*{arg\,max}_x f", "arg maxₓ f"),
    (r"\arg\max_{a \in A} f(a)", "arg max_(a∈A) f(a)"),
    (r"\underset{x}{\arg\min}\, f", "arg minₓ f"),
    (r"\mathop{lim} x", "lim x"),
    (r"\tilde{O}(n)", "Õ(n)"),
    (r"\widetilde{\mathcal{O}}(\sqrt{T})", "Õ(√T)"),
    (r"\hat\mathbf{x}", "x̂"),
    (r"\bar{x}_n", "x̄ₙ"),
    (r"\underline{ab}", "ab"),
    (r"\mathbf{x}, \boldsymbol{\theta}, \mathbf{1}", "𝐱, 𝛉, 𝟏"),
    (r"\mathbf{SGD}", "SGD"),
    (r"\left( \frac{a}{b} \right]", "(a/b]"),
    (r"\left. x \right|_0", "x|₀"),
    (r"p(x \mid y)", "p(x | y)"),
    (r"\{0,1\}^n", "{0, 1}ⁿ"),
    ("22{,}645", "22,645"),
    ("22,645", "22,645"),
    ("1 000", "1 000"),
    ("p<0.05", "p < 0.05"),
    ("<10", "<10"),
    ("-1", "−1"),
    ("a - b", "a − b"),
    ("a-b", "a−b"),
    ("f: X \\to Y", "f: X → Y"),
    ("1:2", "1:2"),
    ("x := y", "x := y"),
    (r"\not= \not\in", "≠ ∉"),
    (r"\not", ""),
    (r"a \bmod n", "a mod n"),
    (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
    (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ"),
    (r"\lim_{n\to\infty} a_n", "lim_(n→∞) aₙ"),
    (r"10^{-3}\,\mathrm{cm}^{-3}", "10⁻³ cm⁻³"),
    (r"a\quad b", "a b"),
    (r"a\hspace{1em}b\vphantom{x}", "a b"),
    (r"a~b", "ab"),
    (r"\text{if } x~\text{is~odd -- so}", "if xis odd – so"),
    (r"\text{cost of $x^2$ each}", "cost of x² each"),
    (r"\text{na\"ive~$x$ a b_1 {c}}", "naïve x a b₁ c"),
    (r"\textcolor{red}{x} + \color{red} y", "x + y"),
    (r"\unicode{x2014}", "—"),
    ("^{th}", "ᵗʰ"),
    ("x_2^{}", "x₂"),
    ("50\\%", "50%"),
    (r"\sim$1", "∼1"),
]


@pytest.mark.parametrize(("latex", "expected"), READS_WELL)
def test_a_formula_reads_well(latex: str, expected: str) -> None:
    assert unicode_math.draw(latex) == (expected, True)


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{matrix} a & b \end{matrix}",
        r"\binom{n}{k}",
        r"n \choose k",
        r"\overset{a}{b}",
        r"\underset{a}{x+y}",
        r"\unheardof{x}",
        r"\unheardof",
        r"a \\ b",
        r"\frac{a}",
        r"\hat{xyz}",
        r"\overline{a+b}",
        "e^{-a_{xyz}}",
        "x^{a long exponent of words}",
        "x^{a,b} y^{a,b} z^{a,b} w^{a,b}",
        "a # b",
        "\\",
        "{" * 60 + r"\sqrt{x}",
        "x" * 500,
        "",
        r"\sqrt[\alpha]{x}",
    ],
)
def test_what_does_not_read_well_is_left_to_its_source(latex: str) -> None:
    assert unicode_math.plain(latex) is None


def test_depth_of_nesting_is_bounded() -> None:
    text, reads_well = unicode_math.draw(r"\sqrt{" * 60 + "x" + "}" * 60)
    assert not reads_well or text


def test_an_accent_over_much_is_left_out() -> None:
    assert unicode_math.draw(r"\hat{xyz}") == ("xyz", False)


def test_arguments_of_what_is_unknown_are_seen() -> None:
    assert unicode_math.draw(r"\unheardof{x}{y}")[0] == "x y"
    assert unicode_math.draw(r"\begin{cases} a")[0] == "a"


@given(st.text(alphabet="\\{}^_$'~&% abx12+-=()[]", max_size=60) | st.text(max_size=40))
def test_nothing_makes_it_raise(latex: str) -> None:
    assert unicode_math.plain(latex) != ""


@given(st.lists(st.sampled_from([pair[0] for pair in READS_WELL] + ["\\hat", "\\frac", "\\sqrt[", "{", "}", "_"])))
def test_no_mixture_makes_it_raise(parts: list[str]) -> None:
    unicode_math.draw(" ".join(parts))
