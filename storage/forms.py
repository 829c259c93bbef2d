"""How a document writes what the texts say, so that an entry is kept once as texts and comes back to the letter.

A form is one pattern a field, `{title}. (arXiv:{id}v{version} [cs.CL])`, where the field says what the texts say, and
the field itself where it does not. A few hundred forms serve the whole published history.
"""

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from bot.model.digest import Entry
from bot.model.paper import Texts
from storage import upsert


@dataclass(frozen=True, slots=True)
class Written:
    """What the patterns are filled with."""

    id: str
    version: int | None
    original: Texts
    translated: Texts


@dataclass(frozen=True, slots=True)
class Form:
    """A form, and its id: a hash of it, so that nobody need look the id up."""

    id: int
    pattern: str


def rows(forms: Iterable[Form]) -> upsert.Rows:
    """The rows of forms, some of which may be there already."""
    return [{"id": form.id, "pattern": form.pattern} for form in set(forms)]


def fold(entry: Entry, written: Written) -> Form:
    """The form of an entry."""
    original = written.original
    patterns = (
        _pattern(entry.link, "", "", written),
        _pattern(entry.row_title, original.title, "{title}", written),
        _pattern(entry.raw_title, original.title, "{title}", written),
        None if entry.summary is None else _pattern(entry.summary, written.translated.summary, "{summary}", written),
        _pattern(entry.raw_abstract, original.abstract, "{abstract}", written),
    )
    return _form(patterns)


def unfold(pattern: str, written: Written) -> Entry:
    """The entry that was folded into the form of this pattern."""
    original, translated = written.original, written.translated
    link, row_title, raw_title, summary, raw_abstract = (
        each
        and each.format(
            id=written.id,
            version=written.version,
            title=original.title,
            abstract=original.abstract,
            summary=translated.summary,
        )
        for each in json.loads(pattern)
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


@functools.lru_cache(1_024)
def _form(patterns: tuple[str | None, ...]) -> Form:
    pattern = json.dumps(patterns, ensure_ascii=False, separators=(",", ":"))
    digest = blake2b(pattern.encode(), digest_size=8).digest()
    return Form(int.from_bytes(digest, signed=True), pattern)


def _pattern(field: str, told: str, placeholder: str, written: Written) -> str:
    before, found, after = field.partition(told) if told else (field, "", "")
    middle = placeholder if found else ""
    return _literal(before, written) + middle + _literal(after, written)


def _literal(text: str, written: Written) -> str:
    if not text:
        return text
    pattern = text.replace("{", "{{").replace("}", "}}").replace(written.id, "{id}")
    return pattern.replace(f"v{written.version}", "v{version}")
