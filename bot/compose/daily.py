"""The daily post: one feed's papers of one day, as picked for a chat.

heading     feed, day, how many
rows        what matched a topic first, then new, cross-listed, replaced; each with its mark
how many more there are, and where
footer      the arithmetic, the source, hashtags
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from typing import TypeAlias

from bot import i18n
from bot.compose import deeplink, rows
from bot.compose.reader import Reader
from bot.compose.rows import Shown
from bot.i18n import Translator
from bot.model.digest import DigestKey, Kind
from bot.model.message import Block, Column, Heading, Message, Text, join, link, paragraph, table
from bot.model.message import footer as small_print
from bot.model.message import heading as titled
from bot.model.reading import Layout, PaperRow, Selection

_TOPICS = "topics"
_SECTIONS: dict[str | None, str] = {
    _TOPICS: i18n.msgid("Your topics"),
    Kind.NEW: i18n.msgid("New"),
    Kind.CROSS: i18n.msgid("Cross-listed"),
    Kind.REPLACE: i18n.msgid("Replaced"),
    None: i18n.msgid("Kind unknown"),
}
_ORDER = list(_SECTIONS)

_Titled: TypeAlias = tuple[str, list[Shown]]


def compose(picked: Selection, reader: Reader) -> Message:
    """The post; how many messages it takes is for the renderers to find out."""
    ordered = sorted(picked.rows, key=lambda row: _ORDER.index(_section(row)))
    shown = [rows.show(row, reader) for row in ordered[: reader.choices.max_rows]]
    sections = _sections(picked, shown, reader.t)
    blocks: list[Block] = (
        [*_LAYOUTS[reader.choices.layout](sections, reader)] if shown else [_nothing(picked, reader.t)]
    )
    if left := len(ordered) - len(shown):
        blocks.append(paragraph(*_more(left, picked.key, reader)))
    return Message((*blocks, _footer(picked, shown, reader.t)), _heading(picked, reader.t))


def _section(row: PaperRow) -> str | None:
    if row.hits:
        return _TOPICS
    return {Kind.REPLACE_CROSS: Kind.REPLACE}.get(row.kind, row.kind) if row.kind else None


def _heading(picked: Selection, t: Translator) -> Heading:
    feed, name = picked.key.feed, t.feed(picked.key.feed)
    said = [feed if name == feed else f"{feed} {name}", t.date(picked.key.day)]
    if papers := len(picked.rows):
        said.append(t.ngettext("{n} paper", "{n} papers", papers))
    return titled(join(said))


def _sections(picked: Selection, shown: Sequence[Shown], t: Translator) -> list[_Titled]:
    """The rows in their sections, which have titles if there are several."""
    there = Counter(map(_section, picked.rows))
    groups = groupby(shown, lambda each: _section(each.row))
    return [(_section_title(name, there[name], t) if len(there) > 1 else "", list(group)) for name, group in groups]


def _section_title(name: str | None, papers: int, t: Translator) -> str:
    return f"{t.gettext(_SECTIONS[name])} · {t.number(papers)}"


def _cards(sections: Sequence[_Titled], reader: Reader) -> Iterator[Block]:
    numbers = count(1)
    for title, group in sections:
        if title:
            yield titled(title, size=3)
        for each in group:
            yield rows.card(each, next(numbers), reader)


def _table(sections: Sequence[_Titled], reader: Reader) -> Iterator[Block]:
    """With a column of summaries only where somebody wrote any."""
    columns = [Column("#", "ref", "center"), Column(reader.t("Title"), "title"), Column(reader.t("Summary"))]
    if not any(each.summaries for _, group in sections for each in group):
        columns = columns[:2]
    numbers = count(1)
    made: list[tuple[Text, ...]] = []
    for title, group in sections:
        made += [(title,)] if title else []
        made += [_cells(each, next(numbers), reader)[: len(columns)] for each in group]
    yield table(columns, made)


_LAYOUTS = {Layout.TABLE: _table, Layout.CARDS: _cards}


def _cells(each: Shown, number: int, reader: Reader) -> tuple[Text, Text, Text]:
    marks = rows.marks(each, reader)
    lines = (*rows.titles(each, reader), *([join(marks)] if marks else []))
    return rows.ref(each.row, str(number), reader), join(lines, "\n"), rows.summary(each, reader)


def _more(left: int, key: DigestKey, reader: Reader) -> list[Text]:
    t, where = reader.t, deeplink.to_digest(reader.bot, key)
    whole = link(t("the whole digest"), where) if reader.bot else t("the whole digest")
    return i18n.splice(
        t.ngettext("{n} more paper is in {whole}.", "{n} more papers are in {whole}.", left),
        whole=whole,
    )


def _nothing(picked: Selection, t: Translator) -> Block:
    if not picked.filtered:
        return paragraph(t("No papers on this day. The next digest comes when there are some."))
    said = t.ngettext(
        "{n} paper was announced, but not of a kind that you chose.",
        "{n} papers were announced, but none of a kind that you chose.",
        len(picked.filtered),
    )
    return paragraph(said)


def _footer(picked: Selection, shown: Sequence[Shown], t: Translator) -> Block:
    tag = "#" + picked.key.feed.replace(".", "_").replace("-", "_")
    lines: list[Text] = [join(_arithmetic(picked, shown, t))] if picked.rows or picked.filtered else []
    source: list[Text] = [t("Source: {source}", source=picked.source)] if picked.source else []
    return small_print(join([*lines, join([*source, f"{tag} #arXiv"])], "\n"))


def _arithmetic(picked: Selection, shown: Sequence[Shown], t: Translator) -> list[str]:
    kinds = Counter(row.kind for row in picked.rows) + Counter(picked.filtered)
    counts = [
        (i18n.msgid("{n} announced"), kinds.total()),
        (i18n.msgid("{n} new"), kinds[Kind.NEW]),
        (i18n.msgid("{n} cross-listed"), kinds[Kind.CROSS]),
        (i18n.msgid("{n} replaced"), kinds[Kind.REPLACE] + kinds[Kind.REPLACE_CROSS]),
        (i18n.msgid("{n} of unknown kind"), kinds[None] if len(kinds) > 1 else 0),
        (i18n.msgid("{n} filtered out"), len(picked.filtered)),
        (i18n.msgid("{n} shown"), len(shown)),
        (i18n.msgid("{n} not translated"), sum(each.is_untranslated for each in shown)),
    ]
    return [t.gettext(said, n=n) for said, n in counts if n]
