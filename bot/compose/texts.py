"""Rich texts as letters: how long they are, where they are cut, how they are shortened.

A formula, a moment and a button are one letter each that cannot be cut.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from bot.compose import letters
from bot.model.message import Link, Math, Press, Styled, Text, Time

_WHOLE = "\ufffc"  # stands for what cannot be cut


def units(text: Text) -> int:
    """The length as Telegram counts it, a formula by its source."""
    return letters.units(text if isinstance(text, str) else words(text))


def spell(text: Text) -> str:
    """The text letter by letter."""
    if isinstance(text, str):
        return text
    if isinstance(text, tuple):
        return "".join(map(spell, text))
    return spell(text.text) if isinstance(text, Styled | Link) else _WHOLE


def words(text: Text) -> str:
    """What the text says, without how it looks; a formula as its source."""
    if isinstance(text, str):
        return text
    if isinstance(text, tuple):
        return "".join(map(words, text))
    return words(text.text) if isinstance(text, Styled | Link) else _words(text)


def shorten(text: Text, limit: int, end: str = "…") -> Text:
    """The text itself if it has at most so many UTF-16 units, else whole sentences of it, or at least whole
    words, and `end`: within the limit all together.
    """
    if units(text) <= limit:
        return text
    room = limit - letters.units(end)
    said = spell(text)
    most = _most(said, lambda at: units(split_at(text, at)[0]) <= room)
    at = len(said[: letters.cut_short(said, most)].rstrip(" \n,;:，、；："))
    return (split_at(text, at)[0], end) if at else end


def split(text: Text, fits: Callable[[Text], bool]) -> tuple[Text, Text]:
    """As much of the beginning as fits, cut at the best place, and the rest without the blanks before it.

    Something always comes first, even if nothing fits.
    """
    said = spell(text)
    at = letters.cut(said, max(1, _most(said, lambda at: fits(split_at(text, at)[0]))))
    rest = len(said) - len(said[at:].lstrip())
    return split_at(text, at)[0], split_at(text, rest)[1]


def loosen(text: Text, fits: Callable[[Text], bool]) -> Text:
    """The same text, where what cannot be cut and does not fit is only its words, which can be cut."""
    if isinstance(text, str):
        return text
    if isinstance(text, tuple):
        return tuple(loosen(part, fits) for part in text)
    if isinstance(text, Styled | Link):
        return replace(text, text=loosen(text.text, fits))
    return text if fits(text) else _words(text)


def split_at(text: Text, at: int) -> tuple[Text, Text]:
    """The first so many letters, and the others."""
    if isinstance(text, str):
        return text[:at], text[at:]
    if isinstance(text, tuple):
        return _split_sequence(text, at)
    if isinstance(text, Styled | Link):
        head, tail = split_at(text.text, at)
        return replace(text, text=head), replace(text, text=tail)
    return (text, "") if at else ("", text)


def _split_sequence(texts: tuple[Text, ...], at: int) -> tuple[Text, Text]:
    for index, part in enumerate(texts):
        length = len(spell(part))
        if at < length:
            head, tail = split_at(part, at)
            return (*texts[:index], head), (tail, *texts[index + 1 :])
        at -= length
    return texts, ""


def _most(said: str, fits: Callable[[int], bool]) -> int:
    """How many letters fit, but not all of them."""
    return bisect_left(range(1, len(said)), 1, key=lambda at: 0 if fits(at) else 1)


def _words(node: Math | Time | Press) -> str:
    if isinstance(node, Math):
        return node.source
    return node.text if isinstance(node, Time) else node.button.label
