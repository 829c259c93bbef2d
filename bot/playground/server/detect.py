"""What a client makes clickable by itself in a text: commands, mentions, hashtags and links.

Of links it knows those with a scheme and those of a few top-level domains; Telegram knows them all.
"""

import re

from bot.playground.server.markup import Entity, units

_WORD = r"[A-Za-z0-9_]"
_COMMAND = re.compile(rf"(?<![\w/<>])/{_WORD}{{1,64}}(?:@{_WORD}{{3,32}}(?![\w/<>])|(?![\w/<>@]))")
_MENTION = re.compile(rf"(?<!\w)@{_WORD}{{4,32}}(?!\w)")
_HASHTAG = re.compile(rf"(?<!\w)#(?=\w*[^\W\d_])\w{{1,256}}(?:@{_WORD}{{3,32}}+|(?!@{_WORD}{{3}}|\w))(?!#)")
_LINK = re.compile(
    r"(?:(?<![A-Za-z0-9_])https?://|(?<![\w@.:/-]))"
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|me|io|cn|ru|jp|ai|cl)\b(?::\d+)?(?:[/?#][^\s<>\"]*)?",
    re.IGNORECASE,
)
_HARD = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"}
_TAIL = ".,:;!?'\")]"


def detect(text: str) -> list[Entity]:
    """What is clickable, in its order; where two claim the same letters, the first one has them."""
    found = [Entity("url", *_place(text, *_link(match))) for match in _LINK.finditer(text)]
    for kind, pattern in (("bot_command", _COMMAND), ("mention", _MENTION), ("hashtag", _HASHTAG)):
        for match in pattern.finditer(text):
            entity = Entity(kind, *_place(text, *match.span()))
            if not any(entity.offset < other.end and other.offset < entity.end for other in found):
                found.append(entity)
    return sorted(found, key=lambda entity: entity.offset)


def merge(marked: list[Entity], text: str) -> list[Entity]:
    """What was marked, and what is detected where nothing hard was marked."""
    hard = [
        one for one in marked if one.kind in ("code", "pre", "text_link", "text_mention", "custom_emoji", "date_time")
    ]
    free = [one for one in detect(text) if not any(one.offset < other.end and other.offset < one.end for other in hard)]
    return sorted([*marked, *free], key=lambda entity: (entity.offset, -entity.length))


def _link(match: re.Match[str]) -> tuple[int, int]:
    """Without the punctuation behind it; a bracket that the link itself opened stays."""
    link = match[0]
    while link[-1] in _TAIL and not (link[-1] == ")" and link.count("(") >= link.count(")")):
        link = link[:-1]
    return match.start(), match.start() + len(link)


def _place(text: str, start: int, end: int) -> tuple[int, int]:
    return units(text[:start]), units(text[start:end])
