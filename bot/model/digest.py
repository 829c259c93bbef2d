"""Digests: one feed's document for one day, its entries, and the announcements that follow from them."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.model import paper
from bot.model.paper import ArxivId, Texts

# What arXiv's feed appended to a title (to 2024-01) and puts before an abstract (since): id, version, and more.
_TITLE_TAIL = re.compile(
    r" \(arXiv:(\S{1,24}?)(?:v([1-9][0-9]{0,3}))? \[([A-Za-z.-]{1,24})\]( UPDATED| CROSS LISTED)?\)\Z"
)
_ABSTRACT_HEAD = re.compile(r"arXiv:(\S{1,24}?)(?:v([1-9][0-9]{0,3}))? Announce Type: ([a-z-]{1,24}) +Abstract: ?")


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
        return paper.find_ids(self.link)[0].unversioned

    @property
    def version(self) -> int | None:
        """The version that is announced, where the document tells it."""
        match = self._abstract_head or self._title_tail
        return int(match[2]) if match and match[2] else paper.find_ids(self.link)[0].version

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
        return self.raw_title[: tail.start()].removesuffix(".") if tail else self.raw_title

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
        return self._if_of_this_paper(_TITLE_TAIL.search(self.raw_title))

    @property
    def _abstract_head(self) -> re.Match[str] | None:
        return self._if_of_this_paper(_ABSTRACT_HEAD.match(self.raw_abstract))

    def _if_of_this_paper(self, match: re.Match[str] | None) -> re.Match[str] | None:
        """A title may itself speak of another paper, `Comment on … (arXiv:1705.00001v1 [hep-th])`."""
        return match if match and match[1] in self.link else None


@dataclass(frozen=True, slots=True)
class Digest:
    """The ordered entries of a document; `notes` says what had to be overlooked to read it."""

    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)
