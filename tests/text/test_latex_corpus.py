"""Every text of the corpus, where that is at hand: nothing lost, nothing stray."""

from benchmarks import latex as benchmark
from bot.text import latex
from tests import corpus


@corpus.needs_corpus
def test_no_text_loses_anything_or_shows_latex() -> None:
    for text in benchmark.texts_of(corpus.SHARED):
        pieces = latex.split(text)
        assert "".join(piece.source for piece in pieces) == text
        prose = [piece for piece in pieces if isinstance(piece, latex.Prose)]
        assert [stray for piece in prose for stray in benchmark.stray(piece)] == []
