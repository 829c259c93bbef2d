"""What the bot says, before any rendering: rich texts, rich blocks and keyboards.

A text is a string, a sequence of texts, or a node with a meaning. Nothing here is escaped, counted or cut:
that is the business of the renderers and of the paginator in `bot.compose`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["bold", "italic", "underline", "strikethrough", "spoiler", "marked", "code"]
Align: TypeAlias = Literal["left", "center", "right"]
Role: TypeAlias = Literal["ref", "title", "value"]
Action: TypeAlias = Literal["url", "data", "copy", "share", "search"]
Colour: TypeAlias = Literal["danger", "success", "primary"]

# What every client opens and no server refuses: a host with a dot or an IPv4 address, no user, no blanks.
_URL = re.compile(
    r"https?://(?:(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?::[1-5]?[0-9]{1,4})?"
    r"(?:[/?#][^\s\x00-\x20\x7f-\x9f\"<>\\^`{|}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]*)?"
    r"|tg://(?!user\b)[a-z]+(?:\?[A-Za-z0-9_%&=.~+-]*)?"
)
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


def is_url(url: str) -> bool:
    """Whether a client can open this address; everything else is shown as text."""
    return len(url) <= 2048 and _URL.fullmatch(url) is not None


@dataclass(frozen=True, slots=True)
class Button:
    """One button: what it says, and the one thing it does."""

    label: str
    action: Action
    value: str
    colour: Colour | None = None

    def __post_init__(self) -> None:
        if not self.label.strip() or len(self.label) > 128:
            raise ValueError("a button needs a label, a short one")
        if not _does(self.action, self.value):
            raise ValueError(f"no button can do this: {self.action} {self.value!r}")


def _does(action: Action, value: str) -> bool:
    if action == "url":
        return is_url(value)
    if action == "data":
        return 1 <= len(value.encode()) <= 64
    return len(value) <= 256 and (value != "" or action != "copy")


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Rows of buttons under a message: at most 100, at most 8 beside each other."""

    rows: tuple[tuple[Button, ...], ...]

    def __post_init__(self) -> None:
        if not self.rows or not all(1 <= len(row) <= 8 for row in self.rows):
            raise ValueError("a keyboard has rows of 1 to 8 buttons")
        if sum(map(len, self.rows)) > 100:
            raise ValueError("a keyboard has at most 100 buttons")


def keyboard(*rows: Sequence[Button]) -> Keyboard | None:
    """A keyboard of these rows; empty rows are left out, and nothing at all is no keyboard."""
    kept = tuple(tuple(row) for row in rows if row)
    return Keyboard(kept) if kept else None


@dataclass(frozen=True, slots=True)
class Styled:
    """A text that looks different."""

    style: Style
    text: "Text"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; made by `link`, which knows which addresses lead anywhere."""

    text: "Text"
    url: str

    def __post_init__(self) -> None:
        if not is_url(self.url):
            raise ValueError(f"no client opens this: {self.url!r}")


@dataclass(frozen=True, slots=True)
class Math:
    """A formula within a text, as its LaTeX source without delimiters."""

    source: str


@dataclass(frozen=True, slots=True)
class Time:
    """A moment, shown in the reader's own zone where the client can, otherwise as the text says."""

    text: str
    unix: int
    format: str = "Dt"

    def __post_init__(self) -> None:
        if not _TIME_FORMAT.fullmatch(self.format):
            raise ValueError(f"no format of Telegram's: {self.format!r}")


@dataclass(frozen=True, slots=True)
class Press:
    """A button within a text. A rendering without them shows a link, or only the label: never rely on it."""

    button: Button


Node: TypeAlias = Styled | Link | Math | Time | Press
Text: TypeAlias = "str | Node | tuple[Text, ...]"


def seq(*texts: Text) -> Text:
    """These texts after each other; one alone is itself."""
    return texts[0] if len(texts) == 1 else texts


def bold(*texts: Text) -> Text:
    """In bold letters."""
    return Styled("bold", seq(*texts))


def italic(*texts: Text) -> Text:
    """In italics."""
    return Styled("italic", seq(*texts))


def underline(*texts: Text) -> Text:
    """Underlined."""
    return Styled("underline", seq(*texts))


def strike(*texts: Text) -> Text:
    """Struck through."""
    return Styled("strikethrough", seq(*texts))


