"""The full-text index over papers: SQLite's FTS5 or PostgreSQL's tsvector, over the tokens of one text analysis.

A paper is one row of the index, whichever languages it has: a query's words may stand in any of them. The index holds
no texts of its own; to take a paper out of FTS5 its old tokens are worked out again, which is why `search` remembers
from which texts, and by which version of the analysis, they came.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, TableClause, column, delete, select, table
from sqlalchemy.dialects.postgresql import TSVECTOR

from bot.errors import StorageError
from bot.model.paper import Texts
from bot.text import analysis
from storage import papers, upsert
from storage.engine import Connection
from storage.schema import search, texts
from storage.types import Id

# Between two languages of a field, so that no phrase goes across. The analysis makes no such token.
_GAP = " \N{SYMBOL FOR UNIT SEPARATOR} "
_ROWS_AT_ONCE = 1_000
_LAST_POSITION = 16_383  # PostgreSQL counts no further
_MOST_BYTES = 1_000_000  # and a tsvector has less than 1 MB, which is never longer than it is written

_EMPTY_SQLITE = "INSERT INTO search_index (search_index) VALUES ('delete-all')"
_EMPTY_POSTGRESQL = "TRUNCATE search_index"
_DELETE_SQLITE = (
    "INSERT INTO search_index (search_index, rowid, title, summary, abstract, authors) VALUES (?, ?, ?, ?, ?, ?)"
)
_FTS5 = table("search_index", column("rowid"), *map(column, ("title", "summary", "abstract", "authors")))
_TSVECTOR = table("search_index", column("paper_id", Id), column("tokens", TSVECTOR))
_REMOVE = delete(_TSVECTOR).where(upsert.among(_TSVECTOR.c.paper_id, "paper_ids"))
_HELD = select(search).where(upsert.among(search.c.paper_id, "paper_ids"))
_FORGET = delete(search).where(upsert.among(search.c.paper_id, "paper_ids"))
_NEWEST_FIRST = (
    select(texts).where(upsert.among(texts.c.paper_id, "paper_ids")).order_by(texts.c.day.desc(), texts.c.id.desc())
)


class Tokens(NamedTuple):
    """A paper's tokens, field by field, with a blank between two; a tuple, since SQLite takes it as it is."""

    title: str
    summary: str
    abstract: str
    authors: str = ""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of a paper: the tokens of these texts, by their language."""

    paper_id: int
    text_ids: Mapping[str, int]
    tokens: Tokens


def tokens(told: Iterable[Texts], authors: Iterable[str] = ()) -> Tokens:
    """What the index holds for these texts of a paper."""
    told = list(told)
    return Tokens(
        title=_joined(each.title for each in told),
        summary=_joined(each.summary for each in told),
        abstract=_joined(each.abstract for each in told),
        authors=_joined(authors),
    )


def rows(connection: Connection, indexed: Iterable[Indexed]) -> dict[TableClause, upsert.Rows]:
    """The rows that make the index hold papers that it does not hold yet."""
    indexed = list(indexed)
    held = [{"paper_id": each.paper_id, "texts": each.text_ids, "analysis": analysis.VERSION} for each in indexed]
    if connection.dialect.name == "postgresql":
        index = [{"paper_id": each.paper_id, "tokens": _tsvector(each.tokens)} for each in indexed]
        return {_TSVECTOR: index, search: held}
    return {_FTS5: [{"rowid": each.paper_id, **each.tokens._asdict()} for each in indexed], search: held}


async def refresh(connection: Connection, paper_ids: Collection[int]) -> None:
    """Makes the index hold the newest texts of these papers."""
    if not paper_ids:
        return
    held = await _held(connection, paper_ids)
    found = await _texts(connection, paper_ids)
    newest = {each: {row.language: row.id for row in reversed(found[each].values())} for each in paper_ids}
    changed = [each for each in paper_ids if held.get(each) != newest[each]]
    await _remove(connection, {each: _tokens(found[each], held[each]) for each in changed if each in held})
    indexed = (Indexed(each, newest[each], _tokens(found[each], newest[each])) for each in changed)
    await upsert.add(connection, rows(connection, indexed))


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
    rows = (await connection.execute(_HELD, {"paper_ids": paper_ids})).all()
    if any(row.analysis != analysis.VERSION for row in rows):
        raise StorageError("the full-text index is of another version of this program: run `zhaiyao migrate`")
    return {row.paper_id: row.texts for row in rows}


async def _texts(connection: Connection, paper_ids: Collection[int]) -> dict[int, dict[int, Row[Any]]]:
    """The texts of papers by their ids, the newest first."""
    rows = await connection.execute(_NEWEST_FIRST, {"paper_ids": paper_ids})
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
            await connection.exec_driver_sql(_DELETE_SQLITE, ("delete", paper_id, *old))
    else:
        await connection.execute(_REMOVE, {"paper_ids": rows.keys()})
    await connection.execute(_FORGET, {"paper_ids": rows.keys()})


def _joined(parts: Iterable[str]) -> str:
    return _GAP.join(filter(None, map(analysis.index_text, parts)))


def _tsvector(tokens: Tokens) -> str:
    """The tokens as PostgreSQL writes them: where each stands, and in a field of which weight.

    Between two fields is a gap, as between two languages, so that no phrase goes across.
    """
    places: dict[str, list[str]] = {}
    position = 1
    for weight, field in zip("ABCD", tokens, strict=True):
        for token in field.split():
            places.setdefault(token, []).append(f"{min(position, _LAST_POSITION)}{weight}")
            position += 1
        position += 1
    places.pop(_GAP.strip(), None)
    written = "".join(f"'{token}':{','.join(where)} " for token, where in places.items())
    return written.encode()[:_MOST_BYTES].decode(errors="ignore").rpartition(" ")[0]
