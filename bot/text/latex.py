"""A text as prose and formulas: prose as a reader sees it, formulas as LaTeX for renderings to draw."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.text import delimiters, macros, prose, tex, unicode_math

# Most texts have nothing of LaTeX: they are returned as they are.
_SPECIAL = re.compile(r"[\\${}`~^_]|--|''")

_FONTS = macros.WORDS | {"mathbf", "boldsymbol", "bm", "bf", "rm", "it", "sf", "tt", "em"}
_PLACE = "\ufdd0"  # stands for a formula while prose is cleaned: a noncharacter, which no text should have


@dataclass(frozen=True, slots=True)
class Prose:
    """Words: their source, and what a reader sees."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """Mathematics: its source with the delimiters, and the LaTeX between them."""

    source: str
    latex: str
    is_display: bool = False


Piece = Prose | Formula


def split(text: str) -> tuple[Piece, ...]:
    """The text as prose and formulas; their sources, joined, are the text.

    A formula of nothing but words, figures and signs (10$-$90, H$_2$O) is prose.
    """
    if not _SPECIAL.search(text):
        return (Prose(text, text),) if text else ()
    return tuple(_merged(_pieces(text)))


def readable(text: str) -> str:
    """The whole text for readers of plain text: formulas in Unicode, or as their LaTeX."""
    return "".join(
        piece.text if isinstance(piece, Prose) else unicode_math.plain(piece.latex) or piece.latex
        for piece in split(text)
    )


def _pieces(text: str) -> Iterator[Piece]:
    spans, stray = delimiters.find(text)
    starts, ends = [0, *(span.end for span in spans)], [*(span.start for span in spans), len(text)]
    gaps = list(zip(starts, ends, strict=True))
    seen = _cleaned(_without_strays(text, gaps, stray))
    for number, (start, end) in enumerate(gaps):
        yield Prose(text[start:end], seen[number])
        if number < len(spans):
            span = spans[number]
            yield Formula(text[span.start : span.end], span.latex, span.is_display)


def _without_strays(text: str, gaps: Sequence[tuple[int, int]], stray: Sequence[int]) -> list[str]:
    """The prose between the formulas, with its dollars escaped if they are money, else left out."""
    found, dollars = [], iter(stray)
    dollar = next(dollars, None)
    for start, end in gaps:
        parts, at = [], start
        while dollar is not None and dollar < end:
            parts += [text[at:dollar], r"\$" if delimiters.is_money(text, dollar) else ""]
            at, dollar = dollar + 1, next(dollars, None)
        found.append("".join([*parts, text[at:end]]))
    return found


def _cleaned(gaps: Sequence[str]) -> list[str]:
    r"""The prose between the formulas, cleaned in one go, for an \emph{…} may hold a formula."""
    gaps = [gap.replace(_PLACE, "\ufffd") for gap in gaps]
    seen = prose.clean(_PLACE.join(gaps)).split(_PLACE)
    # A formula in something that is not shown, such as a \label, would be lost.
    return seen if len(seen) == len(gaps) else [prose.clean(gap) for gap in gaps]


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbouring prose made one, and formulas that are prose with it."""
    source = seen = ""
    for piece in pieces:
        words = piece.text if isinstance(piece, Prose) else _as_prose(piece)
        if words is not None:
            source, seen = source + piece.source, seen + words
            continue
        if source:
            yield Prose(source, seen)
        source = seen = ""
        yield piece
    if source:
        yield Prose(source, seen)


def _as_prose(formula: Formula) -> str | None:
    return None if formula.is_display else _words(formula.latex)


@functools.lru_cache(maxsize=4096)
def _words(latex: str) -> str | None:
    """What is read in place of a formula that has no variables, if it is such."""
    if content := _text_in(latex):
        return prose.clean(content)
    text, reads_well = unicode_math.draw(latex)
    is_script, is_sign = latex[0] in "_^", not any(char.isalpha() for char in text)
    return text if reads_well and (is_script or is_sign) else None


def _text_in(latex: str) -> str | None:
    r"""What a formula of nothing but text says: \text{for all}, {\rm gas}, \mathrm{KL}; but not \mathrm{P}."""
    items = tex.parse(latex).items
    while len(items) == 1 and isinstance(items[0], tex.Group):
        items = items[0].items
    if latex.startswith((r"\href{", r"\url{")):
        return latex
    if len(items) != 2 or not tex.is_command(items[0]):
        return None
    name, content = str(items[0])[1:], tex.source_of(items[1:]).strip("{} ")
    is_text = name in macros.WORDS and not name.startswith("math")
    is_words = name in _FONTS and len(content) > 1 and not re.search(r"[\\_^=<>$]", content)
    return content if is_text or is_words else None
