"""How papers are read: what a chat chose, and a paper as a row of what it is sent."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.digest import DigestKey, Entry, Kind
from bot.model.paper import ArxivId, Texts


class Layout(StrEnum):
    """How the daily post is laid out: as a table, or for narrow screens as cards."""

    TABLE = "table"
    CARDS = "cards"


class Reading(StrEnum):
    """Which texts are read: those in Chinese (or another language that the host offers), the original, or both."""

    CHINESE = "chinese"
    ORIGINAL = "original"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a chat chose; `language` is the one that the host's texts are translated to."""

    layout: Layout = Layout.TABLE
    reading: Reading = Reading.CHINESE
    max_rows: int | None = None
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic that a paper matched, and the words that show it: phrases, each a sequence of tokens.

    What was found by a search has no topic, but words.
    """

    topic: str
    phrases: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as a row: its texts, how it was announced, the feeds of the chat that it stands in, and why it is here.

    `why` is a sentence in the reader's language; a search, say, has none.
    """

    id: ArxivId
    texts: tuple[Texts, ...] = ()
    kind: Kind | None = None
    version: int | None = None
    feeds: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    why: str = ""

    @classmethod
    def of(cls, entry: Entry) -> "PaperRow":
        """The row of a digest's entry."""
        return cls(entry.id, (entry.original, entry.translated), entry.kind, entry.version)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a daily post is made of: the rows picked for a chat, and of which kinds those are that it left out."""

    key: DigestKey
    rows: tuple[PaperRow, ...] = ()
    filtered: tuple[Kind | None, ...] = ()
    source: str = ""


def texts_in(texts: tuple[Texts, ...], language: str) -> Texts:
    """The texts in one language; blank ones where there are none."""
    return next((each for each in texts if each.language == language), Texts(language, ""))
