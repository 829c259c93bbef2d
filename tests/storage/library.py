"""Papers in a database without any digest, and what a query says of each when it is read word for word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import TableClause

from bot.model.digest import Kind
from bot.model.paper import Paper, Texts
from bot.model.query import And, Announced, Category, Expression, Field, Id, Not, Or, Phrase
from bot.text import analysis
from bot.text.analysis import Term
from storage import Database, papers, schema, search, upsert
from storage.search import Indexed

DAY = date(2024, 3, 1)


@dataclass(frozen=True)
class Told:
    """That a feed announced a paper."""

    feed: str
    kind: Kind | None = None
    day: date = DAY


@dataclass(frozen=True)
class Book:
    """A paper, all its texts, and all its announcements."""

    paper: Paper
    texts: tuple[Texts, ...] = ()
    told: tuple[Told, ...] = ()


async def fill(database: Database, books: Iterable[Book]) -> None:
    """Adds the books to a database that has none; the first paper has the id 1."""
    rows: dict[TableClause, list[dict[str, Any]]] = {schema.papers: [], schema.texts: []}
    indexed, told = [], []
    for paper_id, book in enumerate(books, start=1):
        text_ids = {each.language: len(rows[schema.texts]) + n for n, each in enumerate(book.texts, start=1)}
        rows[schema.papers].append(_paper_row(paper_id, book.paper))
        rows[schema.texts] += [_text_row(text_ids[each.language], paper_id, each) for each in book.texts]
        indexed.append(Indexed(paper_id, text_ids, search.tokens(book.texts, book.paper.authors)))
        told += [(paper_id, each) for each in book.told]
    async with database.write() as connection:
        await upsert.add(connection, {**rows, **search.rows(connection, indexed), **_announced(told)})


def _announced(told: Sequence[tuple[int, Told]]) -> dict[TableClause, list[dict[str, Any]]]:
    names = sorted({each.feed for _, each in told})
    numbers: dict[str, Iterator[int]] = {name: count(1) for name in names}
    announced = [
        {
            "feed_id": names.index(each.feed) + 1,
            "number": next(numbers[each.feed]),
            "paper_id": paper_id,
            "replaced": n,  # so that no two are the same
            "version": None,
            "kind": each.kind,
            "day": each.day,
        }
        for n, (paper_id, each) in enumerate(told)
    ]
    return {
        schema.feeds: [{"id": n, "name": name} for n, name in enumerate(names, start=1)],
        schema.announcements: announced,
    }


def _paper_row(paper_id: int, paper: Paper) -> dict[str, Any]:
    return {
        "id": paper_id,
        "arxiv_id": paper.id.paper,
        "version": paper.version,
        "category": paper.category,
        "categories": list(paper.categories) or None,
        "authors": list(paper.authors) or None,
        "published": None,
        "updated": None,
    }


def _text_row(text_id: int, paper_id: int, texts: Texts) -> dict[str, Any]:
    return {"id": text_id, "paper_id": paper_id, "day": DAY, "content": papers.content(texts), **asdict(texts)}


def holds(asked: Expression, book: Book) -> bool:
    """Whether a paper is what is asked for."""
    match asked:
        case And(parts):
            return all(holds(each, book) for each in parts)
        case Or(parts):
            return any(holds(each, book) for each in parts)
        case Not(part):
            return not holds(part, book)
        case Id(paper):
            return book.paper.id.paper == paper.paper
        case Category(name):
            names = {book.paper.category, *book.paper.categories, *(told.feed for told in book.told)} - {None}
            return any(each == name or each.startswith(name + ".") for each in names)
        case Announced(kind, since, until):
            return any(
                kind in (None, told.kind) and (since or date.min) <= told.day <= (until or date.max)
                for told in book.told
            )
        case Phrase(words, where, is_prefix):
            terms = analysis.query_terms(words, prefix=is_prefix)
            return any(_stands_in(terms, analysis.tokens(text)) for text in _read(book, where))
    raise TypeError(asked)


def _read(book: Book, where: Field) -> Iterable[str]:
    if where is Field.AUTHORS:
        return book.paper.authors
    names = {Field.TITLE: ["title"], Field.ABSTRACT: ["abstract"], Field.TEXTS: ["title", "abstract", "summary"]}
    return [getattr(texts, name) for texts in book.texts for name in names[where]]


def _stands_in(terms: Sequence[Term], tokens: Sequence[str]) -> bool:
    windows = (tokens[start : start + len(terms)] for start in range(len(tokens) - len(terms) + 1))
    return any(all(map(_is, terms, window)) for window in windows)


def _is(term: Term, token: str) -> bool:
    return token.startswith(term.token) if term.is_prefix else token == term.token


def age(book: Book) -> tuple[int, str, str]:
    """When arXiv numbered it: the year, and the rest of its number."""
    _, _, number = book.paper.id.paper.rpartition("/")
    year = int(number[:2])
    return 1900 + year if year > 90 and "." not in number else 2000 + year, number[2:4], number[4:]
