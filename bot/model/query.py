"""What a search or a topic asks for: an expression over papers, whichever way it was typed.

An expression is plain, so that equal questions are equal values: an And or Or has two parts at least, none of its own
kind and none twice; some part of an And, and every part of an Or, is no Not; nor is the part of a Not.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from bot.model.digest import Kind
from bot.model.paper import ArxivId


class Field(StrEnum):
    """Where words are looked for."""

    TEXTS = ""  # title, abstract and summary. Not the authors: song generation is not what every Song writes about
    TITLE = "ti"
    ABSTRACT = "abs"
    AUTHORS = "au"


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words one after another, in any of the paper's languages; the last may go on if it is a prefix.

    The words are kept as typed: what they are looked for by is the text analysis' business.
    """

    words: str
    field: Field = Field.TEXTS
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """The paper's category, one that it is listed in, or a feed that announced it; or such a one of an archive."""

    name: str


@dataclass(frozen=True, slots=True)
class Id:
    """This paper, whichever version."""

    paper: ArxivId


@dataclass(frozen=True, slots=True)
class Announced:
    """There is an announcement of the paper of which all this holds; what is None does not matter."""

    kind: Kind | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """What the paper must not be."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = Phrase | Category | Id | Announced | Not | And | Or
