r"""What a text is found by: its tokens, shared by full text search, topics and marking.

    text ─markup taken away─> ─folded─> pieces ─> tokens

Markup: LaTeX goes, what a reader sees stays. Of a formula that is its letters, digits, Greek letters and
named functions: `$O(n\log n)$` is o, n, log, n; `$\beta$` and β are beta. The other commands are signs that
nobody types. A bare % is no comment, and an unmatched $ or brace takes nothing with it.
Folding: NFKC, case, accents of Latin and Greek letters, traditional characters to simplified, one by one.
Pieces, and what each becomes:

| piece | tokens |
|---|---|
| Latin letters | one, stemmed as English (model's, LLMs too); digits apart: GPT4 equals GPT-4 and GPT 4 |
| digits | one; 10^3, 10³ and 0.5 are two |
| Han, kana, Hangul | a run's overlapping pairs, then its last character: each character begins a token |
| a Greek letter alone | its English name |
| other letters | one a run (Greek words, Cyrillic), not stemmed |
| `++` after a word, `#` after C or F | plusplus, sharp: PointNet++ is also found as PointNet |

All else separates. A token has 1 to 64 characters: no white space, ASCII punctuation or control characters.
"""

import array
import functools
import itertools
import operator
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import opencc
import Stemmer

# Of the tokens: stored beside an index, which is made anew where it differs. A test tells when a new release
# of OpenCC or of the stemmer asks for a new one.
VERSION = 1

_LONGEST = 64

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
_SIGNS = {"++": "plusplus", "#": "sharp"}

_FUNCTIONS = (
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "det", "dim", "exp", "gcd", "hom", "inf",
    "ker", "lim", "ln", "log", "max", "min", "mod", "Pr", "sin", "sinh", "sup", "tan", "tanh",
)  # fmt: skip
# Commands that a reader sees as a word, and those that are a letter inside one.
_KEPT = (
    {name: f" {name} " for greek in _GREEK.values() for name in (greek, greek.capitalize())}
    | {name: f" {name} " for name in (*_FUNCTIONS, "LaTeX", "TeX")}
    | {"ell": " l ", "aa": "a", "AA": "A", "ae": "ae", "AE": "AE", "oe": "oe", "OE": "OE", "ss": "ss"}
    | {letter: letter for letter in "oOlLij"}
)
_MARKUP = re.compile(
    rf"""
    # What has an argument that is no word of the text.
      \\(?:begin|end|label|(?:auto|eq|c)?ref|[cC]ite[a-z]*|(?:text)?color|[hv]space)\*?
        (?:\[[^\[\]{{}}]*\])?\{{[^{{}}]*\}}
    | \\(?:var)?(?P<kept>{"|".join(_KEPT)})(?![A-Za-z])(?:\{{\}}|\s+)?
    | \\(?P<sign>[%&_\#$])
    | (?P<gap>\}}\s*\{{)
    # What may stand inside a word: {{GAN}}s, $k$NN, Poincar\'e, \textbf{{L}}ong.
    | (?P<nothing>
        \\(?:emph|underline|boldsymbol|text[a-z]*|math[a-z]+|[cHvukrbdt])\s*\{{
      | \\["'`^~=.](?=\{{?\\?[A-Za-z])
      | \\-
      | [{{}}$])
    | \\(?:[A-Za-z]+\*?|.|$)
    """,
    re.VERBOSE | re.DOTALL,
)

_PAIRED = (
    "\u3005\u3007\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\ufa0e-\ufa29\U00020000-\U000323af"
)
_RUN = re.compile(f"([{_PAIRED}]+)")
# The signs look back when they are met, not before: so the search stays quick over what separates.
_ASCII = r"[A-Za-z]+(?:['’][sS](?![A-Za-z]))?|[0-9]+|\+\+(?<=[A-Za-z0-9]\+\+)|\#(?<=[CFcf]\#)"
_ASCII_PIECE = re.compile(_ASCII)
_PIECE = re.compile(rf"{_ASCII}|[{_PAIRED}]+|[α-ω]+|[^\W_A-Za-z0-9α-ω{_PAIRED}]+")

