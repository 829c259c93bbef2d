"""What a document's raw fields mean: id, version, category, kind, and the clean texts."""

from collections import Counter

import pytest
from hypothesis import given

from bot.digest import document
from bot.model.digest import Digest, Entry, Kind
from bot.model.paper import ArxivId, Texts
from bot.model.taxonomy import ARCHIVES, CATEGORIES
from tests import corpus, factories

OLDER_MARKS = {"": Kind.NEW, " UPDATED": Kind.REPLACE, " CROSS LISTED": Kind.CROSS}


def test_since_2024_the_abstract_tells_version_and_kind():
    entry = factories.entry(7)
    assert (entry.id, entry.version, entry.kind, entry.category) == (ArxivId("2404.00007"), 1, Kind.NEW, None)
    assert entry.title == "On Counting to 7"
    assert entry.abstract == "Counting to 7 is hard. We say why."


@pytest.mark.parametrize("kind", Kind)
def test_every_announce_type_is_a_kind(kind):
    abstract = f"arXiv:2404.00001v3 Announce Type: {kind} Abstract: Counting is hard."
    entry = factories.entry(1, raw_abstract=abstract)
    assert (entry.version, entry.kind, entry.abstract) == (3, kind, "Counting is hard.")


def test_an_announce_type_that_nobody_knows_is_no_kind():
    entry = factories.entry(1, raw_abstract="arXiv:2404.00001v3 Announce Type: withdrawn  Abstract: Counting.")
    assert (entry.version, entry.kind, entry.abstract) == (3, None, "Counting.")


def test_replacements_were_there_before():
    assert [kind for kind in Kind if kind.is_replacement] == [Kind.REPLACE, Kind.REPLACE_CROSS]


@pytest.mark.parametrize(("mark", "kind"), OLDER_MARKS.items())
def test_to_2024_the_title_tells_version_category_and_kind(mark, kind):
    entry = factories.older_entry(7, mark)
    assert (entry.id, entry.version, entry.kind) == (ArxivId("2310.00007"), 2, kind)
    assert entry.category == "math.NT"
    assert entry.title == "On Counting to 7"
    assert entry.abstract == "Counting to 7 is hard. We say why."


@pytest.mark.parametrize(
    ("raw_title", "title"),
    [
        ("Why Count?. (arXiv:2310.00001v1 [math.NT])", "Why Count?"),
        ("Why Count?.. (arXiv:2310.00001v1 [math.NT])", "Why Count?."),
        ("Why Count? (arXiv:2310.00001v1 [math.NT])", "Why Count?"),
        ("(arXiv:2310.00001v1 [a]) Counted. (arXiv:2310.00001v1 [math.NT])", "(arXiv:2310.00001v1 [a]) Counted"),
        ("Why Count. ", "Why Count. "),
        ("Why Count.", "Why Count."),
    ],
)
def test_only_what_the_feed_appended_is_cut_from_a_title(raw_title, title):
    assert factories.older_entry(1, raw_title=raw_title).title == title


def test_a_title_may_name_another_paper():
    raw_title = "Comment on Counting (arXiv:1705.00001v1 [hep-th])"
    entry = factories.entry(1, raw_title=raw_title, raw_abstract="We disagree.")
    assert (entry.title, entry.version, entry.category, entry.kind) == (raw_title, None, None, None)


def test_old_style_ids_are_told_in_the_same_ways():
    raw_title = "On Knots. (arXiv:math/0309136v2 [math.GT] UPDATED)"
    entry = factories.older_entry(1, link="http://arxiv.org/abs/math/0309136", raw_title=raw_title)
    assert (entry.id, entry.version, entry.title) == (ArxivId("math/0309136"), 2, "On Knots")
    raw_abstract = "arXiv:hep-th/9901001v2 Announce Type: replace  Abstract: On strings."
    entry = factories.entry(1, link="https://arxiv.org/abs/hep-th/9901001", raw_abstract=raw_abstract)
    assert (entry.id, entry.version, entry.abstract) == (ArxivId("hep-th/9901001"), 2, "On strings.")


def test_an_entry_that_tells_only_its_id_is_an_entry():
    entry = factories.entry(1, raw_abstract=" Counting is hard. ")
    assert (entry.id, entry.version, entry.kind, entry.category) == (ArxivId("2404.00001"), None, None, None)
    assert entry.abstract == "Counting is hard."


