"""How a document writes what the texts say, so that an entry is kept once as texts and comes back to the letter.

A form is one pattern a field, `{title}. (arXiv:{id}v{version} [cs.CL])`, where the field says what the texts say, and
the field itself where it does not. A few hundred forms serve the whole published history.
"""

import json
from dataclasses import dataclass

from bot.model.digest import Entry
from bot.model.paper import Texts


@dataclass(frozen=True, slots=True)
class Written:
    """What the patterns are filled with."""

    id: str
    version: int | None
    original: Texts
    translated: Texts


def fold(entry: Entry, written: Written) -> str:
    """The form of an entry."""
    original = written.original
    patterns = (
        _pattern(entry.link, "", "", written),
        _pattern(entry.row_title, original.title, "{title}", written),
        _pattern(entry.raw_title, original.title, "{title}", written),
        None if entry.summary is None else _pattern(entry.summary, written.translated.summary, "{summary}", written),
        _pattern(entry.raw_abstract, original.abstract, "{abstract}", written),
    )
    return json.dumps(patterns, ensure_ascii=False, separators=(",", ":"))


def unfold(form: str, written: Written) -> Entry:
    """The entry that was folded into this form."""
    original, translated = written.original, written.translated
    link, row_title, raw_title, summary, raw_abstract = (
        pattern
        and pattern.format(
            id=written.id,
            version=written.version,
            title=original.title,
            abstract=original.abstract,
            summary=translated.summary,
        )
        for pattern in json.loads(form)
    )
    return Entry(
        link=link,
        row_title=row_title,
        row_summary=translated.summary,
        translated_title=translated.title,
        raw_title=raw_title,
        summary=summary,
        original_summary=None if summary is None else original.summary,
        translated_abstract=translated.abstract,
        raw_abstract=raw_abstract,
    )


def _pattern(field: str, told: str, placeholder: str, written: Written) -> str:
    before, found, after = field.partition(told) if told else (field, "", "")
    middle = placeholder if found else ""
    return _literal(before, written) + middle + _literal(after, written)


def _literal(text: str, written: Written) -> str:
    pattern = text.replace("{", "{{").replace("}", "}}").replace(written.id, "{id}")
    return pattern.replace(f"v{written.version}", "v{version}")
