"""A paper's own words as rich text: formulas drawn, Chinese as the reader writes it, matched words marked."""

import functools
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.compose import texts
from bot.model.message import Math, Text, mark, seq
from bot.text import analysis, hant, latex

_CACHED = 8192  # titles and summaries of the largest days in every form, about 8 MB


@functools.lru_cache(maxsize=_CACHED)
def draw(text: str, *, is_traditional: bool = False) -> Text:
    """The text without LaTeX: words, and formulas to be drawn. Done once, however many read it."""
    nodes = [_node(piece, is_traditional=is_traditional) for piece in latex.split(" ".join(text.split()))]
    return seq(*nodes) if nodes else ""


def _node(piece: latex.Piece, *, is_traditional: bool) -> Text:
    if isinstance(piece, latex.Formula):
        return Math(piece.latex)
    return hant.to_traditional(piece.text) if is_traditional else piece.text


def flatten(text: Text, most: int) -> Text:
    """The text, whose formulas stay their source where there are too many to be drawn."""
    drawn = sum(isinstance(node, Math) for node in text) if isinstance(text, tuple) else 0
    return texts.words(text) if drawn > most else text


def emphasise(text: Text, phrases: Sequence[tuple[str, ...]], most: int) -> Text:
    """The text with the words marked that stand in it as these sequences of tokens; the first of them, if many."""
    if not phrases:
        return text
    nodes: list[Text] = []
    for node in _leaves(text):
        found = _merged(sorted(_find(analysis.spans(node), phrases)))[:most] if isinstance(node, str) else []
        most -= len(found)
        nodes += _marked(node, found) if isinstance(node, str) else [node]
    return seq(*nodes)


def _leaves(text: Text) -> Iterator[Text]:
    if isinstance(text, tuple):
        for part in text:
            yield from _leaves(part)
    else:
        yield text


def _marked(text: str, found: Sequence[tuple[int, int]]) -> list[Text]:
    edges = [0, *(edge for span in found for edge in span), len(text)]
    pieces = (text[start:end] for start, end in pairwise(edges))
    return [mark(piece) if place % 2 else piece for place, piece in enumerate(pieces)]


def _find(spans: list[tuple[str, int, int]], phrases: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    tokens = tuple(token for token, _, _ in spans)
    for phrase in filter(None, phrases):
        last = len(phrase) - 1
        for at, token in enumerate(tokens):
            if token == phrase[0] and tokens[at : at + last + 1] == phrase:
                yield spans[at][1], spans[at + last][2]


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
