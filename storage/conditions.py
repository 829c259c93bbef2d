"""A query's expression as a condition on a row of `papers`."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, not_, or_, select

from bot.model.query import And, Announced, Category, Expression, Id, Not, Or
from storage import fulltext
from storage.fulltext import Index
from storage.schema import announcements, feeds, papers


def condition(asked: Expression, index: Index) -> ColumnElement[bool]:  # noqa: PLR0911 (one for each kind)
    """Whether a paper is what is asked for. What the index can tell, it is asked at once."""
    match asked:
        case Id(paper):
            return papers.c.arxiv_id == paper.paper
        case Announced():
            return _announced(asked)
        case Category(name):
            return _in_category(name)
        case Not(part):
            return not_(condition(part, index))
        case And() if not fulltext.is_text(asked):
            text, others = split(asked)
            return and_(*(condition(each, index) for each in ([text] if text else []) + others))
        case Or(parts) if not fulltext.is_text(asked):
            texts = list(filter(fulltext.is_text, parts))
            others = [each for each in parts if each not in texts]
            return or_(*(condition(each, index) for each in ([_joined(Or, texts)] if texts else []) + others))
    found = index.matches(index.write(asked))
    return papers.c.id.in_(select(index.paper_id).select_from(index.table).where(found))


def split(asked: Expression) -> tuple[Expression | None, list[Expression]]:
    """What must hold, as far as the index can tell it in one go, and the rest."""
    parts = asked.parts if isinstance(asked, And) else (asked,)
    texts = [each for each in parts if fulltext.is_text(each.part if isinstance(each, Not) else each)]
    if all(isinstance(each, Not) for each in texts):  # of which it cannot tell alone
        return None, list(parts)
    return _joined(And, texts), [each for each in parts if each not in texts]


def is_within(category: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether a category is this one, or of this archive."""
    return category == name if "." in name else or_(category == name, category.startswith(f"{name}."))


def _joined(kind: type[And] | type[Or], parts: Sequence[Expression]) -> Expression:
    return kind(tuple(parts)) if len(parts) > 1 else parts[0]


def _announced(asked: Announced) -> ColumnElement[bool]:
    query = select(announcements.c.paper_id)
    if asked.kind:
        query = query.where(announcements.c.kind == asked.kind)
    if asked.since:
        query = query.where(announcements.c.day >= asked.since)
    if asked.until:
        query = query.where(announcements.c.day <= asked.until)
    return papers.c.id.in_(query)


def _in_category(name: str) -> ColumnElement[bool]:
    feed = select(announcements.c.paper_id).join(feeds).where(is_within(feeds.c.name, name))
    listed = cast(papers.c.categories, Text)
    begun = [f'"{name}"'] if "." in name else [f'"{name}"', f'"{name}.']
    told = or_(is_within(papers.c.category, name), *(func.replace(listed, each, "") != listed for each in begun))
    # What no source told is NULL, and so would be the opposite.
    return or_(papers.c.id.in_(feed), func.coalesce(told, false()))
