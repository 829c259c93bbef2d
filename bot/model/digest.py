"""Digests: one feed's document for one day, its entries, and the announcements that follow from them."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.model.paper import ArxivId, Texts, find_ids

_TITLE_TAIL = re.compile(r"\.? \(arXiv:(\S+?)(?:v(\d+))? \[([^\]]+)\]( UPDATED| CROSS LISTED)?\)\Z")
_ABSTRACT_HEAD = re.compile(r"arXiv:(\S+?)(?:v(\d+))? Announce Type: ([a-z-]+) +Abstract: ?")


class Kind(StrEnum):
    """How arXiv announces a paper in a feed."""

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"

    @property
    def is_replacement(self) -> bool:
        """Whether the paper was there before, in another version."""
        return self in (Kind.REPLACE, Kind.REPLACE_CROSS)


_KIND_OF_MARK = {None: Kind.NEW, " UPDATED": Kind.REPLACE, " CROSS LISTED": Kind.CROSS}
_KIND_OF_TYPE = {str(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Announcement:
    """The fact that a paper appeared in a feed or was replaced there; `number` counts within the feed."""

    feed: str
    number: int
    paper: ArxivId
    day: date
    kind: Kind | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DigestKey:
    """Whose digest, and of which day."""

    feed: str
    day: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper's row and detail, field by field as the document writes them; what they mean is derived.

    `summary` and `original_summary` are None in the earliest documents, whose details lack both lines.
    """

    link: str
    row_title: str
    row_summary: str
    translated_title: str
    raw_title: str
    summary: str | None
    original_summary: str | None
    translated_abstract: str
    raw_abstract: str

    @property
    def id(self) -> ArxivId:
        """The paper, without a version."""
        return find_ids(self.link)[0].unversioned

    @property
    def version(self) -> int | None:
        """The version that is announced, where the document tells it."""
        told = _first_told(self._abstract_head, self._title_tail, group=2)
        return int(told) if told else None

    @property
    def kind(self) -> Kind | None:
        """How arXiv announced it; documents to 2024-01 call new what the day's feed first listed, crossed or not."""
        if head := self._abstract_head:
            return _KIND_OF_TYPE.get(head[3])
        return _KIND_OF_MARK[tail[4]] if (tail := self._title_tail) else None

    @property
    def category(self) -> str | None:
        """The primary category, which documents to 2024-01 tell."""
        return tail[3] if (tail := self._title_tail) else None

    @property
    def title(self) -> str:
        """The title without what arXiv's feed once appended to it."""
        tail = self._title_tail
        return self.raw_title[: tail.start()] if tail else self.raw_title

    @property
    def abstract(self) -> str:
        """The abstract without what arXiv's feed puts before it, and without stray blanks around."""
        head = self._abstract_head
        return (self.raw_abstract[head.end() :] if head else self.raw_abstract).strip()

    @property
    def original(self) -> Texts:
        """What arXiv itself says."""
        return Texts("en", self.title, self.abstract, self.original_summary or "")

    @property
    def translated(self) -> Texts:
        """What the digest says in Chinese."""
        return Texts("zh", self.translated_title, self.translated_abstract, self.row_summary)

    @property
    def _title_tail(self) -> re.Match[str] | None:
        start = self.raw_title.rfind(" (arXiv:")
        if start < 0:
            return None
        return _TITLE_TAIL.match(self.raw_title, start - self.raw_title.endswith(".", 0, start))

    @property
    def _abstract_head(self) -> re.Match[str] | None:
        return _ABSTRACT_HEAD.match(self.raw_abstract)


@dataclass(frozen=True, slots=True)
class Digest:
    """The ordered entries of a document; `notes` says what had to be overlooked to read it."""

    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)


def _first_told(*matches: re.Match[str] | None, group: int) -> str | None:
    return next((match[group] for match in matches if match and match[group]), None)