# Before NFKC: a raised digit does not lengthen the number before it, and what is invisible is not there.
_BEFORE = (
    {ord(raised): f"^{digit}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
    | {ord(lowered): f"_{digit}" for digit, lowered in enumerate("₀₁₂₃₄₅₆₇₈₉")}
    | {ord("ⁿ"): "^n", ord("™"): " "}
    | dict.fromkeys(map(ord, "\u00ad\u034f\u115f\u1160\u200c\u200d\u2060\u3164\ufe0e\ufe0f\ufeff\uffa0"))
)
# Letters that have a stroke or a partner where others have an accent.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
# Beside ASCII and simplified Han this is what most texts are made of: punctuation, and folded it still is.
_PUNCTUATION = "·×–—‘’“”…、。《》「」『』【】〔〕！％（），．：；？～"
# Characters that never join the one before them when they are normalised.
_APART = (
    "\\x00-\\x7f\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0588\u1e00-\u1fff\u2010-\u2027\u2070-\u209f"
    "\u2100-\u23ff\u2460-\u24ff\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ufb00-\ufb06"
    "\uff01-\uff9d\U0001d400-\U0001d7ff"
)
_CLUSTER = re.compile(f".[^{_APART}]*", re.DOTALL)

_ENDINGS = (
    "s", "es", "ed", "ing", "ingly", "ies", "ization", "ational", "iveness", "fulness", "ousness", "ability",
    "ibility", "ments", "ances", "ences", "ists", "isms", "ically", "ators", "ions", "ionally", "ness",
    "ivity", "edly", "atively", "ologists",
)  # fmt: skip

# LLMs, PDEs, GPUs: the stemmer leaves their s, for want of a vowel before it, and LLM would not find LLMs.
_IS_PLURAL_SHORT_FORM = re.compile("[b-df-hj-np-tv-xz]{2,}[aeiou]?(?<!s)s").fullmatch


@dataclass(frozen=True, slots=True)
class Term:
    """One token of a query: a token of the text equals it, or begins with it."""

    token: str
    is_prefix: bool = False


def index_text(text: str) -> str:
    """The tokens of a text in order, one space between: what a full text index stores."""
    text = _folded(_without_markup(text))
    if text.isascii():
        return " ".join(map(_token, _ASCII_PIECE.findall(text)))
    parts = _RUN.split(text)
    parts[::2] = map(_between, parts[::2])
    parts[1::2] = _paired(parts[1::2])
    return " ".join(filter(None, parts))


def tokens(text: str) -> list[str]:
    """The tokens of a text in order; the position of each is its index."""
    return index_text(text).split()


def spans(text: str) -> list[tuple[str, int, int]]:
    """The same tokens in the same order, each with start and end of what it stands for in the text as given.

    Two pairs of Han overlap. What a query of one character found is the first character of its pair.
    """
    folded, starts, ends = _traced(text)
    found = []
    for piece in _PIECE.finditer(folded):
        first, last = piece.start(), piece.end() - 1
        if _RUN.match(piece[0]):
            pairs = enumerate(_pairs(piece[0]), first)
            found += [(pair, starts[at], ends[at + len(pair) - 1]) for at, pair in pairs]
        else:
            found.append((_token(piece[0]), starts[first], ends[last]))
    return found


def query_terms(text: str, *, prefix: bool = False) -> list[Term]:
    """What a typed word or phrase asks for: these terms, one after another; only the last may be a prefix.

    The last character of a Han run need not end one in the text: it is a part of the last pair, or alone a
    prefix. With `prefix` the last word goes on in the text (`transf*`). No terms: nothing in it can be found.
    """
    pieces = _PIECE.findall(_folded(_without_markup(text)))
    terms = [Term(token) for piece in pieces[:-1] for token in _piece_tokens(piece)]
    return terms + [term for piece in pieces[-1:] for term in _last_terms(piece, prefix=prefix)]


def fold(text: str) -> str:
    """The text as it is compared: NFKC, case folded, without accents, traditional characters simplified."""
    text = unicodedata.normalize("NFKC", text.translate(_BEFORE)).casefold()
    return unicodedata.normalize("NFKC", text.translate(_fold_table()))


def _last_terms(piece: str, *, prefix: bool) -> list[Term]:
    if _RUN.match(piece):
        return [Term(pair) for pair in _pairs(piece)[:-1]] or [Term(piece, is_prefix=True)]
    if prefix:
        return [Term(_stem_prefix(_word(piece)) if _is_latin(piece) else _token(piece), is_prefix=True)]
    return [Term(_token(piece))]


def _piece_tokens(piece: str) -> list[str]:
    return _pairs(piece) if _RUN.match(piece) else [_token(piece)]


def _pairs(run: str) -> list[str]:
    return [*map(operator.add, run, run[1:]), run[-1]]


def _paired(runs: list[str]) -> list[str]:
    """The pairs of each run, joined, for all runs at once: one by one they take five times as long."""
    if not runs:
        return []
    characters = array.array("I", "\n".join(runs).encode("utf-32-le"))
    paired = array.array("I", " ".encode("utf-32-le")) * (3 * len(characters))
    paired[::3] = characters
    paired[1:-2:3] = characters[1:]
    return _BETWEEN_RUNS.split(paired.tobytes().decode("utf-32-le")[:-2])


# The end of a run, and the pair that the end makes with the first character of the next one.
_BETWEEN_RUNS = re.compile("\n \n. ")


@functools.lru_cache(16_384)
def _between(text: str) -> str:
    """The tokens of what stands between two runs of Han: mostly a comma, or a name met before."""
    return " ".join(map(_token, _PIECE.findall(text)))


@functools.lru_cache(65_536)
def _token(piece: str) -> str:
    if not _is_latin(piece):
        return _SIGNS.get(piece) or _GREEK.get(piece) or piece[:_LONGEST]
    word = _word(piece)
    return _stem(word) if word == piece else _token(word)


def _is_latin(piece: str) -> bool:
    return piece[0].isascii() and piece[0].isalpha()


def _word(piece: str) -> str:
    return (piece[:-2] if piece[-2:-1] in ("'", "’") else piece).lower()[:_LONGEST]


def _stem(word: str) -> str:
    if _IS_PLURAL_SHORT_FORM(word):
        return _stem(word[:-1])
    # A stemmer has a state, and threads share this module: each call has one of its own, which costs next to nothing.
    stem: str = Stemmer.Stemmer("english", 0).stemWord(word)
    return stem


def _stem_prefix(word: str) -> str:
    """What the stems of words that begin so begin with: `optimiz` shall find optimization, that is optim.

    Three letters at least, so that it stays a search: `usi` does not find using, that is use.
    """
    stems = [_stem(word + ending) for ending in _endings_after(word)]
    return max(_shared_start([word, *stems]), word[:3], key=len)


def _endings_after(word: str) -> set[str]:
    """What may follow a word that is cut off inside an English ending, or before it."""
    cuts = ((ending, cut) for ending in _ENDINGS for cut in range(len(ending) + 1))
    return {ending[cut:] for ending, cut in cuts if word.endswith(ending[:cut])}


def _shared_start(words: Iterable[str]) -> str:
    columns = itertools.takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False))
    return "".join(column[0] for column in columns)


