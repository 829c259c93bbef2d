"""Links into the bot's private chat, `t.me/BOT?start=PAYLOAD`: to a paper, or to a whole digest.

A payload has at most 64 of A-Z a-z 0-9 _ - : `2404_00727`, `hep-th_9901001`, `d20240401_cs_CL`.
"""

import re
from datetime import date

from bot.model.digest import DigestKey
from bot.model.paper import ArxivId

_DIGEST = re.compile(r"d([0-9]{8})_([a-z-]+(?:_[A-Za-z-]+)?)")


def to_paper(bot: str, paper: ArxivId) -> str:
    """Leads to the detailed entry."""
    return _url(bot, paper.short)


def to_digest(bot: str, key: DigestKey) -> str:
    """Leads to all of a feed's day."""
    return _url(bot, f"d{key.day:%Y%m%d}_{key.feed.replace('.', '_')}")


def parse(payload: str) -> ArxivId | DigestKey | None:
    """What a payload leads to; None for anything that was not made here."""
    if not (match := _DIGEST.fullmatch(payload)):
        return ArxivId.from_short(payload)
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None
    return DigestKey(match[2].replace("_", "."), day)


def _url(bot: str, payload: str) -> str:
    return f"https://t.me/{bot}?start={payload}"
