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
