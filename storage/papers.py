"""Papers, and their texts in each language as each source words them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Row, bindparam, select, update

from bot.model.paper import ArxivId, Paper, Texts
from storage import upsert
from storage.engine import Connection
from storage.schema import papers, texts

_Key = TypeVar("_Key")
_PAPERS = select(papers).where(upsert.among(papers.c.arxiv_id, "names"))
_NAMES = select(papers.c.arxiv_id).where(upsert.among(papers.c.arxiv_id, "names"))
_LEARN = update(papers).where(papers.c.id == bindparam("known_id"))
_TEXT_KEYS = select(texts.c.id, texts.c.paper_id, texts.c.language, texts.c.content).where(
    upsert.among(texts.c.paper_id, "paper_ids")
)
_NEWEST_TEXTS = (
    select(papers.c.arxiv_id, texts)
    .join_from(papers, texts)
    .where(upsert.among(papers.c.arxiv_id, "names"))
    .order_by(texts.c.language != "en", texts.c.language, texts.c.day.desc(), texts.c.id.desc())
)


class TextKey(NamedTuple):
    """What identifies texts: whose, in which language, and a hash of what they say."""

    paper_id: int
    language: str
    content: int


@dataclass(frozen=True, slots=True)
class Numbered(Generic[_Key]):
    """The ids of the things that were asked for, and the rows of those among them that are yet to be added."""

    ids: Mapping[_Key, int]
    rows: upsert.Rows

    def new(self) -> set[int]:
        """The ids of what is to be added."""
        return {row["id"] for row in self.rows}


async def number(connection: Connection, learnt: Iterable[Paper], *, after: int) -> Numbered[str]:
    """Gives ids after this one to papers that are not there yet; what is told of the others is learnt."""
    told: dict[str, Paper] = {}
    for paper in learnt:
        name = paper.id.paper
        told[name] = _merged(told[name], paper) if name in told else paper
    known = {row.arxiv_id: row for row in await connection.execute(_PAPERS, {"names": told.keys()})}
    await _learn(connection, ((row, told[name]) for name, row in known.items()))
    new = (paper for name, paper in told.items() if name not in known)
    rows = [{"id": paper_id, **_values(paper)} for paper_id, paper in enumerate(new, start=after + 1)]
    return Numbered({row["arxiv_id"]: row["id"] for row in rows} | {name: row.id for name, row in known.items()}, rows)


async def number_texts(
    connection: Connection, told: Mapping[TextKey, Texts], day: date, *, new: Collection[int], after: int
) -> Numbered[TextKey]:
    """Gives ids after this one to texts that are not there yet; this is the day for which they are told.

    Of papers that are new none is there.
    """
    known: dict[TextKey, int] = {}
    if paper_ids := {key.paper_id for key in told}.difference(new):
        found = await connection.execute(_TEXT_KEYS, {"paper_ids": paper_ids})
        known = {TextKey(*key): text_id for text_id, *key in found}
    added = (key for key in told if key not in known)
    rows = [_text_values(text_id, key, told[key], day) for text_id, key in enumerate(added, start=after + 1)]
    return Numbered(
        known | {TextKey(row["paper_id"], row["language"], row["content"]): row["id"] for row in rows}, rows
    )


async def get(connection: Connection, ids: Iterable[ArxivId]) -> list[Paper]:
    """The papers that are known, in the order asked."""
    wanted = list(dict.fromkeys(each.paper for each in ids))
    found = {row.arxiv_id: _paper(row) for row in await connection.execute(_PAPERS, {"names": wanted})}
    return [found[name] for name in wanted if name in found]


async def get_names(connection: Connection, names: Collection[str]) -> set[str]:
    """Which of these names are papers that are known."""
    return set((await connection.execute(_NAMES, {"names": names})).scalars())


async def get_texts(connection: Connection, ids: Iterable[ArxivId]) -> dict[ArxivId, list[Texts]]:
    """What each paper's newest texts say, one for each language that it has: arXiv's own words first."""
    rows = await connection.execute(_NEWEST_TEXTS, {"names": {each.paper for each in ids}})
    found: dict[ArxivId, dict[str, Texts]] = defaultdict(dict)
    for row in rows:
        found[ArxivId(row.arxiv_id)].setdefault(row.language, texts_of(row))
    return {paper: list(by_language.values()) for paper, by_language in found.items()}


def content(told: Texts) -> int:
    """The hash that tells texts of the same paper and language apart."""
    whole = "\n".join((told.title, told.abstract, told.summary))
    return int.from_bytes(blake2b(whole.encode(), digest_size=8).digest(), signed=True)


def texts_of(row: Row[Any]) -> Texts:
    """The texts that a row with the columns of `texts` holds."""
    return Texts(row.language, row.title, row.abstract, row.summary, row.origin)


async def _learn(connection: Connection, pairs: Iterable[tuple[Row[Any], Paper]]) -> None:
    """Adds to known papers what is now told of them."""
    known = ((row.id, _paper(row), told) for row, told in pairs)
    changed = [
        {"known_id": row_id, **_values(now)} for row_id, old, told in known if (now := _merged(old, told)) != old
    ]
    if changed:
        await connection.execute(_LEARN, changed)


def _merged(one: Paper, other: Paper) -> Paper:
    """What two sources tell together: the one of the later version first, then the later one; silence is no news."""
    old, new = sorted((one, other), key=lambda paper: paper.version or 0)
    return Paper(
        old.id.unversioned,
        new.version,
        new.category or old.category,
        new.categories or old.categories,
        new.authors or old.authors,
        new.published or old.published,
        new.updated or old.updated,
    )


def _values(paper: Paper) -> dict[str, Any]:
    return {
        "arxiv_id": paper.id.paper,
        "version": paper.version,
        "category": paper.category,
        "categories": list(paper.categories) or None,
        "authors": list(paper.authors) or None,
        "published": paper.published,
        "updated": paper.updated,
    }


def _paper(row: Row[Any]) -> Paper:
    return Paper(
        id=ArxivId(row.arxiv_id),
        version=row.version,
        category=row.category,
        categories=tuple(row.categories or ()),
        authors=tuple(row.authors or ()),
        published=row.published,
        updated=row.updated,
    )


def _text_values(text_id: int, key: TextKey, told: Texts, day: date) -> dict[str, Any]:
    return {
        "id": text_id,
        "paper_id": key.paper_id,
        "language": key.language,
        "title": told.title,
        "abstract": told.abstract,
        "summary": told.summary,
        "origin": told.origin,
        "day": day,
        "content": key.content,
    }
