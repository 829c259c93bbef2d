"""Whether a database is whole: rows with their parents, entries of whole documents, and an index that agrees."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select, text

from bot.model.paper import ArxivId, Texts
from bot.text import analysis
from storage import Connection, Database, papers, schema

FIELDS = ("title", "summary", "abstract")
GAP = "\N{SYMBOL FOR UNIT SEPARATOR}"  # between two languages of a field; PostgreSQL needs no token for it
VOCABULARY = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, search_index, instance)"
Held = dict[str, Counter[tuple[str, str]]]  # of each paper: its tokens, each with the field it stands in


async def check(database: Database) -> None:
    """That nothing in it is broken or half done."""
    async with database.write() as connection:
        assert await held(connection) == await expected(connection)
        assert await _cut_off(connection) == []
        if database.path:
            assert (await connection.exec_driver_sql("PRAGMA integrity_check")).scalars().all() == ["ok"]
            assert (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all() == []


async def rows(connection: Connection) -> dict[str, list[Any]]:
    """Every row of every table, and what the index holds."""
    found: dict[str, list[Any]] = {"index": sorted(map(str, (await held(connection)).items()))}
    for table in schema.metadata.sorted_tables:
        found[table.name] = (await connection.execute(select(table).order_by(*table.primary_key))).all()
    return found


async def held(connection: Connection) -> Held:
    """What the index holds."""
    read = _read_fts5 if connection.dialect.name == "sqlite" else _read_tsvector
    names = {row.id: row.arxiv_id for row in await connection.execute(select(schema.papers))}
    found: Held = {name: Counter() for name in names.values()}
    for paper_id, token, field in await read(connection):
        found[names[paper_id]][token, field] += 1
    return found


async def expected(connection: Connection) -> Held:
    """What the index should hold: the newest texts of every paper."""
    ids = [ArxivId(name) for name in (await connection.execute(select(schema.papers.c.arxiv_id))).scalars()]
    newest = await papers.get_texts(connection, ids)
    return {each.paper: Counter(_tokens(newest[each], connection.dialect.name)) for each in ids}


async def _cut_off(connection: Connection) -> list[Any]:
    """Revisions that do not have the entries they should have."""
    entries, revisions = schema.entries, schema.revisions
    counted = select(func.count()).where(entries.c.revision_id == revisions.c.id).scalar_subquery()
    return list((await connection.execute(select(revisions).where(revisions.c.entry_count != counted))).all())


async def _read_fts5(connection: Connection) -> list[tuple[int, str, str]]:
    await connection.execute(text(VOCABULARY))
    found = (await connection.execute(text("SELECT doc, term, col FROM temp.vocabulary"))).all()
    await connection.execute(text("DROP TABLE temp.vocabulary"))
    await connection.execute(text("INSERT INTO search_index (search_index) VALUES ('integrity-check')"))
    return [(paper_id, token, field) for paper_id, token, field in found]


async def _read_tsvector(connection: Connection) -> list[tuple[int, str, str]]:
    found = await connection.execute(text("SELECT paper_id, lexeme, weights FROM search_index, unnest(tokens)"))
    return [(paper_id, token, FIELDS["ABC".index(each)]) for paper_id, token, weights in found for each in weights]


def _tokens(newest: list[Texts], engine_name: str) -> Iterator[tuple[str, str]]:
    for field in FIELDS:
        told = [found for texts in newest if (found := analysis.tokens(getattr(texts, field)))]
        yield from ((token, field) for found in told for token in found)
        if engine_name == "sqlite":
            yield from [(GAP, field)] * (len(told) - 1)
