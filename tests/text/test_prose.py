"""LaTeX in prose as characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import prose

TIE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        # accents and letters
        (r"caf\'e", "café"),
        (r"Schr\"{o}dinger", "Schrödinger"),
        (r"Schr{\"o}dinger", "Schrödinger"),
        (r"fa\c{c}ade, fa\c cade", "façade, façade"),
        (r"Ho\v{s}ek and Erd\H{o}s", "Hošek and Erdős"),
        (r"\'{\i}ndice, na\"\i ve", "índice, naïve"),
        (r"\O re Stra\ss e \L od\'z {\aa}l", "Øre Straße Łodź ål"),
        (r"\~{}home and \^{} and \'", "~home and ^ and '"),
        (r"it\'9 \" 5", "it'9 \" 5"),
        (r"\'\textit{x}", "'x"),
        (r"soft \c", "soft "),
        (r"Real-\b{eta}-Opt", "Real-β-Opt"),
        # text macros
        (r"\textit{one} \emph{two} {\em three} {\it four}", "one two three four"),
        (r"\textbf x", "x"),
        (r"\textit{a, b}", "a, b"),
        (r"{\sc Name }is", "Name is"),
        (r"\underline{B}udget", "Budget"),
        (r"\textcolor{red}{hot} {\color{blue}cold}", "hot cold"),
        (r"\unicode{x2014}\unicode{zz}\unicode{x110000}", "—"),
        (r"\SI{3}{\degree} and \pkg{nice}", "3 ° and nice"),
        (r"our \tool, \method{} and \name~is", f"our tool, method and name{TIE}is"),
        (r"see \label{x}here", "see here"),
        (r"(\eg cats, \etc.)", "(e.g. cats, etc.)"),
        (r"cut off at \varep", "cut off at "),
        (r"cut off at \zzz", "cut off at zzz"),
        ("cut off at \\", "cut off at "),
        # citations and addresses
        (r"as in~\cite{a1,b_2}", f"as in{TIE}[a1, b_2]"),
        (r"\citep[p. 5]{a} \cite{}", "[a; p. 5] "),
        (r"at \url{https://a.example/~b_c--d}.", "at https://a.example/~b_c--d."),
        (r"at https://a.example/~b_c--d\_e.", "at https://a.example/~b_c--d_e."),
        (r"\href{https://a.example}{here}", "here (https://a.example)"),
        (r"\href{https://a.example}{https://a.example}", "https://a.example"),
        (r"\href{https://a.example}{}", "https://a.example"),
        (r"data\footnote{On demand.}.", "data (On demand.)."),
        # characters
        (r"50\% \& 3\_4 \#1 \$5 \{a\} 50% of", "50% & 3_4 #1 $5 {a} 50% of"),
        (r"a\,b\ c\\d \ldots", "a b c d …"),
        (r"{\deg} 360{\deg}", "° 360°"),
        (r"\LaTeX and \textbackslash n", r"LaTeX and \ n"),
        # dashes, ties, quotes
        ("pages 1--2 --- so", "pages 1–2 — so"),
        ("Figure~1, e.g.~this, i.i.d.~losses", f"Figure{TIE}1, e.g.{TIE}this, i.i.d.{TIE}losses"),
        ("about ~100, (~5%), 3~5 times, 约~7", "about ~100, (~5%), 3~5 times, 约~7"),
        ("150~km ~~ a ~", f"150{TIE}km ~~ a ~"),
        (r"called ~\textbf{X}~{Y}", f"called {TIE}X{TIE}Y"),
        ("``so'' he said, ''and'' ``this\"", "“so” he said, “and” “this”"),
        ("a 5'' disc, it's 'so'", "a 5'' disc, it's 'so'"),
        ("word'' and ''{x}''", "word” and “x”"),
        ("a `word', don't; `code`, the ICML`22", "a ‘word’, don't; `code`, the ICML`22"),
        ('a "quoted" word ~', 'a "quoted" word ~'),
        # mathematics outside of dollars
        (r"O(\sqrt{n}), \alpha-Rényi, {\alpha}GAN", "O(√n), α-Rényi, αGAN"),
        (r"\mathcal{O}(n\log n)", "𝒪(n log n)"),
        ("x^2, 10^-6, (1-r)^N, n^{k+1}, R^2算子", "x², 10⁻⁶, (1-r)ᴺ, nᵏ⁺¹, R²算子"),
        ("V_1, x_i, c_5^2, L_{train}, x_\\alpha", "V₁, xᵢ, c₅², L_train, x_α"),
        ("n^2k^2", "n²k²"),
        ("snake_case, file_2, Q4_K_M, ^_^, a_bc, L_q, x_", "snake_case, file_2, Q4_K_M, ^_^, a_bc, L_q, x_"),
        ("Mo^usai, T^(2/3), a ^b", "Mo^usai, T^(2/3), a ^b"),
        (r"H\textsubscript{2}O, m\textsuperscript{2}", "H₂O, m²"),
        # braces
        ("{T}itle {D}NN", "Title DNN"),
        ("in {1, 2} or {head, tail} or 100-{10,20}", "in {1, 2} or {head, tail} or 100-{10,20}"),
        ("{https://a.example/x,y}", "https://a.example/x,y"),
        ("22{,}000 {a} {} {" + "a," * 90 + "}", "22,000 a  " + "a," * 90),
        ("{a, {b}}", "{a, b}"),
        ("open { and close } }", "open  and close  "),
        ("a $ b", "a  b"),
    ],
)
def test_prose_is_read_as_characters(source: str, seen: str) -> None:
    assert prose.clean(source) == seen


@given(st.text(alphabet="\\{}^_$'`\"~-& abx12,.", max_size=80) | st.text(max_size=40))
def test_nothing_makes_it_raise(source: str) -> None:
    prose.clean(source)


@given(st.text(alphabet="abc xyz,.;:()你好%!?", max_size=80))
def test_plain_words_stay_as_they_are(source: str) -> None:
    assert prose.clean(source) == source


@given(st.lists(st.sampled_from(["{", "}", "a", " ", "\\b", "\\emph", "\\ ", "\\'", "\\cite", "\\\\", "\\alpha"])))
def test_no_stray_braces_or_backslashes_are_left(parts: list[str]) -> None:
    assert not set("\\{}") & set(prose.clean("".join(parts)))
