"""Letters as Telegram sees them: what it lets through, how it counts, and where a text may be cut.

A cut never falls inside a grapheme cluster, unless one cluster alone is longer than there is room.
"""

import re
from collections.abc import Iterator

import regex

# Telegram drops or replaces most of these itself; marks of direction would turn whatever follows around.
_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_REPLACEMENT = {"\r": "", "\u2028": "\n", "\u2029": "\n"} | dict.fromkeys("\u202a\u202b\u202c\u202d\u202e", "")
_REPLACEMENT |= dict.fromkeys("\u2066\u2067\u2068\u2069", "")

_VISIBLE = regex.compile(r"[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\u115f\u1160\u2800\u3164\uffa0]")
# Flags first: \X alone looks back over a whole run of them at each one, which is quadratic.
_CLUSTER = regex.compile(r"[\U0001f1e6-\U0001f1ff]{2}[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*|\X")
_LOOK_AHEAD = 2

_PARAGRAPH = regex.compile(r"\n+")
_SENTENCE = regex.compile(
    r"[。！？…]+[”’」』）)\"']*"
    r"|(?<!\b(?:e\.g|i\.e|et al|cf|vs|[Ff]igs?|[Ee]qs?|[Ss]ecs?|resp|approx|[Nn]o|Dr|Mr|Ms|St|\p{Lu}))"
    r"[.!?]+[”’)\"']*(?=\s)"
)
_CLAUSE = regex.compile(r"[，、；：]|[,;:](?=\s)|\s+")


def clean(text: str) -> str:
    """The text without what Telegram refuses: control characters, half surrogates, marks of direction."""
    if text.isprintable():
        return text
    return _FORBIDDEN.sub(_replace, text)


def _replace(match: re.Match[str]) -> str:
    letter = match[0]
    return _REPLACEMENT.get(letter, "\ufffd" if "\ud800" <= letter <= "\udfff" else " ")


def is_visible(text: str) -> bool:
    """Whether there is anything to see: Telegram refuses a block, and a message, without."""
    return _VISIBLE.search(text) is not None


def label(text: str) -> str:
    """What can stand on a button: a line of clean letters, of which something is seen."""
    line = " ".join(clean(text).split())
    return line if is_visible(line) else "…"


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> int:
    """Where to cut a text that is longer than the limit (both in characters): the best place up to there.

    After a paragraph if that leaves half of the room or less unused, after a sentence, a clause or a word if
    three quarters or less; else after any cluster.
    """
    window = text[: limit + _LOOK_AHEAD]
    edges = [end for end in _edges(window) if end <= limit]
    known = set(edges)
    for pattern, least in ((_PARAGRAPH, limit // 2), (_SENTENCE, limit // 4), (_CLAUSE, limit // 4)):
        ends = [end for end in _ends(pattern, window) if least < end <= limit and end in known]
        if ends:
            return ends[-1]
    return edges[-1] if edges else max(1, limit)


def cut_short(text: str, limit: int) -> int:
    """Where to end a text that is not continued: after the last whole sentence, or at least a whole word."""
    window = text[: limit + _LOOK_AHEAD]
    known = {end for end in _edges(window) if end <= limit}
    for pattern, least in ((_SENTENCE, limit // 3), (_CLAUSE, 0)):
        ends = [end for end in _ends(pattern, window) if least < end <= limit and end in known]
        if ends:
            return ends[-1]
    return max(known, default=0)


def _edges(text: str) -> Iterator[int]:
    return (match.end() for match in _CLUSTER.finditer(text))


def _ends(pattern: regex.Pattern[str], text: str) -> Iterator[int]:
    return (match.end() for match in pattern.finditer(text))
