"""A paper as a row of a table, or as a card: its title, its summary, its marks, and the way to all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.compose import deeplink, texts, told, wording
from bot.compose.reader import Reader
from bot.compose.told import Told
from bot.i18n import Translator
from bot.model.digest import Kind
from bot.model.message import Paragraph, Text, bold, italic, join, link
from bot.model.reading import PaperRow

_MOST_TOPICS = 4
_MOST_FEEDS = 8
_LONGEST_TOPIC = 40
_LONGEST_WHY = 200


class Most(NamedTuple):
    """How many letters of a text there is room for, how many formulas that are drawn, and how many marked words.

    No feed has longer texts; what somebody hostile wrote shall not fill a message, nor its 100 entities.
    """

    letters: int
    nodes: int


class Room(NamedTuple):
    """How much of a row there is room for."""

    title: Most = Most(500, 10)
    summary: Most = Most(1_000, 10)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as a reader is told of it."""

    row: PaperRow
    titles: tuple[Told, ...]
    summaries: tuple[Told, ...]

    @property
    def is_untranslated(self) -> bool:
        """Whether the original stands in place of a translation."""
        return any(each.instead == "original" for each in (*self.titles, *self.summaries))


_ROOM = Room()


def show(row: PaperRow, reader: Reader) -> Shown:
    """The row as this reader is told of it; of a paper without any title it is the id."""
    titles = told.tell_any(row.texts, "title", reader.languages) or [told.nameless(row.id)]
    return Shown(row, tuple(titles), tuple(told.tell_all(row.texts, "summary", reader.languages)))


def titles(shown: Shown, reader: Reader, room: Room = _ROOM) -> tuple[Text, ...]:
    """The title, leading to arXiv; and, for who reads both, the original one."""
    first, *others = (_drawn(each, shown.row, reader, room.title) for each in shown.titles)
    return (link(first, shown.row.id.abs_url), *map(italic, others))


def summary(shown: Shown, reader: Reader, room: Room = _ROOM) -> Text:
    """The summary, in each language that is read; or that there is none."""
    if not shown.summaries:
        return italic(reader.t("no summary"))
    return join([_line(each, shown.row, reader, room.summary) for each in shown.summaries], "\n")


def marks(shown: Shown, reader: Reader) -> tuple[Text, ...]:
    """What sets it apart: its topics, what its title is not, how it was announced, where else it stands."""
    row, t = shown.row, reader.t
    named = [hit.topic for hit in row.hits if hit.topic][:_MOST_TOPICS]
    topics: list[Text] = [("★ ", texts.shorten(topic, _LONGEST_TOPIC)) for topic in named]
    return (*topics, *told.marked(shown.titles[0], t), *_kind_marks(row, t), *_feed_marks(row.feeds))


def ref(row: PaperRow, text: str, reader: Reader) -> Text:
    """What leads to the detailed entry."""
    return link(text, deeplink.to_paper(reader.bot, row.id)) if reader.bot else text


def card(shown: Shown, number: int, reader: Reader, room: Room = _ROOM) -> Paragraph:
    """Title, summary and ref under each other, and why it is here."""
    first, *others = titles(shown, reader, room)
    lines: list[Text] = [(f"{number}. ", bold(first)), *others]
    if shown.summaries:
        lines.append(summary(shown, reader, room))
    lines.append(join((ref(shown.row, str(shown.row.id), reader), *marks(shown, reader))))
    if shown.row.why:
        lines.append(italic(texts.shorten(shown.row.why, _LONGEST_WHY)))
    return Paragraph(join(lines, "\n"))


def _line(each: Told, row: PaperRow, reader: Reader, most: Most) -> Text:
    return join((_drawn(each, row, reader, most), *map(italic, told.marked(each, reader.t))))


def _drawn(each: Told, row: PaperRow, reader: Reader, most: Most) -> Text:
    text = wording.draw(each.text, is_traditional=reader.writes_traditional(each.language))
    text = texts.shorten(wording.flatten(text, most.nodes), most.letters)
    return wording.emphasise(text, [phrase for hit in row.hits for phrase in hit.phrases], most.nodes)


def _kind_marks(row: PaperRow, t: Translator) -> tuple[str, ...]:
    marked = []
    if row.kind and row.kind.is_replacement:
        version = f" v{row.version}" if row.version else ""
        marked.append(t.pgettext("mark", "replaced") + version)
    if row.kind in (Kind.CROSS, Kind.REPLACE_CROSS):
        marked.append(t.pgettext("mark", "cross-listed"))
    return tuple(marked)


def _feed_marks(feeds: Sequence[str]) -> tuple[str, ...]:
    """All feeds that it stands in, `CL·AI·LG`, if there are several."""
    if len(feeds) < 2:
        return ()
    is_one_archive = len({feed.partition(".")[0] for feed in feeds}) == 1
    names = [feed.partition(".")[2] or feed if is_one_archive else feed for feed in feeds]
    return ("·".join(names[:_MOST_FEEDS]) + ("…" if len(names) > _MOST_FEEDS else ""),)
