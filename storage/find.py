"""Papers found: what a query asks for, what is like another paper, and any at all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest
from math import log
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnCollection,
    ColumnElement,
    ScalarSelect,
    Select,
    case,
    func,
    literal,
    select,
    true,
    union_all,
)

from bot.model.paper import ArxivId, Texts
from bot.model.query import Expression
from bot.text import analysis
from storage import conditions, fulltext
from storage import papers as stored
from storage.engine import Connection
from storage.fulltext import Index
from storage.schema import announcements, feeds, papers

COUNTED = 1_000  # of more it is told only that there are more

# How many hits are ranked at most, times the words that are looked for. A word of a hit takes SQLite 0.8 µs (see
# benchmarks/search.py). PostgreSQL reads the row of each hit, which takes 5 to 10 µs, and again to count it.
_RANKED = {"sqlite": 20_000, "postgresql": 10_000}

_CANDIDATES = 64
_TELLING = 12
_COMMON = 500  # a word of so many papers tells nothing of one
_WEIGHTS = (("title", 3), ("summary", 2), ("abstract", 1))

_PAPERS = select(papers.c.id, papers.c.arxiv_id)
_LAST_NUMBERS = select(
    feeds.c.id,
    select(func.max(announcements.c.number))
    .where(announcements.c.feed_id == feeds.c.id)
    .scalar_subquery()
    .label("last"),
).order_by(feeds.c.id)


class Order(StrEnum):
    """Which papers come first."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, in this order, and how much there is in all: COUNTED stands for that many or more."""

    papers: tuple[ArxivId, ...]
    count: int
    order: Order


class _Page(NamedTuple):
    limit: int
    offset: int

    def of(self, query: Select[int, str]) -> Select[int, str]:
        return query.limit(self.limit).offset(self.offset)


async def find(
    connection: Connection, asked: Expression, *, order: Order = Order.BEST, limit: int = 10, offset: int = 0
) -> Found:
    """What a query asks for. Where there is too much of it to rank, or nothing to rank it by, the newest come first."""
    index, page = fulltext.index_of(connection), _Page(limit, offset)
    text, hits = _hits(index, asked)
    most = _RANKED[connection.dialect.name] // max(1, fulltext.count_terms(text)) if text else 0
    count, newest = await _newest(connection, hits, page, enough=max(most, COUNTED) + 1)
    if order is Order.NEWEST or not text or count > most:
        return Found(newest, min(count, COUNTED), Order.NEWEST)
    ranked = hits.order_by(index.rank(index.write(text)), *_newest_first(papers.c))
    return Found(await _ids(connection, page.of(ranked)), min(count, COUNTED), Order.BEST)


async def similar(connection: Connection, paper: ArxivId, *, limit: int = 10) -> tuple[ArxivId, ...]:
    """The papers that share most of the words that tell this one from others, the likest first."""
    told = await stored.get_texts(connection, [paper])
    index = fulltext.index_of(connection)
    tokens = await _telling(connection, index, told.get(paper.unversioned, []))
    if not tokens:
        return ()
    written = index.write_any(tokens)
    likest = _matching(_PAPERS, index, written).where(papers.c.arxiv_id != paper.paper)
    return await _ids(connection, likest.order_by(index.rank(written), *_newest_first(papers.c)).limit(limit))


async def random(connection: Connection, feed: str | None, chance: Random) -> ArxivId | None:
    """Any paper, or that of any announcement of this feed or archive; None where there is none."""
    if feed is None:
        last = (await connection.execute(select(func.max(papers.c.id)))).scalar_one()
        return await _first(connection, _PAPERS.where(papers.c.id >= chance.randint(1, last or 1)))
    lasts = (await connection.execute(_LAST_NUMBERS.where(conditions.is_within(feeds.c.name, feed)))).all()
    number = chance.randint(1, sum(row.last or 0 for row in lasts) or 1)
    for row in lasts:
        if number <= (row.last or 0):
            is_it = announcements.c.feed_id == row.id, announcements.c.number == number
            return await _first(connection, _PAPERS.join_from(papers, announcements).where(*is_it))
        number -= row.last or 0
    return None


