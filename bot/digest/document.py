"""The digest document: Markdown with a table of summaries and a footnote of details for each row.

    bytes ─decode─> text ─head, rows, details─> Digest ─render─> the same text

The way through a sound document is one regular expression a detail. Only where something does not match is the
document walked line by line (`damage`), to say what was expected where.
"""

import operator
import re
from collections.abc import Iterator
from dataclasses import fields

from bot.digest import damage, layout
from bot.errors import DocumentError
from bot.model import paper
from bot.model.digest import Digest, Entry

BOM_NOTE = "a byte order mark was passed over"
CRLF_NOTE = "line ends of CRLF were read as LF"

# Nothing here gives back what it took: where it does not match, it has looked at every character once.
_DETAIL = re.compile(
    r"\[\^([0-9]++)\]: (.*+)\n\n"  # number, translated title
    r"    (.*+)\n\n"  # raw title
    rf"    \[(?P<link>{layout.LINK})\]\((?P=link)\)\n\n"
    r"(?:    (.*+)\n\n    (.*+)\n\n)?+"  # summary, original summary: not in the earliest documents
    r"    (.*+)\n\n"  # translated abstract
    r"    (.*+)\n"  # raw abstract
    r"    \n"
)
_LINK = re.compile(layout.LINK)
_fields_of = operator.attrgetter(*(field.name for field in fields(Entry)))


def parse(document: bytes | str) -> Digest:
    """The digest that a document holds; a damaged one raises DocumentError."""
    text, notes = _passed_over(_decode(document) if isinstance(document, bytes) else _writable(document))
    border = text.find(layout.DETAILS, len(layout.HEAD))
    if border < 0 or not text.startswith(layout.HEAD):
        raise damage.find(text)
    rows = text[len(layout.HEAD) : border].split("\n") if border > len(layout.HEAD) else []
    return Digest(tuple(_entries(text, rows, border + len(layout.DETAILS))), notes)


def render(digest: Digest) -> str:
    """The document of a digest; one that could not be read back raises DocumentError."""
    entries = list(enumerate(digest.entries, start=1))
    for number, entry in entries:
        if expected := _expected_of(entry):
            raise DocumentError(len(layout.HEAD_LINES) + number, f"entry {number} with {expected}")
    rows = "\n".join(layout.row(number, entry) for number, entry in entries)
    details = "\n".join(layout.detail(number, entry) for number, entry in entries)
    return _writable(layout.HEAD + rows + layout.DETAILS + details + layout.END)


def _decode(document: bytes) -> str:
    try:
        text = document.decode()
    except UnicodeDecodeError as error:
        raise DocumentError(document.count(b"\n", 0, error.start) + 1, "UTF-8 text") from error
    return _without_nul(text)


def _writable(text: str) -> str:
    """The text, if UTF-8 can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DocumentError(_line_at(text, error.start), "text without lone surrogates") from error
    return _without_nul(text)


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise DocumentError(_line_at(text, text.index("\0")), "text without NUL characters")
    return text


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _passed_over(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without byte order mark and with LF line ends, and notes of what was passed over."""
    notes = []
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append(BOM_NOTE)
    if text.startswith(f"{layout.HEAD_LINES[0]}\r\n"):
        text = text.replace("\r\n", "\n")
        notes.append(CRLF_NOTE)
    return text, tuple(notes)


def _entries(text: str, rows: list[str], start: int) -> Iterator[Entry]:
    for number, line in enumerate(rows, start=1):
        match = _DETAIL.match(text, start)
        entry = match and _entry(match, number, line)
        if not match or not entry:
            raise damage.find(text)
        yield entry
        start = match.end()
    if text[start - 1 if rows else start :] != layout.END:
        raise damage.find(text)


def _entry(match: re.Match[str], number: int, line: str) -> Entry | None:
    """The entry of a detail and the line of its row, or None where they do not belong together."""
    told, translated_title, raw_title, link, *texts = match.groups()
    row = layout.split_row(line, number, link)
    if row is None or told != str(number) or not paper.holds_id(link):
        return None
    return Entry(link, *row, translated_title, raw_title, *texts)


def _expected_of(entry: Entry) -> str | None:
    """What an entry would need to be written so that it can be read back, or None."""
    if any("\n" in text for text in _fields_of(entry) if text):
        return "texts of one line each"
    if not _LINK.fullmatch(entry.link) or not paper.holds_id(entry.link):
        return "a link to a paper of arXiv, without blanks and brackets"
    if layout.row_border(entry.link) in entry.row_title:
        return "a row's title that does not hold the border to the summary"
    if (entry.summary is None) != (entry.original_summary is None):
        return "both summaries, or neither"
    return None
