"""Papers in a database without any digest, and what a query says of each when it is read word for word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from bot.model.digest import Kind
from bot.model.paper import Paper, Texts
from bot.model.query import And, Announced, Category, Expression, Field, Id, Not, Or, Phrase
from bot.text import analysis
from bot.text.analysis import Term
from storage import Connection, Database, papers, schema, search, upsert
from storage.papers import TextKey
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
    told: tuple[Told, ...] = field(default=())


async def fill(database: Database, books: Sequence[Book]) -> None:
    """Adds books that are not there yet."""
    async with database.write() as connection:
        known = await papers.number(
            connection, (book.paper for book in books), after=await _count(connection, schema.papers)
        )
        ids = [known.ids[book.paper.id.paper] for book in books]
        keyed = {
            TextKey(i, each.language, papers.content(each)): each
            for i, book in zip(ids, books, strict=True)
            for each in book.texts
        }
        texts = await papers.number_texts(connection, keyed, DAY, after=await _count(connection, schema.texts))
        held = {i: {key.language: n for key, n in texts.ids.items() if key.paper_id == i} for i in ids}
        indexed = [
            Indexed(i, held[i], search.tokens(book.texts, book.paper.authors))
            for i, book in zip(ids, books, strict=True)
        ]
        feed_ids = {
            name: number for number, name in enumerate(sorted({told.feed for book in books for told in book.told}), 1)
        }
        announced = [(feed_ids[told.feed], i, told) for i, book in zip(ids, books, strict=True) for told in book.told]
        rows = [
            {
                "feed_id": feed_id,
                "number": sum(each[0] == feed_id for each in announced[:n]) + 1,
                "paper_id": i,
                "replaced": n,
                "version": None,
                "kind": told.kind,
                "day": told.day,
            }
            for n, (feed_id, i, told) in enumerate(announced)
        ]
        feeds = [{"id": number, "name": name} for name, number in feed_ids.items()]
        tables = {schema.papers: known.rows, schema.texts: texts.rows, **search.rows(connection, indexed)}
        await upsert.add(connection, {**tables, schema.feeds: feeds, schema.announcements: rows})


async def _count(connection: Connection, table: schema.Table) -> int:
    return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


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
