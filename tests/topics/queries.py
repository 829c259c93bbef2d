"""Queries to test with: any expression that can be asked for, and texts that look like queries."""

from datetime import date

from hypothesis import strategies as st

from bot.model.digest import Kind
from bot.model.query import And, Announced, Category, Expression, Field, Id, Not, Or, Phrase
from bot.text import analysis
from tests import factories

WORDS = [
    "deep",
    "learning",
    "Learned",
    "model",
    "GPT-4",
    "self-attention",
    "O(n)",
    "神经网络",
    "神经",
    "神",
    "網絡",
    "β",
]
WORDS += ["OR", "AND", "ti:x", "BERT:", "2404.00727", "-a", "a*", "don't", "C++", "a b", "学习 deep", "ё", "ﬁt"]
PIECES = [
    *WORDS,
    " ",
    "　",
    "(",
    ")",
    "（",
    "）",
    '"',
    "“",
    "」",
    "-",
    "－",
    "—",
    "*",
    "＊",
    " OR ",
    " ＯＲ ",
    " AND ",
    "|",
    "&",
]
PIECES += [
    "ti:",
    "ABS:",
    "ａｕ：",
    "cat:",
    "cat:cs.cl",
    "id:",
    "since:",
    "since:2024-03-01",
    "until:2024-03-31",
    "kind:",
    "kind:new",
]
PIECES += [
    "foo:",
    ":",
    "\\",
    "'",
    "%",
    "\0",
    "\n",
    "\ud800",
    "\u200b",
    "\u202e",
    "…",
    "_",
    "𝔸",
    "ﷺ",
    "e\u0301",
    "https://arxiv.org/abs/hep-th/9901001",
]


def typed() -> st.SearchStrategy[str]:
    """Anything that somebody may type, mostly what looks like a query."""
    return st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=300)


def expressions(words: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Expression]:
    """Any expression, as plain as parsing makes it and within its bounds."""
    chosen = st.sampled_from(WORDS) if words is None else words
    return _or(_and(_or(_and(_leaves(chosen), _leaves(chosen)), _leaves(chosen)), _leaves(chosen)), _leaves(chosen))


def phrases(words: st.SearchStrategy[str]) -> st.SearchStrategy[Phrase]:
    """These words in any field, the last of which may go on where it is long enough."""
    return st.builds(_phrase, words, st.sampled_from(Field), st.booleans())


def _phrase(words: str, field: Field, goes_on: bool) -> Phrase:
    terms = analysis.query_terms(words, prefix=goes_on)
    return Phrase(words, field, terms != analysis.query_terms(words) and len(terms[-1].token) > 2)


def _leaves(words: st.SearchStrategy[str]) -> st.SearchStrategy[Expression]:
    names = st.sampled_from(["cs.CL", "cs", "q-fin", "math.OC"])
    ids = factories.arxiv_ids().map(lambda found: Id(found.unversioned))
    return phrases(words) | phrases(words) | st.builds(Category, names) | announced() | ids


def announced() -> st.SearchStrategy[Announced]:
    days = st.none() | st.dates(date(2024, 3, 1), date(2024, 3, 9))
    found = st.builds(Announced, st.none() | st.sampled_from(Kind), days, days)
    return found.filter(lambda each: each != Announced() and (each.since or date.min) <= (each.until or date.max))


def _and(inner: st.SearchStrategy[Expression], leaves: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    nots = st.builds(Not, inner)
    return st.tuples(st.lists(inner | nots, max_size=2), leaves, st.lists(nots | leaves, max_size=1)).map(
        lambda parts: _all([*parts[0], parts[1], *parts[2]])
    )


def _all(parts: list[Expression]) -> Expression:
    flat = dict.fromkeys(each for part in parts for each in (part.parts if isinstance(part, And) else (part,)))
    told = [each for each in flat if isinstance(each, Announced)][:1]
    plain = (*(each for each in flat if not isinstance(each, Announced)), *told)
    return And(plain) if len(plain) > 1 else plain[0]


def _or(inner: st.SearchStrategy[Expression], leaves: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.lists(inner | leaves, min_size=1, max_size=2).map(_any)


def _any(parts: list[Expression]) -> Expression:
    flat = tuple(dict.fromkeys(each for part in parts for each in (part.parts if isinstance(part, Or) else (part,))))
    return Or(flat) if len(flat) > 1 else flat[0]
