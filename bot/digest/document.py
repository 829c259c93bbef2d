"""The digest document: Markdown with a table of summaries and a footnote of details for each row.

    bytes ─decode─> text ─head, rows, details─> Digest ─render─> the same text

The way through a sound document is one regular expression a detail. Only where something does not match is the
document walked line by line (`damage`), to say what was expected where.
"""

import re
from collections.abc import Iterator

from bot.digest import damage
from bot.digest.layout import DETAILS, END, HEAD, detail, row, row_border, row_start
from bot.errors import DocumentError
from bot.model.digest import Digest, Entry

BOM_NOTE = "a byte order mark was passed over"
CRLF_NOTE = "line ends of CRLF were read as LF"

# Nothing here gives back what it took: a damaged document costs no more time than a sound one.
_DETAIL = re.compile(
    r"\[\^([0-9]++)\]: (.*+)\n\n"  # number, translated title
    r"    (.*+)\n\n"  # raw title
    r"    \[(.*+)\n\n"  # link](link)
    r"(?:    (.*+)\n\n    (.*+)\n\n)?+"  # summary, original summary: not in the earliest documents
    r"    (.*+)\n\n"  # translated abstract
    r"    (.*+)\n"  # raw abstract
    r"    \n"
)


def parse(document: bytes | str) -> Digest:
    """The digest that a document holds; a damaged one raises DocumentError."""
    text, notes = _text(document)
    border = text.find(DETAILS, len(HEAD))
    if border < 0 or not text.startswith(HEAD):
        raise damage.find(text)
    rows = text[len(HEAD) : border].split("\n") if border > len(HEAD) else []
    return Digest(tuple(_entries(text, rows, border + len(DETAILS))), notes)


def render(digest: Digest) -> str:
    """The document of a digest; one that could not be read back raises DocumentError."""
    entries = list(enumerate(digest.entries, start=1))
    rows = "\n".join(row(number, entry) for number, entry in entries)
    details = "\n".join(detail(number, entry) for number, entry in entries)
    text = HEAD + rows + DETAILS + details + END
    if parse(text) != digest:
        raise DocumentError(1, "fields without line breaks, and titles without the end of a link")
    return text


def _text(document: bytes | str) -> tuple[str, tuple[str, ...]]:
    """The text with LF line ends, and what was passed over."""
    text = _decode(document.encode(errors="surrogatepass") if isinstance(document, str) else document)
    if "\0" in text:
        raise DocumentError(damage.line_at(text, text.index("\0")), "no NUL character")
    notes = []
    if text.startswith("\ufeff"):
        text = text[1:]
        notes.append(BOM_NOTE)
    if text.startswith(HEAD[: HEAD.index("\n")] + "\r\n"):
        text = text.replace("\r\n", "\n")
        notes.append(CRLF_NOTE)
    return text, tuple(notes)


def _decode(document: bytes) -> str:
    try:
        return document.decode()
    except UnicodeDecodeError as error:
        raise DocumentError(document.count(b"\n", 0, error.start) + 1, "UTF-8 text") from error


def _entries(text: str, rows: list[str], start: int) -> Iterator[Entry]:
    for number, line in enumerate(rows, start=1):
        match = _DETAIL.match(text, start)
        entry = match and _entry(number, line, match)
        if not match or not entry:
            raise damage.find(text)
        yield entry
        start = match.end()
    if text[start - 1 if rows else start :] != END:
        raise damage.find(text)


def _entry(number: int, line: str, match: re.Match[str]) -> Entry | None:
    """The entry of a row and its detail, or None where they do not belong together."""
    told, translated_title, raw_title, links, summary, original_summary, translated_abstract, raw_abstract = (
        match.groups()
    )
    link = links[: (len(links) - 3) // 2]
    start, border = row_start(number), row_border(link)
    middle = line.find(border, len(start))
    is_row = line.startswith(start) and middle >= 0 and line.endswith(" |", middle + len(border))
    if told != str(number) or links != f"{link}]({link})" or not is_row or not damage.is_link(link):
        return None
    return Entry(
        link,
        line[len(start) : middle],
        line[middle + len(border) : -2],
        translated_title,
        raw_title,
        summary,
        original_summary,
        translated_abstract,
        raw_abstract,
    )
