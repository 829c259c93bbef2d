"""What is wrong with a digest document, and at which line: the slow walk that only a damaged one takes."""

import re
from collections.abc import Callable

from bot.digest.layout import BLANK, DETAILS_LINES, HEAD_LINES, row_border, row_start
from bot.errors import DocumentError
from bot.model.paper import find_ids

_LINK = re.compile(r"[^\s\[\]()]+")


def find(text: str) -> DocumentError:
    """The first thing in the document that is not as it should be."""
    try:
        _walk(_Lines(text))
    except DocumentError as error:
        return error
    raise AssertionError("the walk finds whatever the expressions refuse")


def line_at(text: str, position: int) -> int:
    """The number of the line in which a position lies."""
    return text.count("\n", 0, position) + 1


def is_link(link: str) -> bool:
    """Whether it names one paper of arXiv and can stand in Markdown as it is."""
    return bool(_LINK.fullmatch(link)) and len(find_ids(link)) == 1


class _Lines:
    """The lines of a document, taken one after another."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._taken = 0

    @property
    def next(self) -> str:
        """The line to come; after the last newline stands an empty one that is none."""
        return self._lines[self._taken] if self._taken < len(self._lines) else ""

    @property
    def at_end(self) -> bool:
        return self._taken >= len(self._lines) - 1

    def take(self, expected: str, holds: Callable[[str], object]) -> str:
        """The next line, if it is whole and what was expected."""
        line = self.next
        if not self.at_end and holds(line):
            self._taken += 1
            return line
        cut_off = self.at_end and (not line or holds(line) or holds(line + BLANK))
        raise DocumentError(self._taken + 1, f"{expected}, but the document ends here" if cut_off else expected)

    def take_exactly(self, *lines: str) -> None:
        """These lines."""
        for line in lines:
            self.take(f'the line "{line}"' if line.strip() else "a blank line", line.__eq__)

    def take_field(self, what: str) -> str:
        """A field of a detail and the blank line after it."""
        field = self.take(f"{what} after four spaces", lambda line: line.startswith(BLANK))
        self.take_exactly("")
        return field.removeprefix(BLANK)


def _walk(lines: _Lines) -> None:
    lines.take_exactly(*HEAD_LINES)
    rows = _walk_rows(lines)
    between = () if rows else ("",)
    lines.take_exactly(*between, *DETAILS_LINES)
    for number, row in enumerate(rows, start=1):
        _walk_detail(lines, number, row)
    lines.take(f"a blank line, then the end (the table has {len(rows)} rows)", "".__eq__)
    if not rows:
        lines.take_exactly("")
    if not lines.at_end or lines.next:
        lines.take("the end of the document", lambda _: False)


def _walk_rows(lines: _Lines) -> list[str]:
    rows: list[str] = []
    while lines.next.startswith("|"):
        is_row = re.compile(re.escape(row_start(len(rows) + 1)) + r".*+(?<= \|)").fullmatch
        rows.append(lines.take(f'a row "{row_start(len(rows) + 1)}TITLE](LINK) | SUMMARY |"', is_row))
    return rows


def _walk_detail(lines: _Lines, number: int, row: str) -> None:
    start = f"[^{number}]: "
    lines.take(f'the detail that begins with "{start}"', lambda line: line.startswith(start))
    lines.take_exactly("")
    lines.take_field("the raw title")
    lines.take(
        f"[LINK](LINK) after four spaces, with the link of row {number} to one paper of arXiv",
        lambda line: _is_link_of(row, number, line),
    )
    lines.take_exactly("")
    lines.take_field("a summary or the translated abstract")
    lines.take("a field after four spaces", lambda line: line.startswith(BLANK))
    if not lines.next:
        lines.take_exactly("")
        lines.take_field("the translated abstract")
        lines.take("the abstract after four spaces", lambda line: line.startswith(BLANK))
    lines.take("a line of four spaces that ends the detail", BLANK.__eq__)


def _is_link_of(row: str, number: int, line: str) -> bool:
    link = line[len(BLANK) + 1 : (len(line) + len(BLANK) - 2) // 2 + 1]
    is_twice = line == f"{BLANK}[{link}]({link})" and is_link(link)
    middle = row.find(row_border(link), len(row_start(number)))
    return is_twice and middle >= 0 and row.endswith(" |", middle + len(row_border(link)))
