"""Entries: the rows of a digest's revision, each taken apart into a paper, its texts and how they are written."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from bot.model.digest import Entry, Kind
from bot.model.paper import Paper, Texts
from storage import forms, papers, schema, upsert
from storage.engine import Connection
from storage.forms import Form, Written
from storage.papers import TextKey


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry, taken apart into what is stored of it."""

    paper: Paper
    kind: Kind | None
    form: Form
    original: Texts
    translated: Texts
    original_content: int
    translated_content: int

    @property
    def name(self) -> str:
        """Of its paper."""
        return self.paper.id.paper

    def text_keys(self, paper_id: int) -> tuple[TextKey, TextKey]:
        """What identifies its original and its translated texts."""
        return (
            TextKey(paper_id, self.original.language, self.original_content),
            TextKey(paper_id, self.translated.language, self.translated_content),
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A listing, and the rows that hold what it says."""

    listing: Listing
    paper_id: int
    original_id: int
    translated_id: int

    @property
    def text_ids(self) -> dict[str, int]:
        """The ids of its texts by their language."""
        listing = self.listing
        return {listing.original.language: self.original_id, listing.translated.language: self.translated_id}


def take_apart(entry: Entry) -> Listing:
    """What is stored of an entry."""
    paper = Paper(entry.id, version=entry.version, category=entry.category)
    original, translated = entry.original, entry.translated
    written = Written(paper.id.paper, paper.version, original, translated)
    contents = papers.content(original), papers.content(translated)
    return Listing(paper, entry.kind, forms.fold(entry, written), original, translated, *contents)


def rows(placed: Iterable[Placed], revision_id: int) -> upsert.Rows:
    """The rows of a revision's entries."""
    return [
        {
            "revision_id": revision_id,
            "position": position,
            "paper_id": each.paper_id,
            "version": each.listing.paper.version,
            "kind": each.listing.kind,
            "original_id": each.original_id,
            "translated_id": each.translated_id,
            "form_id": each.listing.form.id,
        }
        for position, each in enumerate(placed, start=1)
    ]


async def get(connection: Connection, revision_id: int) -> list[Entry]:
    """The entries of a revision, in order."""
    rows = await connection.execute(_ENTRIES, {"revision_id": revision_id})
    return [_entry(*row) for row in rows]


def _entry(version: int | None, arxiv_id: str, pattern: str, *told: str) -> Entry:
    return forms.unfold(pattern, Written(arxiv_id, version, Texts(*told[:4]), Texts(*told[4:])))


_ORIGINAL, _TRANSLATED = schema.texts.alias("original"), schema.texts.alias("translated")
_ENTRIES = (
    select(
        schema.entries.c.version,
        schema.papers.c.arxiv_id,
        schema.forms.c.pattern,
        *(texts.c[name] for texts in (_ORIGINAL, _TRANSLATED) for name in ("language", "title", "abstract", "summary")),
    )
    .join_from(schema.entries, schema.papers)
    .join(schema.forms)
    .join(_ORIGINAL, schema.entries.c.original_id == _ORIGINAL.c.id)
    .join(_TRANSLATED, schema.entries.c.translated_id == _TRANSLATED.c.id)
    .where(schema.entries.c.revision_id == bindparam("revision_id"))
    .order_by(schema.entries.c.position)
)
