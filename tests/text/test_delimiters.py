"""Which dollars are formulas, and which are money."""

import pytest

from bot.text import delimiters


def formulas(text: str) -> list[str]:
    return [span.latex for span in delimiters.find(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the set $x$ and $y$", ["x", "y"]),
        ("sloppy $ x $ spaces", ["x"]),
        (r"\(a\) then \[b\]", ["a", "b"]),
        ("wide $$a+b$$ here", ["a+b"]),
        ("wide $$a+b$$ and $c$", ["a+b", "c"]),
        ("size $7$$\\times$$7$ boards", ["7", r"\times", "7"]),
        (r"\begin{equation} a \end{equation}", ["a"]),
        (r"\begin{equation *} a \end{equation *}", ["a"]),
        (r"\begin{align*} a &= b \end{align*}", [r"\begin{aligned}a &= b\end{aligned}"]),
        (r"$\text{costs $x$ each}$ and $y$", [r"\text{costs $x$ each}", "y"]),
        (r"share $50%$ of $x\%$", [r"50\%", r"x\%"]),
        (r"in $\R^d$ and $\gO(n)$", [r"\mathbb{R}^d", r"\mathcal{O}(n)"]),
        (r"a sum of \$5 and $x$", ["x"]),
        ("between 10$-$90 units", ["-"]),
        ("$3$D rooms with $5 $ doors", ["3"]),
        ("$2^k $ nodes", ["2^k"]),
        ("the $top words$ list", ["top words"]),
    ],
)
def test_what_stands_between_delimiters_is_a_formula(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "from $5 to $10",
        "a prize of $5-$10 each",
        "worth $3 billion, says the firm (about $2",
        "it costs 5$ and 6$ more",
        "rest of $ and $ signs",
        "cut off at $O(\\frac{1}{",
        "empty $$ and $ $ things",
        "$$",
        "$$$$",
        "$a\n\nb$",
        "Ke$ha sings and A$AP raps",
        "first $f(x 和一些文字$ then",
        "$f(x_{i)$",
        r"$\text{a}}$",
        r"\(a",
        r"b\)",
        r"\( \)",
        r"\begin{equation} a",
        r"\begin{table} a \end{table}",
        "$" + "x" * 3000 + "$",
        r"\(" + "x" * 3000 + r"\)",
        r"$\text{" + "x" * 3000 + "}$",
    ],
)
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [(r"$\text{a $x$", ["x"]), (r"$\text{a $b$ c$ d$ e$ f$ g$ h$", ["b", "d", "f", "h"])],
)
def test_a_text_macro_that_never_closes_hides_nothing(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


def test_prices_before_a_formula_do_not_swallow_it() -> None:
    assert formulas("between $5M and $10M, and $x$ is") == ["x"]


def test_only_the_last_opener_meets_its_closer() -> None:
    assert formulas(r"\( a \( b \) c \)") == ["b"]


def test_display_is_told_from_inline() -> None:
    spans, _ = delimiters.find(r"$a$ $$b$$ \(c\) \[d\]")
    assert [span.is_display for span in spans] == [False, True, False, True]


def test_the_failed_display_formula_gives_way_to_the_inline_one() -> None:
    assert formulas("$$x$ is") == ["x"]
    assert formulas("$$和$$") == []


@pytest.mark.parametrize(
    ("text", "is_money"),
    [
        ("$5 in cash", True),
        ("only $100K.", True),
        ("$3/month", True),
        ("in $ terms", True),
        ("USD$ here", True),
        ("US$ now", True),
        ("5$ each", True),
        ("Ke$ha", True),
        ("$O(n", False),
        ("$10^9", False),
        (r"class$\uni", False),
        ("ends with $", False),
    ],
)
def test_a_dollar_alone_is_money_or_the_rest_of_a_formula(text: str, *, is_money: bool) -> None:
    assert delimiters.is_money(text, text.index("$")) is is_money