def _without_markup(text: str) -> str:
    return _MARKUP.sub(_seen, text) if "\\" in text or "$" in text else text


def _seen(markup: re.Match[str]) -> str:
    kind = markup.lastgroup
    if kind == "kept":
        return _KEPT[markup["kept"]]
    if kind == "sign":
        return markup["sign"]
    return "" if kind == "nothing" else " "


def _folded(text: str) -> str:
    """The text folded as far as its pieces need it: the case of ASCII is left to the cache of words."""
    return text if text.isascii() or not _needs_folding()(text) else fold(text)


_Trace = tuple[str, list[int], list[int]]  # a text made of another; where in that its characters start and end


def _traced(text: str) -> _Trace:
    trace = text, list(range(len(text))), list(range(1, len(text) + 1))
    if "\\" in text or "$" in text:
        trace = _replaced(trace, _MARKUP, _seen)
    if _folded(trace[0]) != trace[0]:
        trace = _replaced(trace, _CLUSTER, lambda cluster: fold(cluster[0]))
    return trace


def _replaced(trace: _Trace, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> _Trace:
    text, starts, ends = trace
    new_text, new_starts, new_ends, done = "", [], [], 0
    for match in pattern.finditer(text):
        new, first = replacement(match), match.start()
        if new != match[0]:
            last = first + max(len(match[0].rstrip()), 1) - 1
            new_text += text[done:first] + new
            new_starts += starts[done:first] + [starts[first]] * len(new)
            new_ends += ends[done:first] + [ends[last]] * len(new)
            done = match.end()
    return new_text + text[done:], new_starts + starts[done:], new_ends + ends[done:]


@functools.cache
def _needs_folding() -> Callable[[str], object]:
    """Finds what folding would change, but for ASCII. Most texts have none, and asking is cheap."""
    table = _fold_table()
    simplified = "".join(chr(code) for code in range(0x4E00, 0xA000) if code not in table)
    return re.compile(f"[^\\x00-\\x7f{_PUNCTUATION}{simplified}]").search


@functools.cache
def _fold_table() -> dict[int, str | None]:
    marks: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    return marks | _without_accents() | _simplified()


def _without_accents() -> dict[int, str]:
    """Latin and Greek letters that have accents, and ё. Elsewhere an accent makes another letter (й, が)."""
    codes = itertools.chain(range(0xC0, 0x250), range(0x370, 0x400), [ord("ё")], range(0x1E00, 0x2000))
    bare = {code: re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", chr(code))) for code in codes}
    plain = {code: "".join(_LETTERS.get(letter, letter) for letter in letters) for code, letters in bare.items()}
    return {code: letters for code, letters in plain.items() if letters != chr(code)}


def _simplified() -> dict[int, str]:
    """OpenCC's table of characters, asked in one go: one a line, so no word decides what becomes of it."""
    codes = itertools.chain(range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x323B0))
    han = list(map(chr, codes))
    once = dict(zip(han, opencc.OpenCC("t2s").convert("\n".join(han)).split("\n"), strict=True))
    # Twice, for what is simplified to a character that is itself simplified further (薴, 苧, 苎).
    return {ord(old): once.get(new, new) for old, new in once.items() if new != old}
