"""The tokens of texts: what is found by what, that all are well formed, and where they stand."""

import hashlib
import itertools
import string
import sys
import unicodedata

import opencc
import pytest
import Stemmer
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.text import analysis
from bot.text.analysis import Term

# Texts of this kind of program, and all that may break one: markup, both scripts, what Unicode holds.
MARKUP = [
    "\\textbf{",
    "\\",
    "{",
    "}",
    "$",
    "\\beta",
    "\\log ",
    "\\'e",
    '{\\"o}',
    "\\cite{a b}",
    "\\%",
    "\\-",
    "\\o ",
    "}{",
]
ODD = [
    "ﬁ",
    "ﾞ",
    "ｶ",
    "か",
    "\u3099",
    "\u0301",
    "\u200d",
    "ᄀ",
    "ᅡ",
    "각",
    "한",
    "µ",
    "²",
    "ß",
    "İ",
    "ΐ",
    "繫",
    "＇",
    "C＋＋",
]
PLAIN = [
    "deep",
    "Learning",
    "model's",
    "GPT-4",
    "C++",
    "10^3",
    "方法",
    "学",
    "，",
    " ",
    "。",
    "’s",
    "#",
    "++",
    "x",
]
text_like = st.lists(st.one_of(st.sampled_from(MARKUP + ODD + PLAIN), st.text(max_size=4)), max_size=12).map("".join)

words = st.sampled_from(["deep", "Optimization", "studies", "running", "BERT", "transformers", "hopping", "generality"])
numbers = st.integers(0, 10_000).map(str)
han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)
atoms = st.one_of(words, numbers, han)
separators = st.sampled_from([" ", "，", "-", ", "])


def matches(terms: list[Term], tokens: list[str]) -> bool:
    """Whether the terms stand in the tokens, one after another: the plainest reading of a query."""
    places = range(len(tokens) - len(terms) + 1)
    return any(all(map(fits, terms, tokens[place:])) for place in places)


def fits(term: Term, token: str) -> bool:
    return token.startswith(term.token) if term.is_prefix else token == term.token


