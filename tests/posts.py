"""What a reader finds in a daily post, read from what is sent; and what should stand there, worked out on its own.

Both are entries: where the first link leads, and the lines without the number. Nothing here is of `bot.compose`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot import i18n
from bot.model.digest import Digest, Entry, Kind
from bot.text import hant, latex, unicode_math
from tests import judges

Json = dict[str, Any]
Found = tuple[str, tuple[str, ...]]

_PAPER = re.compile(r"https://arxiv\.org/abs/(.+)")
_NUMBER = re.compile(r"(?:\[([0-9]+)\] |([0-9]+)\. )")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to show a digest."""

    layout: str
    locale: str
    rendering: str
    reading: str = "chinese"


def expected(digest: Digest, way: Way) -> list[Found]:
    """An entry for each of the digest's, in any order."""
    summaries = [_summaries(entry, way) for entry in digest.entries]
    return [
        _entry(entry, told, way, has_column=any(summaries))
        for entry, told in zip(digest.entries, summaries, strict=True)
    ]


def _entry(entry: Entry, summaries: list[str], way: Way, *, has_column: bool) -> Found:
    t = i18n.translator(way.locale)
    titles = _read(entry.translated.title, entry.original.title, way)
    marks = [t("not translated")] if way.reading != "original" and not _is_chinese(titles[0]) else []
    marks += _kind(entry, t)
    titles = [_seen(title, way) for title in titles]
    if way.layout == "table":
        missing = [t("no summary")] if has_column and not summaries else []
        return entry.id.paper, (*titles, *([" · ".join(marks)] if marks else []), *summaries, *missing)
    return entry.id.paper, (*titles, *summaries, " · ".join([str(entry.id), *marks]))


def _summaries(entry: Entry, way: Way) -> list[str]:
    """What is read of the summary, with a word where it is no translation."""
    mark = " · " + i18n.translator(way.locale)("not translated")
    told = _read(entry.translated.summary, entry.original.summary, way)
    is_marked = way.reading != "original" and told and not _is_chinese(told[0])
    lines = [_seen(text, way) for text in told]
    return [lines[0] + mark, *lines[1:]] if is_marked else lines


def _read(translated: str, original: str, way: Way) -> list[str]:
    translated, original = translated.strip(), original.strip()
    first = {"chinese": [translated or original], "original": [original], "both": [translated or original, original]}
    return list(dict.fromkeys(filter(None, first[way.reading])))


def _is_chinese(text: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", text))


def _kind(entry: Entry, t: i18n.Translator) -> list[str]:
    version = f" v{entry.version}" if entry.version else ""
    replaced = [t.pgettext("mark", "replaced") + version] if entry.kind and entry.kind.is_replacement else []
    crossed = entry.kind in (Kind.CROSS, Kind.REPLACE_CROSS)
    return replaced + ([t.pgettext("mark", "cross-listed")] if crossed else [])


def _seen(text: str, way: Way) -> str:
    """The letters that a reader sees: formulas as the source that a rich message draws, or in Unicode."""
    pieces = []
    for piece in latex.split(" ".join(text.split())):
        if isinstance(piece, latex.Prose):
            is_hant = way.locale == "zh_TW" and _is_chinese(text)
            pieces.append(hant.to_traditional(piece.text) if is_hant else piece.text)
        else:
            drawn = None if way.rendering == "rich" else unicode_math.plain(piece.latex)
            pieces.append(drawn or piece.latex)
    return "".join(pieces).strip()


def read_rich(parts: list[Json]) -> list[Found]:
    """The entries in the tables and paragraphs of rich messages, numbered without a gap."""
    found = [one for part in parts for block in part["blocks"] for one in _in_block(block)]
    return _in_order(found)


def read_classic(parts: list[str]) -> list[Found]:
    """The entries between the empty lines of classic messages, numbered without a gap."""
    return _in_order([one for part in parts for one in _in_text(*judges.read_classic(part))])


def _in_order(found: list[tuple[int, Found]]) -> list[Found]:
    assert [number for number, _ in found] == [*range(1, len(found) + 1)]
    return [one for _, one in found]


def _in_block(block: Json) -> Iterator[tuple[int, Found]]:
    if block["type"] == "paragraph":
        yield from _numbered(_letters(block["text"]), _links(block["text"]))
    for row in block.get("cells", []):
        if len(row) > 1 and not row[0].get("is_header"):
            number, *cells = (cell.get("text", "") for cell in row)
            text = "\n".join(filter(None, map(_letters, cells)))
            yield from _numbered(f"{_letters(number)}. {text}", _links(cells))


def _in_text(letters: str, entities: list[Json]) -> Iterator[tuple[int, Found]]:
    raw = letters.encode("utf-16-le")
    start = 0
    for stretch in letters.split("\n\n"):
        end = start + len(stretch.encode("utf-16-le"))
        links = [
            (
                entity["type"]["url"],
                raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le"),
            )
            for entity in entities
            if entity["type"]["@type"] == "textEntityTypeTextUrl" and start <= 2 * entity["offset"] < end
        ]
        yield from _numbered(stretch, links)
        start = end + 4


def _numbered(text: str, links: list[tuple[str, str]]) -> Iterator[tuple[int, Found]]:
    """An entry, if it begins with a number and has a link to a paper whose letters are its first line."""
    papers = [(match[1], words) for url, words in links if (match := _PAPER.fullmatch(url))]
    if papers and (number := _NUMBER.match(text)):
        [(paper, title)] = papers
        lines = tuple(text[number.end() :].split("\n"))
        assert lines[0] == title, (lines, title)
        yield int(number[1] or number[2]), (paper, lines)


def _letters(text: Any) -> str:
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(map(_letters, text))
    return text["expression"] if "expression" in text else _letters(text["text"])


def _links(text: Any) -> list[tuple[str, str]]:
    if isinstance(text, str):
        return []
    if isinstance(text, list):
        return [link for part in text for link in _links(part)]
    here = [(text["url"], _letters(text["text"]))] if text["type"] == "url" else []
    return here or _links(text.get("text", ""))
