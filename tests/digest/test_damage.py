"""A damaged document gets one clear error: the line, and what was expected there. Never anything else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest import damage, document
from bot.errors import DocumentError
from bot.model.digest import Digest
from tests import factories

SOUND = document.render(factories.digest(2))
EARLY = document.render(Digest((factories.early_entry(2), factories.older_entry(1))))
EMPTY = document.render(Digest())
LINK = "https://arxiv.org/abs/2404.00002"

# The lines of SOUND and EARLY, counted from 1.
HEADER, ROW_1, ROW_2, HEADING = 3, 5, 6, 8
DETAIL_1, TITLE_1, LINKS_1, END_1, DETAIL_2 = 10, 12, 14, 23, 24


def refusal(form: bytes | str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        document.parse(form)
    return caught.value


def changed(text: str, line: int, *instead: str) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[: line - 1], *instead, *lines[line:]])


def line_of(text: str, line: int) -> str:
    return text.split("\n")[line - 1]


def cut_out(text: str, start: str, end: str) -> str:
    return text[: text.index(start)] + text[text.rindex(end) :]


@pytest.mark.parametrize("text", [SOUND, EARLY, EMPTY, "\ufeff" + SOUND, SOUND.replace("\n", "\r\n")])
def test_a_document_cut_off_anywhere_says_that_it_ends(text):
    for end in range(len(text)):
        error = refusal(text[:end])
        assert "but the document ends" in error.expected, end
        assert error.line == text[:end].count("\n") + 1, end
        assert text.split("\n")[error.line - 1].startswith(text[:end].split("\n")[-1])


@pytest.mark.parametrize("text", [SOUND, EARLY, EMPTY])
def test_a_document_cut_off_at_any_byte_says_the_line(text):
    whole = text.encode()
    for end in range(len(whole)):
        assert refusal(whole[:end]).line == whole[:end].count(b"\n") + 1


DAMAGED = {
    "nothing": ("", 1, 'the line "# 摘要", but the document ends here'),
    "one line of anything": ("hello", 1, 'the line "# 摘要", but the document ends within this line'),
    "another text": ("hello\nworld\n", 1, 'the line "# 摘要"'),
    "line ends of CR": (SOUND.replace("\n", "\r"), 1, 'the line "# 摘要", but'),
    "two byte order marks": ("\ufeff\ufeff" + SOUND, 1, 'the line "# 摘要"'),
    "another header": (changed(SOUND, HEADER, "| Ref | Title |"), HEADER, 'the line "| Ref | Title | Summary |"'),
    "no header": (changed(SOUND, HEADER), HEADER, 'the line "| Ref | Title | Summary |"'),
    "another heading": (changed(SOUND, HEADING, "# 细节"), HEADING, 'the line "# 详细"'),
    "no heading": (changed(SOUND, HEADING), HEADING, 'the line "# 详细"'),
    "no blank line before the heading": (changed(SOUND, HEADING - 1), HEADING - 1, "or a blank line"),
    "no second blank line in an empty table": (changed(EMPTY, 5), 6, "a blank line"),
    "a blank line among the rows": (changed(SOUND, ROW_1, line_of(SOUND, ROW_1), ""), 7, 'the line "# 详细"'),
    "a row without its end": (changed(SOUND, ROW_1, line_of(SOUND, ROW_1)[:-2]), ROW_1, 'the row "| [^1] | ['),
    "a row without a link": (changed(SOUND, ROW_1, "| [^1] | [Title] | 数。 |"), ROW_1, 'the row "| [^1] | ['),
    "a row without a summary": (changed(SOUND, ROW_1, f"| [^1] | [Title]({LINK}) | |"), ROW_1, 'the row "| [^1] | ['),
    "a row that ends in CRLF": (changed(SOUND, ROW_1, line_of(SOUND, ROW_1) + "\r"), ROW_1, 'the row "| [^1] | ['),
    "a row twice": (changed(SOUND, ROW_2, line_of(SOUND, ROW_1)), ROW_2, 'the row "| [^2] | ['),
    "a row out of order": (SOUND.replace("| [^2]", "| [^3]"), ROW_2, 'the row "| [^2] | ['),
    "rows counted from 0": (SOUND.replace("[^1]", "[^0]").replace("[^2]", "[^1]"), ROW_1, 'the row "| [^1] | ['),
    "a row without its detail": (cut_out(SOUND, "[^2]: ", "\n"), DETAIL_2, 'the detail of row 2, "[^2]: TITLE"'),
    "the first row without its detail": (cut_out(SOUND, "[^1]: ", "[^2]: "), DETAIL_1, 'row 1, "[^1]: TITLE"'),
    "a detail without its row": (changed(SOUND, ROW_2), DETAIL_2 - 1, "and the end, for the table has no row 2"),
    "details without any row": (cut_out(SOUND, "| [^1]", "\n\n# "), DETAIL_1 - 1, "for the table has no row 1"),
    "a detail out of order": (SOUND.replace("[^2]: ", "[^3]: "), DETAIL_2, 'the detail of row 2, "[^2]: TITLE"'),
    "a detail counted in another way": (SOUND.replace("[^2]: ", "[^02]: "), DETAIL_2, "the detail of row 2"),
    "the link of another row": (changed(SOUND, LINKS_1, line_of(SOUND, LINKS_1 + 14)), LINKS_1, "the link of row 1"),
    "two links that differ": (SOUND.replace(f"    [{LINK}]", "    [x]"), LINKS_1, "[LINK](LINK)"),
    "a link elsewhere": (SOUND.replace("arxiv.org/abs/2404.00002", "example.org/"), LINKS_1, "to a paper of arXiv"),
    "a link of a month that is none": (SOUND.replace("2404.00002", "2413.00002"), LINKS_1, "to a paper of arXiv"),
    "a field without its four spaces": (changed(SOUND, TITLE_1, "Title"), TITLE_1, "the raw title after four spaces"),
    "a field in two lines": (changed(SOUND, TITLE_1, "    On", "    Counting"), TITLE_1 + 1, "a blank line"),
    "a field too many": (changed(SOUND, END_1 - 1, "    a", "", "    b"), END_1, "a line of four spaces"),
    "blanks at the ends of lines lost": (changed(SOUND, END_1, ""), END_1, "a line of four spaces"),
    "a blank line after the end": (SOUND + "\n", 39, "the end of the document"),
    "a text after the end": (SOUND + "And so on", 39, "the end of the document"),
    "a text after the end of an empty day": (EMPTY + "And so on\n", 11, "the end of the document"),
    "another document after the end": (SOUND + SOUND, 39, "the end of the document"),
    "NUL": (changed(SOUND, TITLE_1, "    On\0Counting"), TITLE_1, "text without NUL characters"),
    "a lone surrogate": (changed(SOUND, TITLE_1, "    On\udc80"), TITLE_1, "text without lone surrogates"),
}
UNREADABLE = {
    "GBK": (SOUND.encode("gbk"), ROW_1, "UTF-8 text"),
    "UTF-16 with its mark": (SOUND.encode("utf-16"), 1, "UTF-8 text"),
    "UTF-16 of plain letters": ("hello\n".encode("utf-16-le"), 1, "text without NUL characters"),
    "one byte": (changed(SOUND, TITLE_1, "    Counté").encode("latin-1", "replace"), TITLE_1, "UTF-8 text"),
    "an image": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "UTF-8 text"),
    "a program": (b"\x7fELF\x02\x01\x01\0", 1, "text without NUL characters"),
    "any bytes": (random.Random(0).randbytes(10_000), 1, "UTF-8 text"),
}


@pytest.mark.parametrize(("form", "line", "expected"), (DAMAGED | UNREADABLE).values(), ids=DAMAGED | UNREADABLE)
def test_each_kind_of_damage_has_its_line_and_what_was_expected_there(form, line, expected):
    error = refusal(form)
    assert expected in error.expected
    assert error.line == line
    assert str(error) == f"line {line}: expected {error.expected}"


@pytest.mark.parametrize("text", ["a" * 1_000_000, SOUND[: SOUND.index("\n\n# 详细")] + " " * 1_000_000])
def test_a_line_of_a_million_characters_is_one_line(text):
    error = refusal(text)
    assert error.line == text.count("\n") + 1
    assert len(str(error)) < 200


def accept_or_refuse(form: bytes | str) -> None:
    """A Digest whose document is what was read, or a DocumentError with a line that there is; nothing else."""
    whole = form if isinstance(form, bytes) else form.encode(errors="surrogatepass")
    match read(form):
        case DocumentError(line=line):
            assert 1 <= line <= whole.count(b"\n") + 1
        case digest:
            assert digest.notes or document.render(digest).encode() == whole


def read(form: bytes | str) -> Digest | DocumentError:
    try:
        return document.parse(form)
    except DocumentError as error:
        return error


@given(st.binary())
def test_any_bytes_are_a_digest_or_a_document_error(form):
    accept_or_refuse(form)


@given(st.text(st.characters(exclude_categories=[])) | st.lists(factories.lines()).map("\n".join))
def test_any_text_is_a_digest_or_a_document_error(form):
    accept_or_refuse(form)
    accept_or_refuse(EMPTY[: EMPTY.index("\n\n\n") + 1] + form)
    accept_or_refuse(SOUND[: SOUND.index("[^1]: ")] + form)


@given(factories.digests(), st.data())
def test_damage_of_any_byte_is_a_digest_or_a_document_error(digest, data):
    whole = bytearray(document.render(digest).encode())
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=3)):
        whole[place] ^= data.draw(st.integers(1, 255))
    accept_or_refuse(bytes(whole))


@given(factories.digests(), st.data())
def test_damage_of_any_line_is_a_digest_or_a_document_error(digest, data):
    lines = document.render(digest).split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        mutate(lines, data)
    accept_or_refuse("\n".join(lines))


def mutate(lines: list[str], data: st.DataObject) -> None:
    places = st.integers(0, len(lines) - 1)
    one, other = data.draw(places), data.draw(places)
    match data.draw(st.sampled_from(["swap", "delete", "double", "insert", "cut", "append"])):
        case "swap":
            lines[one], lines[other] = lines[other], lines[one]
        case "delete" if len(lines) > 1:
            del lines[one]
        case "double":
            lines.insert(other, lines[one])
        case "insert":
            lines.insert(one, data.draw(factories.lines()))
        case "cut":
            lines[one] = lines[one][: data.draw(st.integers(0, len(lines[one])))]
        case _:
            lines[one] += data.draw(factories.lines())


@given(factories.digests())
def test_to_walk_a_sound_document_is_a_mistake_of_ours(digest):
    with pytest.raises(AssertionError):
        damage.find(document.render(digest))