def _hits(index: Index, asked: Expression) -> tuple[Expression | None, Select[int, str]]:
    """What is to be ranked of a query, and all papers that it finds, by way of that if there is any."""
    text, others = conditions.split(asked)
    query = _PAPERS
    if text:
        query = _matching(query, index, index.write(text))
    return text, query.where(*(conditions.condition(each, index) for each in others))


def _matching(query: Select[int, str], index: Index, written: str) -> Select[int, str]:
    return query.join_from(index.table, papers, papers.c.id == index.paper_id).where(index.matches(written))


async def _newest(
    connection: Connection, hits: Select[int, str], page: _Page, *, enough: int
) -> tuple[int, tuple[ArxivId, ...]]:
    """How many papers there are, and a page of them.

    PostgreSQL reads the row of each, so it shall not count more than enough; the newest it then finds by their ids.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    count, found = await _counted(connection, hits if is_sqlite else hits.limit(enough), page)
    if is_sqlite or count < enough:
        return count, found
    walked = hits.where(papers.c.arxiv_id.not_like("%/%")).order_by(papers.c.arxiv_id.desc())
    found = await _ids(connection, page.of(walked))
    return (count, found) if len(found) == page.limit else await _counted(connection, hits, page)


async def _counted(connection: Connection, hits: Select[int, str], page: _Page) -> tuple[int, tuple[ArxivId, ...]]:
    """Both in one statement: one character alone takes SQLite a tenth of a second to look up."""
    every = hits.cte()
    count = select(func.count().label("n")).select_from(every).subquery()
    shown = page.of(select(every).order_by(*_newest_first(every.c))).subquery()
    query = select(count.c.n, shown.c.arxiv_id).join_from(count, shown, true(), isouter=True)
    rows = (await connection.execute(query.order_by(*_newest_first(shown.c)))).all()
    return rows[0].n, tuple(ArxivId(row.arxiv_id) for row in rows if row.arxiv_id)


def _newest_first(row: ColumnCollection[str, Any]) -> tuple[ColumnElement[Any], ...]:
    """By the id, as arXiv counted: 9108… to 9912… and 0001… to 0703… after an archive's name, then 0704.…."""
    number = func.substr(row.arxiv_id, func.length(row.arxiv_id) - 6)
    age = case(
        (row.arxiv_id.like("%/9%"), literal("1") + number),
        (row.arxiv_id.like("%/%"), literal("2") + number),
        else_=literal("3") + row.arxiv_id,
    )
    return age.desc(), row.id.desc()


async def _ids(connection: Connection, query: Select[int, str]) -> tuple[ArxivId, ...]:
    return tuple(ArxivId(row.arxiv_id) for row in await connection.execute(query))


async def _first(connection: Connection, query: Select[int, str]) -> ArxivId | None:
    return next(iter(await _ids(connection, query.order_by(papers.c.id).limit(1))), None)


async def _telling(connection: Connection, index: Index, told: Iterable[Texts]) -> list[str]:
    """The words that matter most in a paper and are rare elsewhere, but not its own alone."""
    weights: Counter[str] = Counter()
    for texts in told:
        for field, weight in _WEIGHTS:
            weights.update({token: weight * n for token, n in Counter(analysis.tokens(getattr(texts, field))).items()})
    words = Counter({token: weight for token, weight in weights.items() if len(token) > 1 and not token.isdigit()})
    candidates = [token for token, _ in words.most_common(_CANDIDATES)]
    if not candidates:
        return []
    counts = await _counts(connection, index, candidates)
    telling = [each for each in candidates if 1 < counts[each] < _COMMON]
    scores = {each: log(1 + words[each]) * log(_COMMON / counts[each]) for each in telling}
    return nlargest(_TELLING, scores, key=lambda token: scores[token])


async def _counts(connection: Connection, index: Index, tokens: Sequence[str]) -> dict[str, int]:
    """In how many papers each token is, up to what is common."""
    counts = [select(literal(each).label("token"), _held(index, each).label("n")) for each in tokens]
    return {row.token: row.n for row in await connection.execute(union_all(*counts))}


def _held(index: Index, token: str) -> ScalarSelect[int]:
    held = select(literal(1)).select_from(index.table).where(index.matches(index.write_any([token]))).limit(_COMMON)
    return select(func.count()).select_from(held.subquery()).scalar_subquery()