def found(query: str, text: str, *, prefix: bool = False) -> bool:
    terms = analysis.query_terms(query, prefix=prefix)
    return bool(terms) and matches(terms, analysis.tokens(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", ""),
        ("，。 —", ""),
        ("Learning the deep Models", "learn the deep model"),
        ("A model's, the models’ and Alzheimer’s", "a model the model and alzheim"),
        ("don't", "don t"),
        ("LLMs LLM llms PDEs GPUs LSTMs CSS vs", "llm llm llm pde gpu lstm css vs"),
        ("GPT-4 GPT4 GPT 4", "gpt 4 gpt 4 gpt 4"),
        ("BERT-base x-ray 3D LLaMA2 AdaBoost", "bert base x ray 3 d llama 2 adaboost"),
        ("C++ C# PointNet++ #1 A+ +++", "c plusplus c sharp pointnet plusplus 1 a"),
        ("10^3 10³ 0.5 H₂O xⁿ 50%", "10 3 10 3 0 5 h 2 o x n 50"),
        ("深度学习", "深度 度学 学习 习"),
        ("学，习", "学 习"),
        ("用BERT模型，在3D中", "用 bert 模型 型 在 3 d 中"),
        ("ＧＰＴ－４（ﬁne）", "gpt 4 fine"),
        ("がくしゅう データ ﾃﾞｰﾀ 人々", "がく くし しゅ ゅう う デー ータ タ デー ータ タ 人々 々"),
        ("한국어 모델", "한국 국어 어 모델 델"),
        ("Обучение ёлка Чайковский", "обучение елка чайковский"),
        ("β-VAE Β λόγος µm αβ", "beta vae beta λογοσ mu m αβ"),
        (
            "café Gödel Łukasz Straße Ǿ Erdős Ångström Poincare\u0301",
            "cafe godel lukasz strass o erdo angstrom poincar",
        ),
        ("soft\u00adware BERT™x", "softwar bert x"),
        ("\U00020000\U00020001", "\U00020000\U00020001 \U00020001"),
    ],
)
def test_a_text_has_these_tokens(text: str, tokens: str) -> None:
    assert analysis.tokens(text) == tokens.split()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        (r"\textbf{deep} $\beta$-VAE", "deep beta vae"),
        ("50% of it % and more", "50 of it and more"),
        (r"50\% of R\&D, C\#, \$5", "50 of r d c sharp 5"),
        (r"$O(n\log n)$ and $\ell_1$, $\alpha\beta$, $\varepsilon$", "o n log n and l 1 alpha beta epsilon"),
        (r"$x\in\mathbb{R}^d$, $\frac{a}{b}$, $10^{3}$", "x r d a b 10 3"),
        (r"the $k$NN of {GAN}s and \textbf{L}ong", "the knn of gan and long"),
        (r"Poincar\'e Schr{\"o}dinger Erd\H{o}s Ha\v{c}ek na\"{\i}ve S\o ren Stra\ss{}e",
         "poincar schroding erdo hacek naiv soren strass"),
        (r"\cite[p. 3]{smith2020} as \citep{b} in \ref{a}", "as in"),
        (r"\begin{equation} x_{ij} \end{equation}", "x ij"),
        (r"a\\b hy\-phen \emph{one} \em two", "a b hyphen one two"),
        (r"\unknown{word} \ours achieves", "word achiev"),
        ("costs $5 {and more", "cost 5 and more"),
        ("a \\", "a"),
        (r"\cite{never closed", "never close"),
    ],
)  # fmt: skip
def test_of_markup_stays_what_a_reader_sees(text: str, tokens: str) -> None:
    assert analysis.tokens(text) == tokens.split()


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []),
        ("!?", []),
        ("Models", [Term("model")]),
        ("GPT-4", [Term("gpt"), Term("4")]),
        ("C++", [Term("c"), Term("plusplus")]),
        ("学", [Term("学", is_prefix=True)]),
        ("学习", [Term("学习")]),
        ("深度学习", [Term("深度"), Term("度学"), Term("学习")]),
        ("BERT模型", [Term("bert"), Term("模型")]),
        ("模型 BERT", [Term("模型"), Term("型"), Term("bert")]),
    ],
)
def test_a_query_becomes_these_terms(query: str, terms: list[Term]) -> None:
    assert analysis.query_terms(query) == terms


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("optimiz", [Term("optim", is_prefix=True)]),
        ("network", [Term("network", is_prefix=True)]),
        ("deep learni", [Term("deep"), Term("learn", is_prefix=True)]),
        ("us", [Term("us", is_prefix=True)]),
        ("usi", [Term("usi", is_prefix=True)]),
        ("20", [Term("20", is_prefix=True)]),
        ("обуч", [Term("обуч", is_prefix=True)]),
        ("学习", [Term("学习")]),
        ("学", [Term("学", is_prefix=True)]),
    ],
)
def test_a_prefix_query_ends_in_a_prefix(query: str, terms: list[Term]) -> None:
    assert analysis.query_terms(query, prefix=True) == terms


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("学", "深度学习"),
        ("习", "深度学习"),
        ("深", "深度学习"),
        ("學習", "深度学习"),
        ("学习", "深度學習"),
        ("乾隆", "乾隆"),
    ],
)
def test_each_character_and_word_of_a_run_is_found(query: str, text: str) -> None:
    assert found(query, text)


def test_a_word_is_not_found_across_punctuation() -> None:
    assert not found("学习", "学，习")
    assert not found("deep learning", "learning deep")


