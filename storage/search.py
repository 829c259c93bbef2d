"""The full-text index over papers: SQLite's FTS5 or PostgreSQL's tsvector, over the tokens of one text analysis.

A paper is one row of the index, whichever languages it has: a query's words may stand in any of them. The index holds
no texts of its own; to take a paper out of FTS5 its old tokens are worked out again, which is why `search` remembers
from which texts, and by which version of the analysis, they came.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from sqlalchemy import Row, Select, delete, select, text

from bot.model.paper import Texts
from bot.text import analysis
from storage import papers, upsert
from storage.engine import Connection
from storage.schema import search, texts

# Between two languages of a field, so that no phrase goes across. The analysis makes no such token.
_GAP = " \N{SYMBOL FOR UNIT SEPARATOR} "
_ROWS_AT_ONCE = 1_000
_LAST_POSITION = 16_383  # PostgreSQL counts no further

_FIELDS = "title, summary, abstract, authors"
_EMPTY_SQLITE = "INSERT INTO search_index (search_index) VALUES ('delete-all')"
_EMPTY_POSTGRESQL = "TRUNCATE search_index"
_DELETE_SQLITE = f"INSERT INTO search_index (search_index, rowid, {_FIELDS}) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Tokens:
    """A paper's tokens, field by field, with a blank between two."""

    title: str
    summary: str
    abstract: str
    authors: str = ""


def tokens(told: Iterable[Texts], authors: Iterable[str] = ()) -> Tokens:
    """What the index holds for these texts of a paper."""
    told = list(told)
    return Tokens(
        title=_joined(each.title for each in told),
        summary=_joined(each.summary for each in told),
        abstract=_joined(each.abstract for each in told),
        authors=_joined(authors),
    )


async def add(connection: Connection, rows: Mapping[int, Tokens], text_ids: Mapping[int, Mapping[str, int]]) -> None:
    """Adds papers that the index does not hold, by their id: their tokens, and from which texts these came."""
    if rows:
        add_tokens = _add_to_postgresql if connection.dialect.name == "postgresql" else _add_to_sqlite
        await add_tokens(connection, rows)
        values = [{"paper_id": each, "texts": text_ids[each], "analysis": analysis.VERSION} for each in rows]
        await upsert.add_all(connection, search, values, search.c.paper_id)


async def refresh(connection: Connection, paper_ids: Collection[int]) -> None:
    """Makes the index hold the newest texts of these papers."""
    held = await _held(connection, paper_ids)
    by_paper = await _texts(connection, paper_ids)
    newest = {each: {row.language: row.id for row in reversed(by_paper[each].values())} for each in paper_ids}
    changed = [each for each in paper_ids if held.get(each) != newest[each]]
    await _remove(connection, {each: _tokens(by_paper[each], held[each]) for each in changed if each in held})
    await add(connection, {each: _tokens(by_paper[each], newest[each]) for each in changed}, newest)


async def is_current(connection: Connection) -> bool:
    """Whether all that the index holds came from this version of the analysis."""
    other = select(search.c.paper_id).where(search.c.analysis != analysis.VERSION).limit(1)
    return (await connection.execute(other)).first() is None


async def rebuild(connection: Connection) -> None:
    """Empties the index and fills it anew, which a new version of the analysis asks for."""
    is_postgresql = connection.dialect.name == "postgresql"
    await connection.exec_driver_sql(_EMPTY_POSTGRESQL if is_postgresql else _EMPTY_SQLITE)
    await connection.execute(delete(search))
    last = 0
    while paper_ids := (await connection.execute(_next_papers(last))).scalars().all():
        await refresh(connection, paper_ids)
        last = paper_ids[-1]


def _next_papers(after: int) -> Select[int]:
    query = select(texts.c.paper_id).distinct().where(texts.c.paper_id > after)
    return query.order_by(texts.c.paper_id).limit(_ROWS_AT_ONCE)


async def _held(connection: Connection, paper_ids: Collection[int]) -> dict[int, dict[str, int]]:
    rows = await connection.execute(select(search.c.paper_id, search.c.texts).where(search.c.paper_id.in_(paper_ids)))
    return {row.paper_id: row.texts for row in rows}


async def _texts(connection: Connection, paper_ids: Collection[int]) -> dict[int, dict[int, Row[Any]]]:
    """The texts of papers by their ids, the newest first."""
    rows = await connection.execute(
        select(texts).where(texts.c.paper_id.in_(paper_ids)).order_by(texts.c.day.desc(), texts.c.id.desc())
    )
    found: dict[int, dict[int, Row[Any]]] = {each: {} for each in paper_ids}
    for row in rows:
        found[row.paper_id][row.id] = row
    return found


def _tokens(rows: Mapping[int, Row[Any]], text_ids: Mapping[str, int]) -> Tokens:
    languages = sorted(text_ids, key=lambda language: (language != "en", language))
    return tokens(papers.texts_of(rows[text_ids[language]]) for language in languages)


async def _remove(connection: Connection, rows: Mapping[int, Tokens]) -> None:
    if connection.dialect.name == "sqlite":
        for paper_id, old in rows.items():
            await connection.exec_driver_sql(_DELETE_SQLITE, ("delete", paper_id, *astuple(old)))
    else:
        for paper_id in rows:
            await connection.exec_driver_sql("DELETE FROM search_index WHERE paper_id = $1", (paper_id,))
    await connection.execute(delete(search).where(search.c.paper_id.in_(list(rows))))


def _joined(parts: Iterable[str]) -> str:
    return _GAP.join(filter(None, map(analysis.index_text, parts)))


async def _add_to_sqlite(connection: Connection, rows: Mapping[int, Tokens]) -> None:
    """All in one statement, so that the driver's thread need not come back to Python between two."""
    items = list(rows.items())
    for start in range(0, len(items), _ROWS_AT_ONCE):
        part = items[start : start + _ROWS_AT_ONCE]
        values = [value for paper_id, each in part for value in (paper_id, *astuple(each))]
        places = ", ".join(["(?, ?, ?, ?, ?)"] * len(part))
        await connection.exec_driver_sql(f"INSERT INTO search_index (rowid, {_FIELDS}) VALUES {places}", tuple(values))


async def _add_to_postgresql(connection: Connection, rows: Mapping[int, Tokens]) -> None:
    values = [{"paper_id": paper_id, "tokens": _tsvector(each)} for paper_id, each in rows.items()]
    statement = "INSERT INTO search_index (paper_id, tokens) VALUES (:paper_id, CAST(:tokens AS tsvector))"
    await connection.execute(text(statement), values)


def _tsvector(tokens: Tokens) -> str:
    """The tokens as PostgreSQL writes them: where each stands, and in a field of which weight.

    Between two fields is a gap, as between two languages, so that no phrase goes across.
    """
    places: dict[str, list[str]] = {}
    position = 1
    for weight, field in zip("ABCD", astuple(tokens), strict=True):
        for token in field.split():
            places.setdefault(token, []).append(f"{min(position, _LAST_POSITION)}{weight}")
            position += 1
        position += 1
    places.pop(_GAP.strip(), None)
    return " ".join(f"'{token}':{','.join(where)}" for token, where in places.items())
