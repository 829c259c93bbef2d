"""The digest document goes to and fro without a byte lost, and what cannot be written is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest import document
from bot.errors import DocumentError
from bot.model.digest import Digest
from tests import corpus, factories

# Written out, so that the code is not measured with its own ruler; ⏎ shows where a line of blanks ends.
TWO_ENTRIES = """\
# 摘要

| Ref | Title | Summary |
| --- | --- | --- |
| [^1] | [On | and [2]](https://arxiv.org/abs/2404.00002) | 本文数到二。 |
| [^2] | [On One.](http://arxiv.org/abs/hep-th/9901001) |  |

# 详细

[^1]: 论二

    On | and [2]

    [https://arxiv.org/abs/2404.00002](https://arxiv.org/abs/2404.00002)

    本文数到二。

    We count to two.

    数到二并不容易。

    arXiv:2404.00002v1 Announce Type: new  Abstract: Counting to two is hard.
    ⏎
[^2]: 论一

    On One. (arXiv:hep-th/9901001v2 [hep-th] UPDATED)

    [http://arxiv.org/abs/hep-th/9901001](http://arxiv.org/abs/hep-th/9901001)

    数到一并不容易。

    Counting to one is hard.
    ⏎

""".replace("⏎", "")
NO_ENTRIES = "# 摘要\n\n| Ref | Title | Summary |\n| --- | --- | --- |\n\n\n# 详细\n\n\n\n"


def test_a_document_is_read_field_by_field():
    first, second = document.parse(TWO_ENTRIES).entries
    assert first == factories.entry(
        2,
        row_title="On | and [2]",
        row_summary="本文数到二。",
        translated_title="论二",
        raw_title="On | and [2]",
        summary="本文数到二。",
        original_summary="We count to two.",
        translated_abstract="数到二并不容易。",
        raw_abstract="arXiv:2404.00002v1 Announce Type: new  Abstract: Counting to two is hard.",
    )
    assert (second.row_title, second.row_summary, second.link) == ("On One.", "", "http://arxiv.org/abs/hep-th/9901001")
    assert (second.summary, second.original_summary) == (None, None)
    assert (second.translated_abstract, second.raw_abstract) == ("数到一并不容易。", "Counting to one is hard.")


def test_a_document_comes_back_as_it_was():
    assert document.render(document.parse(TWO_ENTRIES)) == TWO_ENTRIES


def test_an_empty_day_is_a_document_of_70_bytes():
    assert document.parse(NO_ENTRIES) == Digest()
    assert document.render(Digest()) == NO_ENTRIES
    assert len(NO_ENTRIES.encode()) == 70


@corpus.needs_corpus
@pytest.mark.parametrize("path", corpus.DOCUMENTS, ids=lambda path: path.name)
def test_every_document_of_the_corpus_comes_back_byte_for_byte(path):
    read = path.read_bytes()
    digest = document.parse(read)
    assert document.render(digest).encode() == read
    assert digest.notes == ()


@given(factories.digests())
def test_any_digest_renders_and_parses_back_to_itself(digest):
    text = document.render(digest)
    assert document.parse(text) == document.parse(text.encode()) == digest
    assert document.parse(text).notes == ()


@pytest.mark.parametrize(
    ("start", "line_end", "notes"),
    [
        ("", "\n", ()),
        ("\ufeff", "\n", (document.BOM_NOTE,)),
        ("", "\r\n", (document.CRLF_NOTE,)),
        ("\ufeff", "\r\n", (document.BOM_NOTE, document.CRLF_NOTE)),
    ],
)
@pytest.mark.parametrize("text", [TWO_ENTRIES, NO_ENTRIES])
def test_byte_order_mark_and_crlf_are_accepted_and_said(text, start, line_end, notes):
    changed = start + text.replace("\n", line_end)
    for form in (changed, changed.encode()):
        digest = document.parse(form)
        assert digest.notes == notes
        assert document.render(digest) == text


def test_a_lone_carriage_return_belongs_to_its_field():
    digest = Digest((factories.entry(1, raw_title="On\rCounting\r", raw_abstract="Counting.\r"),))
    assert document.parse(document.render(digest)) == digest
    assert "Counting.\r\n" in document.render(digest)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"row_title": "On\nCounting"}, "texts of one line each"),
        ({"raw_abstract": "Counting is hard.\n"}, "texts of one line each"),
        ({"original_summary": "\n"}, "texts of one line each"),
        ({"link": "https://arxiv.org/abs/2404.00001\n"}, "texts of one line each"),
        ({"summary": None}, "both summaries, or neither"),
        ({"original_summary": None}, "both summaries, or neither"),
        ({"link": ""}, "a link to a paper of arXiv"),
        ({"link": "https://example.org/"}, "a link to a paper of arXiv"),
        ({"link": "https://arxiv.org/abs/2404.00001 "}, "without blanks and brackets"),
        ({"link": "https://arxiv.org/abs/2404.00001)"}, "without blanks and brackets"),
        ({"link": "https://arxiv.org/abs/2404.00001\u2028"}, "without blanks and brackets"),
        ({"row_title": "On [x](https://arxiv.org/abs/2404.00001) | y"}, "a row's title that does not hold the border"),
    ],
)
def test_an_entry_that_could_not_be_read_back_is_refused(changes, expected):
    with pytest.raises(DocumentError, match="entry 2 with ") as caught:
        document.render(Digest((factories.entry(2), factories.entry(1, **changes))))
    assert expected in caught.value.expected
    assert caught.value.line == 6


@pytest.mark.parametrize(("text", "expected"), [("a\0b", "NUL"), ("a\ud800b", "lone surrogates")])
def test_characters_that_no_document_holds_are_refused(text, expected):
    with pytest.raises(DocumentError, match=expected) as caught:
        document.render(Digest((factories.entry(2), factories.entry(1, row_summary=text))))
    assert caught.value.line == 6


@given(factories.entries(), st.sampled_from(["\n", "\0", "\ud800"]), st.data())
def test_no_field_of_any_entry_may_hold_them(entry, character, data):
    names = [name for name in entry.__slots__ if getattr(entry, name) is not None]
    name = data.draw(st.sampled_from(names))
    value = getattr(entry, name)
    place = data.draw(st.integers(0, len(value)))
    fields = {each: getattr(entry, each) for each in entry.__slots__}
    fields[name] = value[:place] + character + value[place:]
    with pytest.raises(DocumentError):
        document.render(Digest((type(entry)(**fields),)))


def test_a_title_may_hold_the_border_of_another_row():
    title = "On [x](https://arxiv.org/abs/2404.00009) | y](https://arxiv.org/abs/2404.00001) |"
    digest = Digest((factories.entry(1, row_title=title, row_summary="](https://arxiv.org/abs/2404.00001) | z"),))
    assert document.parse(document.render(digest)) == digest
