"""The file names of digest documents: `2024-04-01_cs.CL.md`, and `2024-04-01_cs.CL.2.md` for its second revision."""

import re
from datetime import date

from bot.model.digest import DigestKey
from bot.model.taxonomy import is_feed

_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})_([A-Za-z.-]+?)(?:\.([1-9][0-9]{0,5}))?\.md")


def parse(name: str) -> tuple[DigestKey, int | None] | None:
    """Whose digest a file of this name holds, and which revision if it says so; None for another name."""
    match = _NAME.fullmatch(name)
    if not match or not is_feed(match[2]):
        return None
    try:
        return DigestKey(match[2], date.fromisoformat(match[1])), int(match[3]) if match[3] else None
    except ValueError:
        return None


def render(key: DigestKey, number: int) -> str:
    """The name of the file for a revision."""
    return f"{key.day}_{key.feed}{'' if number == 1 else f'.{number}'}.md"