@given(st.lists(st.tuples(atoms, separators), min_size=1, max_size=8), st.data())
def test_what_is_copied_from_a_text_finds_it(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    text = "".join(itertools.chain(*parts))
    first = data.draw(st.integers(0, len(parts) - 1))
    chosen = parts[first : data.draw(st.integers(first + 1, len(parts)))]
    query = "".join(itertools.chain(*chosen[:-1])) + chosen[-1][0]
    if analysis.tokens(chosen[0][0]) and not chosen[0][0].isascii():
        query = query[data.draw(st.integers(0, len(chosen[0][0]) - 1)) :]
    if len(chosen) > 1 and not chosen[-1][0].isascii():
        query = query[: len(query) - data.draw(st.integers(0, len(chosen[-1][0]) - 1))]
    assert found(query, text)


@given(words, st.data())
def test_the_beginning_of_a_word_finds_it(word: str, data: st.DataObject) -> None:
    assert found(word[: data.draw(st.integers(1, len(word)))], f"a {word} of", prefix=True)


@given(text_like)
@example("x" * 200)
@example("1" * 200)
@example("ж" * 200)
def test_tokens_are_well_formed(text: str) -> None:
    tokens = analysis.tokens(text)
    assert all(1 <= len(token) <= 64 for token in tokens)
    assert not set("".join(tokens)) & set(string.punctuation)
    assert not any(c.isspace() or unicodedata.category(c) in ("Cc", "Cs") for c in "".join(tokens))
    assert analysis.index_text(text) == " ".join(tokens)


@given(text_like)
def test_spans_are_the_tokens_and_where_they_stand(text: str) -> None:
    spans = analysis.spans(text)
    assert [token for token, _, _ in spans] == analysis.tokens(text)
    assert all(0 <= start < end <= len(text) for _, start, end in spans)
    assert spans == sorted(spans, key=lambda span: span[1])


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (r"The \textbf{deep} $\beta $-VAE's", ["The", "deep", "\\beta", "VAE's"]),
        ("深度學習，ＧＰＴ", ["深度", "度學", "學習", "習", "ＧＰＴ"]),
        (r"Schr{\"o}dinger café ﬁne", [r"Schr{\"o}dinger", "café", "ﬁne"]),
        ("cafe\u0301s x²", ["cafe\u0301s", "x", "²"]),
    ],
)
def test_spans_point_into_the_text_as_given(text: str, marked: list[str]) -> None:
    assert [text[start:end] for _, start, end in analysis.spans(text)] == marked


@given(text_like)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert analysis.fold(analysis.fold(text)) == analysis.fold(text)


@given(text_like)
def test_a_text_that_needs_no_folding_has_the_tokens_of_the_folded_one(text: str) -> None:
    assume("\\" not in text and "$" not in text)
    assert analysis.tokens(text) == analysis.tokens(analysis.fold(text))


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("學", "学"), ("機器學習", "机器学习"), ("資料", "资料"), ("繫", "系"), ("薴", "苧"), ("\uf9d0", "类")],
)
def test_traditional_finds_simplified_and_the_reverse(traditional: str, simplified: str) -> None:
    assert found(traditional, f"在{simplified}中")
    assert found(simplified, f"在{traditional}中")


@given(han)
def test_any_characters_find_what_they_are_simplified_to(run: str) -> None:
    simplified = "".join(map(opencc.OpenCC("t2s").convert, run))
    assert found(run, simplified)
    assert found(simplified, run)


@given(
    st.text(string.ascii_lowercase, min_size=1, max_size=8),
    st.sampled_from(["", *analysis._ENDINGS, "ll", "y's"]),
)
def test_a_stem_is_the_stemmer_s(start: str, ending: str) -> None:
    word = start + ending.removesuffix("'s")
    assume(not analysis._IS_PLURAL_SHORT_FORM(word))
    assert analysis.tokens(start + ending) == [Stemmer.Stemmer("english").stemWord(word)]


def test_characters_said_to_stand_apart_never_join_the_one_before() -> None:
    apart = [c for c in map(chr, range(sys.maxunicode + 1)) if analysis._CLUSTER.fullmatch("x" + c) is None]
    decompositions = (unicodedata.decomposition(c).split() for c in map(chr, range(sys.maxunicode + 1)))
    joining = {chr(int(parts[1], 16)) for parts in decompositions if len(parts) == 2 and parts[0][0] != "<"}
    first = {unicodedata.normalize("NFKD", c)[0] for c in apart}
    assert not first & joining
    assert not any(map(unicodedata.combining, first))


def test_the_version_goes_with_the_libraries() -> None:
    """A failure says that a new release gives other tokens: then `VERSION` grows, and these change."""
    table = sorted((code, letter) for code, letter in analysis._simplified().items())
    stems = [analysis.tokens(f"gener{ending} commun{ending} process{ending}") for ending in analysis._ENDINGS]
    digest = hashlib.sha256(repr((table, stems)).encode()).hexdigest()[:16]
    assert (analysis.VERSION, digest) == (1, "a8821715b8a607d7")
