"""What the buttons under papers remember; a code that once was given is never given again."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Show:
    """Show the detailed entry."""

    CODE: ClassVar[str] = "p"
    paper: str


@dataclass(frozen=True, slots=True)
class Save:
    """Save the paper, or save it no longer."""

    CODE: ClassVar[str] = "s"
    paper: str
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Similar:
    """Look for similar papers."""

    CODE: ClassVar[str] = "m"
    paper: str


@dataclass(frozen=True, slots=True)
class Bibtex:
    """Give the BibTeX entry."""

    CODE: ClassVar[str] = "b"
    paper: str


OF_PAPERS = (Show, Save, Similar, Bibtex)


@dataclass(frozen=True, slots=True)
class Open:
    """Open a page of a feed's digest, of the day that is written 20240401."""

    CODE: ClassVar[str] = "d"
    feed: str
    day: str
    page: int


@dataclass(frozen=True, slots=True)
class ChooseFeed:
    """Choose among the feeds that there are."""

    CODE: ClassVar[str] = "f"
    page: int


@dataclass(frozen=True, slots=True)
class Speak:
    """Speak this language from now on."""

    CODE: ClassVar[str] = "l"
    locale: str


@dataclass(frozen=True, slots=True)
class Random:
    """Show any paper."""

    CODE: ClassVar[str] = "r"
    feed: str


@dataclass(frozen=True, slots=True)
class Find:
    """Another page of a search, or the same in another order; the query is kept under this key."""

    CODE: ClassVar[str] = "q"
    query: str
    order: str
    page: int


ALL = (*OF_PAPERS, Open, ChooseFeed, Speak, Random, Find)