def spoiler(*texts: Text) -> Text:
    """Hidden until touched."""
    return Styled("spoiler", seq(*texts))


def mark(*texts: Text) -> Text:
    """Emphasised as with a marker: a word that matched a topic."""
    return Styled("marked", seq(*texts))


def code(text: str) -> Text:
    """Letter by letter, in a fixed width; nothing else can be inside."""
    return Styled("code", text)


def link(text: Text, url: str) -> Text:
    """A link, or only its text where no client could open the address."""
    return Link(text, url) if is_url(url) else text


def join(texts: Sequence[Text], between: Text = " · ") -> Text:
    """These texts with something between them."""
    return tuple(part for text in texts for part in (between, text))[1:]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title, from 1 (largest) to 6."""

    text: Text
    size: int = 2

    def __post_init__(self) -> None:
        if not 1 <= self.size <= 6:
            raise ValueError("headings have sizes from 1 to 6")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of its own."""

    text: Text


@dataclass(frozen=True, slots=True)
class Footer:
    """The small print at the end."""

    text: Text


@dataclass(frozen=True, slots=True)
class Divider:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Pre:
    """Lines kept as they are, in a fixed width."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula on a line of its own."""

    source: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    blocks: "tuple[Block, ...]"
    credit: Text = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """A quotation of which only the beginning is seen until it is touched."""

    text: Text
    credit: Text = ""


@dataclass(frozen=True, slots=True)
class Details:
    """A section that opens when its summary is touched."""

    summary: Text
    blocks: "tuple[Block, ...]"
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list: with a number, with a box to tick, or with a dot."""

    blocks: "tuple[Block, ...]"
    number: int | None = None
    is_checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, where its texts stand, and what they are to a reader who sees no table.

    With a `title` among the columns each row is an entry: the refs and the title on a line, the values
    under it. Without, each row is one line.
    """

    title: Text
    role: Role = "value"
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a text for each column; or one text alone, across all of them, which names the rows after it."""

    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the titles of their columns, of which there are at most 20."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: Text = ""
    is_striped: bool = True
    is_bordered: bool = True
    is_compact: bool = False

    def __post_init__(self) -> None:
        width = len(self.columns)
        if not 1 <= width <= 20:
            raise ValueError("a table has 1 to 20 columns")
        if not all(len(row.cells) in (width, 1) for row in self.rows):
            raise ValueError("a row has a cell for each column, or one for all")


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons beside each other within the message; a rendering without them puts them under it."""

    row: tuple[Button, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.row) <= 8:
            raise ValueError("a row has 1 to 8 buttons")


Block: TypeAlias = (
    Heading | Paragraph | Footer | Divider | Pre | Formula | Quote | Fold | Details | Points | Table | Buttons
)


def heading(*texts: Text, size: int = 2) -> Heading:
    """A title."""
    return Heading(seq(*texts), size)


def paragraph(*texts: Text) -> Paragraph:
    """A text of its own."""
    return Paragraph(seq(*texts))


def footer(*texts: Text) -> Footer:
    """The small print at the end."""
    return Footer(seq(*texts))


def details(summary: Text, *blocks: Block) -> Details:
    """A section that opens when its summary is touched."""
    return Details(summary, blocks)


def bullets(*texts: Text) -> Points:
    """A list with a dot before each text."""
    return Points(tuple(Item((Paragraph(text),)) for text in texts))


def numbered(*texts: Text) -> Points:
    """A list with numbers, from one."""
    return Points(tuple(Item((Paragraph(text),), number) for number, text in enumerate(texts, 1)))


def table(columns: Sequence[Column], rows: Sequence[Sequence[Text]], *, caption: Text = "") -> Table:
    """A table; a row of one text goes across all columns."""
    return Table(tuple(columns), tuple(Row(tuple(row)) for row in rows), caption)


@dataclass(frozen=True, slots=True)
class Message:
    """All that is said at once. Its heading stands over every part when it has to be sent in several.

    Clients make hashtags, commands and addresses clickable, cs.CL among the latter unless it is a link or code
    already. Only a rich message can forbid it.
    """

    blocks: tuple[Block, ...]
    heading: Heading | None = None
    keyboard: Keyboard | None = None
    detects_entities: bool = True


def say(*blocks: Block, keyboard: Keyboard | None = None) -> Message:
    """A message of these blocks."""
    return Message(blocks, keyboard=keyboard)
