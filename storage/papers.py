"""Papers, and their texts in each language as each source words them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlalchemy import Row, select, update

from bot.model.paper import ArxivId, Paper, Texts
from storage import upsert
from storage.engine import Connection
from storage.schema import papers, texts


@dataclass(frozen=True, slots=True)
class Stored:
    """The id of a paper or of texts, and whether they have just come."""

    id: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class TextKey:
    """What identifies texts: whose, in which language, and a hash of what they say."""

    paper_id: int
    language: str
    content: int


async def add(connection: Connection, learnt: Iterable[Paper]) -> dict[str, Stored]:
    """Adds the papers that are not there yet, and to the others what a source now tells of them."""
    by_id = {paper.id.paper: paper for paper in learnt}
    known = {row.arxiv_id: row for row in await _rows(connection, by_id)}
    new = [paper for name, paper in by_id.items() if name not in known]
    columns = papers.c.arxiv_id, papers.c.id
    added = await upsert.add_all(connection, papers, [_values(paper) for paper in new], *columns)
    await _learn(connection, ((known[name], paper) for name, paper in by_id.items() if name in known))
    stored = {name: Stored(row.id, is_new=False) for name, row in known.items()}
    return stored | {row.arxiv_id: Stored(row.id, is_new=True) for row in added}


async def get(connection: Connection, ids: Iterable[ArxivId]) -> list[Paper]:
    """The papers that are known, in the order asked."""
    wanted = list(dict.fromkeys(each.paper for each in ids))
    found = {row.arxiv_id: _paper(row) for row in await _rows(connection, wanted)}
    return [found[name] for name in wanted if name in found]


async def get_texts(connection: Connection, ids: Iterable[ArxivId]) -> dict[ArxivId, list[Texts]]:
    """What each paper's newest texts say, one for each language that it has: arXiv's own words first."""
    rows = await connection.execute(
        select(papers.c.arxiv_id, texts)
        .join_from(papers, texts)
        .where(papers.c.arxiv_id.in_({each.paper for each in ids}))
        .order_by(texts.c.language != "en", texts.c.language, texts.c.day.desc(), texts.c.id.desc())
    )
    found: dict[ArxivId, dict[str, Texts]] = defaultdict(dict)
    for row in rows:
        found[ArxivId(row.arxiv_id)].setdefault(row.language, texts_of(row))
    return {paper: list(by_language.values()) for paper, by_language in found.items()}


async def add_texts(connection: Connection, told: Mapping[TextKey, Texts], day: date) -> dict[TextKey, Stored]:
    """Adds the texts that are not there yet."""
    columns = texts.c.id, texts.c.paper_id, texts.c.language, texts.c.content
    query = select(*columns).where(texts.c.paper_id.in_({key.paper_id for key in told}))
    known = {_key(row): Stored(row.id, is_new=False) for row in await connection.execute(query)}
    new = [_text_values(key, told[key], day) for key in told if key not in known]
    added = await upsert.add_all(connection, texts, new, *columns)
    return known | {_key(row): Stored(row.id, is_new=True) for row in added}


def content(told: Texts) -> int:
    """The hash that tells texts of the same paper and language apart."""
    whole = "\n".join((told.title, told.abstract, told.summary))
    return int.from_bytes(blake2b(whole.encode(), digest_size=8).digest(), signed=True)


def texts_of(row: Row[Any]) -> Texts:
    """The texts that a row with the columns of `texts` holds."""
    return Texts(row.language, row.title, row.abstract, row.summary, row.origin)


def _key(row: Any) -> TextKey:
    return TextKey(row.paper_id, row.language, row.content)


async def _rows(connection: Connection, names: Iterable[str]) -> Sequence[Row[Any]]:
    return (await connection.execute(select(papers).where(papers.c.arxiv_id.in_(list(names))))).all()


async def _learn(connection: Connection, pairs: Iterable[tuple[Row[Any], Paper]]) -> None:
    """Adds to known papers what they lacked; the version only ever grows."""
    for row, paper in pairs:
        old = _values(_paper(row))
        told = {name: value for name, value in _values(paper).items() if value is not None}
        if old["version"] and told.get("version", 0) < old["version"]:
            told.pop("version", None)
        if any(old[name] != value for name, value in told.items()):
            await connection.execute(update(papers).where(papers.c.id == row.id).values(told))


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


def _text_values(key: TextKey, told: Texts, day: date) -> dict[str, Any]:
    return {
        "paper_id": key.paper_id,
        "language": key.language,
        "title": told.title,
        "abstract": told.abstract,
        "summary": told.summary,
        "origin": told.origin,
        "day": day,
        "content": key.content,
    }
