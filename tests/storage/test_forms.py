"""An entry is folded into a form that many share, and unfolds to the letter, whatever stands in it."""

from hypothesis import example, given

from bot.digest import document
from bot.model.digest import Entry
from storage import forms
from storage.forms import Written
from tests import corpus, factories


def written(entry: Entry) -> Written:
    return Written(entry.id.paper, entry.version, entry.original, entry.translated)


@given(factories.entries())
@example(factories.entry(1, raw_title="{title} {id} {{}} v1 v{version}", row_title="{", row_summary="}", summary="{0}"))
@example(factories.entry(1, raw_title="", row_title="", raw_abstract="", summary="", row_summary=""))
@example(factories.entry(1, raw_title="2404.00001", raw_abstract="v1v1 v12 2404.000012404.00001"))
@example(factories.older_entry(1, raw_title="None vNone (arXiv:2310.00001 [cs.CL])", raw_abstract="vNone"))
def test_what_is_folded_unfolds(entry: Entry) -> None:
    assert forms.unfold(forms.fold(entry, written(entry)).pattern, written(entry)) == entry


def test_papers_that_are_written_alike_share_a_form() -> None:
    for make in (factories.entry, factories.older_entry, factories.early_entry):
        assert len({forms.fold(entry, written(entry)) for entry in map(make, range(1, 50))}) == 1


@corpus.needs_corpus
def test_a_few_forms_serve_thousands_of_entries() -> None:
    entries = [entry for path in corpus.DOCUMENTS for entry in document.parse(path.read_bytes()).entries]

    assert len({forms.fold(entry, written(entry)) for entry in entries}) < len(entries) / 10
