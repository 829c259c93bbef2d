"""What the full-text index is asked: an expression of phrases alone, in the language of FTS5 or of PostgreSQL.

Both find the same papers. They rank them each in its way: FTS5 by BM25, PostgreSQL by how close the words are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, cast, column, func, literal_column, table
from sqlalchemy.dialects.postgresql import TSQUERY

from bot.model.query import And, Expression, Field, Not, Or, Phrase
from bot.text import analysis
from bot.text.analysis import Term
from storage.engine import Connection
from storage.types import Id

_Written = str | ColumnElement[str]

_COLUMNS = {
    Field.TEXTS: "{title summary abstract}",
    Field.TITLE: "title",
    Field.ABSTRACT: "abstract",
    Field.AUTHORS: "authors",
}
_WEIGHTS = {Field.TEXTS: "ABC", Field.TITLE: "A", Field.ABSTRACT: "C", Field.AUTHORS: "D"}


@dataclass(frozen=True, slots=True)
class Index:
    """A database's index: how it is asked for an expression or for any of some tokens, and what it then tells of a row.

    That is: whose row it is, whether it matches, and how well; the least is the best.
    """

    table: FromClause
    paper_id: ColumnElement[int]
    write: Callable[[Expression], str]
    write_any: Callable[[Iterable[str]], str]
    matches: Callable[[_Written], ColumnElement[bool]]
    rank: Callable[[_Written], ColumnElement[float]]


def index_of(connection: Connection) -> Index:
    """The index of this database."""
    return _TSVECTOR if connection.dialect.name == "postgresql" else _FTS5


def is_text(asked: Expression) -> bool:
    """Whether an index alone can tell."""
    match asked:
        case And(parts):
            return all(is_text(part.part if isinstance(part, Not) else part) for part in parts)
        case Or(parts):
            return all(map(is_text, parts))
    return isinstance(asked, Phrase)


def count_terms(asked: Expression) -> int:
    """How many tokens are looked for."""
    match asked:
        case Phrase():
            return len(_terms(asked))
        case Not(part):
            return count_terms(part)
        case And(parts) | Or(parts):
            return sum(map(count_terms, parts))
    raise TypeError(asked)


def _terms(phrase: Phrase) -> list[Term]:
    return analysis.query_terms(phrase.words, prefix=phrase.is_prefix)


def _fts5(asked: Expression) -> str:
    match asked:
        case Phrase():
            terms = _terms(asked)
            star = " *" if terms[-1].is_prefix else ""
            return f'{_COLUMNS[asked.field]} : "{" ".join(each.token for each in terms)}"{star}'
        case And(parts):
            wanted = " AND ".join(_fts5(each) for each in parts if not isinstance(each, Not))
            unwanted = "".join(f" NOT {_fts5(each.part)}" for each in parts if isinstance(each, Not))
            return f"(({wanted}){unwanted})"
        case Or(parts):
            return f"({' OR '.join(map(_fts5, parts))})"
    raise TypeError(asked)


def _fts5_any(tokens: Iterable[str]) -> str:
    written = " OR ".join(f'"{each}"' for each in tokens)
    return f"{_COLUMNS[Field.TEXTS]} : ({written})"


def _tsquery(asked: Expression) -> str:
    match asked:
        case Phrase():
            weights = _WEIGHTS[asked.field]
            written = [f"'{each.token}':{'*' if each.is_prefix else ''}{weights}" for each in _terms(asked)]
            return f"({' <-> '.join(written)})"
        case Not(part):
            return f"!{_tsquery(part)}"
        case And(parts):
            return f"({' & '.join(map(_tsquery, parts))})"
        case Or(parts):
            return f"({' | '.join(map(_tsquery, parts))})"
    raise TypeError(asked)


def _tsquery_any(tokens: Iterable[str]) -> str:
    return " | ".join(f"'{each}':{_WEIGHTS[Field.TEXTS]}" for each in tokens)


_ROWS = table("search_index", column("search_index"), column("paper_id", Id), column("tokens"))
_FTS5 = Index(
    table=_ROWS,
    # The plus: SQLite shall go through what FTS5 finds, and not ask it anew for each paper that is found elsewhere.
    paper_id=literal_column("+search_index.rowid", Id),
    write=_fts5,
    write_any=_fts5_any,
    matches=_ROWS.c.search_index.bool_op("MATCH"),
    rank=lambda _: func.bm25(_ROWS.c.search_index, 5.0, 3.0, 1.0, 1.0),
)
_TSVECTOR = Index(
    table=_ROWS,
    paper_id=_ROWS.c.paper_id,
    write=_tsquery,
    write_any=_tsquery_any,
    matches=lambda written: _ROWS.c.tokens.bool_op("@@")(cast(written, TSQUERY)),
    rank=lambda written: (
        -func.ts_rank_cd(literal_column("'{0.2, 0.2, 0.6, 1}'::real[]"), _ROWS.c.tokens, cast(written, TSQUERY))
    ),
)
