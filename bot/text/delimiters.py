r"""Where the formulas of a text are: $…$, $$…$$, \(…\), \[…\], environments. Other dollars are money."""

import re
from dataclasses import dataclass

from bot.text import tex

_LONGEST = 2000  # abstracts have 1,000 characters: what is longer is no formula but an accident of dollars
_MOST_NESTED = 6

_MARK = re.compile(r"\\(?:(begin|end)\s*\{\s*([a-z]+)\s*\*?\s*\}|[\s\S])|\$")
_ENVIRONMENTS = frozenset(["equation", "displaymath", "math", "align", "eqnarray", "gather", "multline"])
_CLOSERS = {"\\(": "\\)", "\\[": "\\]"} | {f"begin {name}": f"end {name}" for name in _ENVIRONMENTS}
_KINDS = {"$"} | _CLOSERS.keys() | set(_CLOSERS.values())
_ALIGNED = frozenset(f"begin {name}" for name in ("align", "eqnarray", "gather", "multline"))

_BRACE = re.compile(r"\\[\s\S]|[{}]")
_TEXT_MACRO = re.compile(r"\s*\\(?:text[a-z]*|emph|mbox)\s*\{")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\s*(?:\{[^{}]*\})?|[\s\S])")
_PHRASE = re.compile(r"[A-Za-z]{2,}[,.:;]?\s+[A-Za-z]{2,}")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_TEX = re.compile(r"[\\_^{}=<>]")

_PRICE = re.compile(r"\$\d[\d,.]*\s?[KkMmBbTt]?(?:/[a-z]|(?![\w\\^_/*+=<>{(]))|\$\s+[A-Za-z]{2}")
_IN_WORD = re.compile(r"[A-Za-z]\$[A-Za-z]+(?![A-Za-z\\_^({])")
_CURRENCIES = ("US", "HK", "NT", "AU", "CA")


@dataclass(frozen=True, slots=True)
class Span:
    """A formula in a text."""

    start: int
    end: int
    latex: str
    is_display: bool


@dataclass(slots=True)
class _Mark:
    kind: str
    start: int
    end: int
    closer: int | None = None  # the index of the mark that can close this one


def find(text: str) -> tuple[list[Span], list[int]]:
    """The formulas in their order, and the dollars that belong to none.

    Linear: every mark, and what stands between two neighbours, is looked at a few times at most.
    """
    marks, spans, stray = _marks(text), [], []
    at = 0
    while at < len(marks):
        closer, span = _formula_at(text, marks, at)
        if span:
            spans.append(span)
            at = closer
        elif marks[at].kind == "$":
            stray.append(marks[at].start)
        at += 1
    return spans, stray


def is_money(text: str, dollar: int) -> bool:
    """Whether a dollar that belongs to no formula is one: $5, US$, Ke$ha; not one before a cut formula."""
    before, after = text[max(0, dollar - 2) : dollar], text[dollar + 1 : dollar + 2]
    is_in_word = bool(_IN_WORD.match(text[max(0, dollar - 1) : dollar + 20]))
    is_behind = before[-1:].isdigit() and (after.isspace() or after in ".,;:)")
    return is_in_word or is_behind or before in _CURRENCIES or bool(_PRICE.match(text, dollar))


def _marks(text: str) -> list[_Mark]:
    marks = []
    for match in _MARK.finditer(text):
        kind = f"{match[1]} {match[2]}" if match[1] else match[0]
        if kind in _KINDS:
            marks.append(_Mark(kind, *match.span()))
    following: dict[str, int] = {}
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        # One closer closes only the last opener before it; a dollar is both.
        mark.closer = following.get("$") if mark.kind == "$" else following.pop(_CLOSERS.get(mark.kind, ""), None)
        following[mark.kind] = index
    return marks


def _formula_at(text: str, marks: list[_Mark], at: int) -> tuple[int, Span | None]:
    """The formula that a mark opens, and the index of the mark that closes it."""
    mark = marks[at]
    if mark.closer is None:
        return at, None
    if mark.kind != "$":
        return mark.closer, _between(text, mark, marks[mark.closer], is_display=mark.kind != "\\(")
    return _display_at(text, marks, at) or _inline_at(text, marks, at)


def _between(text: str, left: _Mark, right: _Mark, *, is_display: bool) -> Span | None:
    content = text[left.end : right.start].strip() if right.start - left.end <= _LONGEST else ""
    # A client that draws LaTeX refuses a formula whose braces do not match; as prose it can still be read.
    if not content or _depth(content):
        return None
    latex = tex.standardised(content)
    if left.kind in _ALIGNED:
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    return Span(left.start, right.end, latex, is_display)


def _depth(content: str) -> int:
    """How many braces are open at the end."""
    braces = [brace[0] for brace in _BRACE.finditer(content)]
    return braces.count("{") - braces.count("}")


def _display_at(text: str, marks: list[_Mark], at: int) -> tuple[int, Span | None] | None:
    """$$…$$, if that is what opens here."""
    second = marks[at].closer
    if second is None or marks[second].start != marks[at].end:
        return None
    third = marks[second].closer
    fourth = marks[third].closer if third is not None else None
    if third is None or fourth is None or marks[fourth].start != marks[third].end:
        return None
    if not _is_formula(text, marks[second].end, marks[third].start):
        return None
    left = _Mark("$", marks[at].start, marks[second].end)
    right = _Mark("$", marks[third].start, marks[fourth].end)
    return fourth, _between(text, left, right, is_display=True)


def _inline_at(text: str, marks: list[_Mark], at: int) -> tuple[int, Span | None]:
    left, closer = marks[at], _closer_around_text(text, marks, at)
    if closer is None:
        closer = left.closer or at
        if not _is_formula(text, left.end, marks[closer].start):
            return at, None
    return closer, _between(text, left, marks[closer], is_display=False)


def _closer_around_text(text: str, marks: list[_Mark], at: int) -> int | None:
    r"""The dollar that closes $\text{… $x$ …}$, where others stand inside the braces."""
    left, closer = marks[at], marks[at].closer
    if not _TEXT_MACRO.match(text, left.end):
        return None
    for _ in range(_MOST_NESTED):
        if closer is None or marks[closer].start - left.end > _LONGEST:
            return None
        if _depth(text[left.end : marks[closer].start]) <= 0:
            return closer
        closer = marks[closer].closer
    return None


def _is_formula(text: str, start: int, end: int) -> bool:
    """Whether what stands between two dollars is mathematics, not words between prices or formulas."""
    content, after = text[start:end], text[end + 1 : end + 2]
    if end - start > _LONGEST or not content.strip() or "\n\n" in content:
        return False
    bare = _COMMAND.sub(" ", content)
    if _HAN.search(bare):
        return False
    has_phrase, has_tex = bool(_PHRASE.search(bare)), bool(_TEX.search(content))
    opens_loosely, closes_loosely = content[0].isspace(), content[-1].isspace()
    if content[0].isdigit():
        return not (has_phrase or after.isdigit() or (closes_loosely and not has_tex))
    if (opens_loosely or closes_loosely) and not has_tex:
        return not re.search("[A-Za-z]{3}", bare)
    return not (has_phrase and (opens_loosely or closes_loosely or after.isalnum()))