def test_the_link_may_tell_the_version():
    entry = factories.entry(1, link="https://arxiv.org/abs/2404.00001v4", raw_abstract="Counting is hard.")
    assert (entry.id, entry.version) == (ArxivId("2404.00001"), 4)


def test_texts_come_in_both_languages():
    entry = factories.entry(1, original_summary="We count.")
    abstract = "Counting to 1 is hard. We say why."
    assert entry.original == Texts("en", "On Counting to 1", abstract, "We count.")
    assert entry.translated == Texts("zh", entry.translated_title, entry.translated_abstract, entry.row_summary)


def test_the_earliest_documents_have_their_summary_in_the_row_alone():
    entry = factories.early_entry(1)
    assert entry.original.summary == ""
    assert entry.translated.summary == entry.row_summary != ""


@given(factories.entries())
def test_whatever_the_fields_hold_their_meaning_can_be_asked(entry):
    assert str(entry.id) in entry.link
    assert entry.version is None or entry.version > 0
    assert entry.kind is None or entry.kind in Kind
    assert entry.original.title in entry.raw_title
    assert entry.original.abstract in entry.raw_abstract
    assert entry.translated.language == "zh"


@pytest.mark.parametrize("digits", [4301, 100_000])
def test_a_version_of_thousands_of_digits_is_none(digits):
    version = "9" * digits
    entry = factories.entry(
        1,
        raw_title=f"On Counting. (arXiv:2404.00001v{version} [math.NT])",
        raw_abstract=f"arXiv:2404.00001v{version} Announce Type: new  Abstract: Counting is hard.",
    )
    assert (entry.version, entry.kind, entry.title) == (None, None, entry.raw_title)


def test_notes_are_no_part_of_what_a_digest_is():
    assert Digest((factories.entry(),), notes=("something was passed over",)) == Digest((factories.entry(),))


@corpus.needs_corpus
@pytest.mark.parametrize("path", corpus.DOCUMENTS, ids=lambda path: path.name)
def test_the_corpus_means_what_an_independent_reading_finds(path):
    text = path.read_text(encoding="utf-8")
    entries = document.parse(text).entries
    assert [_meaning(entry) for entry in entries] == [_read(detail) for detail in text.split("\n[^")[1:]]


@corpus.needs_corpus
def test_the_corpus_tells_as_much_as_was_counted():
    entries = [entry for path in corpus.DOCUMENTS for entry in document.parse(path.read_bytes()).entries]
    assert len(corpus.DOCUMENTS) == 97
    assert len(entries) == 3861
    assert sum(entry.category is not None for entry in entries) == 2104
    assert sum(entry.version is None for entry in entries) == sum(entry.kind is None for entry in entries) == 367
    assert sum(entry.summary is None for entry in entries) == 19
    assert {entry.category for entry in entries} - {None} <= ARCHIVES | set(CATEGORIES)
    assert Counter(entry.kind for entry in entries if entry.kind) == {
        Kind.NEW: 1885,
        Kind.CROSS: 850,
        Kind.REPLACE: 621,
        Kind.REPLACE_CROSS: 138,
    }


def _meaning(entry: Entry) -> tuple[object, ...]:
    return str(entry.id), entry.version, entry.category, entry.kind, entry.title, entry.abstract


def _read(detail: str) -> tuple[object, ...]:
    """The same of one detail of a document's text, without a regular expression."""
    fields = detail.removesuffix("\n\n").removesuffix("\n    ").split("\n\n    ")
    title, abstract = fields[1], fields[-1]
    link = fields[2][1 : fields[2].index("]")]
    version = category = kind = None
    if " (arXiv:" in title and title.endswith(")"):
        title, _, tail = title.removesuffix(")").rpartition(". (arXiv:")
        version = int(tail.split(" ")[0].rpartition("v")[2])
        category = tail[tail.index("[") + 1 : tail.index("]")]
        kind = OLDER_MARKS[tail[tail.index("]") + 1 :]]
    if abstract.startswith("arXiv:"):
        head, _, abstract = abstract.partition("Abstract:")
        version = int(head.split(" ")[0].rpartition("v")[2])
        kind = Kind(head.split("Announce Type:")[1].strip())
    return link.rpartition("/abs/")[2], version, category, kind, title, abstract.strip()
