"""What is wrong with a digest document, and at which line: the slow walk that only a damaged one takes."""

import re
from collections.abc import Callable
from functools import partial

from bot.digest import layout
from bot.errors import DocumentError
from bot.model import paper

_ROW_BORDER = re.compile(rf"\]\({layout.LINK}\) \| ")
_LINKS = re.compile(rf"{layout.BLANK}\[({layout.LINK})\]\(\1\)")


def find(text: str) -> DocumentError:
    """The first thing in a document, refused by `document.parse`, that is not as it should be."""
    try:
        _walk(_Lines(text))
    except DocumentError as error:
        return error
    raise AssertionError("the walk found nothing wrong in a document that was refused")


class _Lines:
    """The lines of a document, taken one after another; `next` is what comes, and whole unless `at_end`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._number = 0
        self._advance()

    def take(self, expected: str, holds: Callable[[str], object]) -> str:
        """The next line, if it is whole and what was expected."""
        line = self.next
        if self.at_end:
            raise self.error(f"{expected}, but the document ends {'within this line' if line else 'here'}")
        if not holds(line):
            raise self.error(expected)
        self._advance()
        return line

    def take_exactly(self, *lines: str) -> None:
        """These lines."""
        for line in lines:
            self.take(f'the line "{line}"' if line else "a blank line", line.__eq__)

    def take_field(self, what: str) -> None:
        """A field of a detail."""
        self.take(f"{what} after four spaces", lambda line: line.startswith(layout.BLANK))

    def take_end(self) -> None:
        """Nothing more."""
        if self.next or not self.at_end:
            raise self.error("the end of the document")

    def error(self, expected: str) -> DocumentError:
        """What is said of the next line."""
        return DocumentError(self._number, expected)

    def _advance(self) -> None:
        end = self._text.find("\n", self._start)
        self.at_end = end < 0
        self.next = self._text[self._start :] if self.at_end else self._text[self._start : end]
        self._start = end + 1
        self._number += 1


def _walk(lines: _Lines) -> None:
    lines.take_exactly(*layout.HEAD_LINES)
    rows = _walk_rows(lines)
    lines.take_exactly(*layout.DETAILS_LINES[1:])
    for number, row in enumerate(rows, start=1):
        _walk_detail(lines, number, row)
    lines.take(f"a blank line and the end, for the table has no row {len(rows) + 1}", "".__eq__)
    if not rows:
        lines.take_exactly("")
    lines.take_end()


def _walk_rows(lines: _Lines) -> list[str]:
    """The rows, and what stands between them and the heading of the details."""
    rows: list[str] = []
    while lines.next:
        start = layout.row_start(len(rows) + 1)
        rows.append(lines.take(f'the row "{start}TITLE](LINK) | SUMMARY |" or a blank line', partial(_is_row, start)))
    lines.take_exactly("")
    if not rows:
        lines.take_exactly("")
    return rows


def _is_row(start: str, line: str) -> bool:
    return line.startswith(start) and line.endswith(" |") and bool(_ROW_BORDER.search(line, len(start), len(line) - 2))


def _walk_detail(lines: _Lines, number: int, row: str) -> None:
    start = f"[^{number}]: "
    lines.take(f'the detail of row {number}, "{start}TITLE"', lambda line: line.startswith(start))
    lines.take_exactly("")
    lines.take_field("the raw title")
    lines.take_exactly("")
    lines.take(
        f"[LINK](LINK) after four spaces, the link of row {number} to a paper of arXiv",
        lambda line: _is_link_of(row, number, line),
    )
    lines.take_exactly("")
    lines.take_field("the summary or the translated abstract")
    lines.take_exactly("")
    lines.take_field("the original summary or the abstract")
    if lines.next != layout.BLANK:  # else it was an early document, without summaries
        lines.take_exactly("")
        lines.take_field("the translated abstract")
        lines.take_exactly("")
        lines.take_field("the abstract")
    lines.take("a line of four spaces, which ends the detail", layout.BLANK.__eq__)


def _is_link_of(row: str, number: int, line: str) -> bool:
    links = _LINKS.fullmatch(line)
    return bool(links and paper.holds_id(links[1]) and layout.split_row(row, number, links[1]))
