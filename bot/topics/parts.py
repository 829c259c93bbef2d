"""The parts of a query as its grammar finds them, and the expressions that they are."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lark import Token, Transformer, v_args

from bot import i18n
from bot.model import paper, taxonomy
from bot.model.digest import Kind
from bot.model.query import And, Announced, Category, Expression, Field, Id, Not, Or, Phrase
from bot.text import analysis

MOST_LEAVES = 32
MOST_ALONE = 4  # each asks for thousands of pairs: nothing else costs as much
DEEPEST = 8
SHORTEST_PREFIX = 3

LIKE_A_FIELD = re.compile(r"[A-Za-z]+:(?!\Z)")  # BERT: is a word with a colon
_FIELDS = "ti: abs: au: cat: id: since: until: kind:"
_KINDS = " ".join(Kind)
_FEEDS = {name.lower(): name for name in (*taxonomy.CATEGORIES, *taxonomy.ARCHIVES)}


class Wrong(Exception):  # noqa: N818 (not for others: the query turns it into an error that shows where)
    """What is wrong, and where."""

    def __init__(self, at: int, msgid: str, **args: object) -> None:
        super().__init__(msgid)
        self.at = at
        self.msgid = msgid
        self.args_by_name = args


@dataclass(frozen=True, slots=True)
class Part:
    """An expression, where it begins, which it is made of, and how deep its parentheses go."""

    at: int
    expression: Expression
    leaves: tuple["Part", ...] = ()
    depth: int = 0


@v_args(inline=True)
class Parts(Transformer[Token, Part]):
    """Makes a part of what the grammar's rule of the same name found."""

    def start(self, part: Part) -> Part:
        for leaf in part.leaves[MOST_LEAVES:]:
            raise Wrong(leaf.at, i18n.msgid("A query has at most {most} words, phrases and fields."), most=MOST_LEAVES)
        for leaf in [leaf for leaf in part.leaves if _ends_in_one_alone(leaf.expression)][MOST_ALONE:]:
            raise Wrong(leaf.at, i18n.msgid("At most {most} characters may stand alone in a query."), most=MOST_ALONE)
        return part

    def either(self, *parts: Part) -> Part:
        return _joined(parts, _plain(Or, [part.expression for part in _flat(parts, Or)]))

    def every(self, *parts: Part) -> Part:
        if all(isinstance(part.expression, Not) for part in parts):
            raise Wrong(parts[0].at, i18n.msgid("This only excludes. Expected something to look for as well."))
        flat = _flat(parts, And)
        others = [part.expression for part in flat if not isinstance(part.expression, Announced)]
        return _joined(parts, _plain(And, others + _announced(flat)))

    def exclusion(self, dash: Token, part: Part) -> Part:
        return replace(part, at=_at(dash), expression=Not(part.expression))

    def group(self, opening: Token, part: Part, _closing: Token) -> Part:
        if part.depth == DEEPEST:
            raise Wrong(_at(opening), i18n.msgid("Parentheses go at most {most} deep."), most=DEEPEST)
        return replace(part, at=_at(opening), depth=part.depth + 1)

    def word(self, word: Token) -> Part:
        if found := paper.parse_id(word):
            return _leaf(word, Id(found.unversioned))
        if field := LIKE_A_FIELD.match(word):
            message = i18n.msgid("{field} is no field. Expected {fields} or quotation marks around the words.")
            raise Wrong(_at(word), message, field=field[0], fields=_FIELDS)
        return self.phrase(word)

    def phrase(self, phrase: Token) -> Part:
        return _leaf(phrase, _phrase(Field.TEXTS, phrase))

    def field(self, name: Token, value: Token) -> Part:
        return _leaf(name, _VALUES[name[:-1].lower()](value))


def _leaf(token: Token, expression: Expression) -> Part:
    part = Part(_at(token), expression)
    return replace(part, leaves=(part,))


def _at(token: Token) -> int:
    return token.start_pos or 0


def _joined(parts: Sequence[Part], expression: Expression) -> Part:
    leaves = tuple(leaf for part in parts for leaf in part.leaves)
    return Part(parts[0].at, expression, leaves, max(part.depth for part in parts))


def _flat(parts: Iterable[Part], kind: type[And] | type[Or]) -> list[Part]:
    """The parts, and in place of one of this kind those that it has."""
    split = [(part, part.expression.parts if isinstance(part.expression, kind) else ()) for part in parts]
    return [each for part, inner in split for each in ([replace(part, expression=it) for it in inner] or [part])]


def _plain(kind: type[And] | type[Or], expressions: Iterable[Expression]) -> Expression:
    once = tuple(dict.fromkeys(expressions))
    return kind(once) if len(once) > 1 else once[0]


def _announced(parts: Iterable[Part]) -> list[Expression]:
    """What stands together is asked of one announcement: not of a paper that was new once and replaced on that day."""
    merged = Announced()
    for at, each in [(part.at, part.expression) for part in parts if isinstance(part.expression, Announced)]:
        given = {name: value for name in ("kind", "since", "until") if (value := getattr(each, name))}
        for name, value in given.items():
            if getattr(merged, name) not in (None, value):
                raise Wrong(at, i18n.msgid("{field} stands here twice. Expected OR between the two."), field=f"{name}:")
        merged = replace(merged, **given)
        if merged.since and merged.until and merged.since > merged.until:
            raise Wrong(at, i18n.msgid("No day is left. Expected since: not to be after until:"))
    return [merged] if merged != Announced() else []


def _phrase(field: Field, token: Token) -> Phrase:
    words, is_prefix = _unquoted(token)
    terms, whole = analysis.query_terms(words, prefix=is_prefix), analysis.query_terms(words)
    if not terms:
        raise Wrong(_at(token), i18n.msgid("Nothing in this can be searched for. Expected letters or digits."))
    goes_on = terms != whole  # Chinese goes on anyway
    if goes_on and len(terms[-1].token) < SHORTEST_PREFIX:
        message = i18n.msgid("Expected at least {least} letters, or one Chinese character, before the *.")
        raise Wrong(_at(token), message, least=SHORTEST_PREFIX)
    return Phrase(words, field, goes_on)


def _unquoted(token: Token) -> tuple[str, bool]:
    """The words, with one blank between two, and whether they go on."""
    goes_on = token.endswith("*")
    text = token[:-1] if goes_on else str(token)
    if text.startswith('"'):
        return " ".join(text[1:-1].split()), goes_on
    if "*" in text:
        at = _at(token) + text.index("*")
        raise Wrong(at, i18n.msgid("Expected * only at the end of a word; quotation marks make it a mere sign."))
    return text, goes_on


def _category(token: Token) -> Category:
    value, _ = _unquoted(token)
    name = _FEEDS.get(value.lower(), value)
    if not taxonomy.is_feed(name) or name.partition(".")[0] not in taxonomy.ARCHIVES:
        message = i18n.msgid("arXiv has no category {value}. Expected one such as cs.CL, or an archive such as cs.")
        raise Wrong(_at(token), message, value=value)
    return Category(name)


def _id(token: Token) -> Id:
    value, _ = _unquoted(token)
    if not (found := paper.parse_id(value)):
        raise Wrong(_at(token), i18n.msgid("Expected an arXiv id such as 2404.00727."))
    return Id(found.unversioned)


def _day(token: Token) -> date:
    value, _ = _unquoted(token)
    try:
        return date.fromisoformat(value if len(value) == len("2024-03-01") else "")
    except ValueError:
        raise Wrong(_at(token), i18n.msgid("Expected a date such as 2024-03-01.")) from None


def _kind(token: Token) -> Kind:
    value, _ = _unquoted(token)
    if value.lower() not in list(Kind):
        raise Wrong(_at(token), i18n.msgid("Expected one of these kinds: {kinds}."), kinds=_KINDS)
    return Kind(value.lower())


_VALUES: dict[str, Callable[[Token], Expression]] = {
    "ti": lambda token: _phrase(Field.TITLE, token),
    "abs": lambda token: _phrase(Field.ABSTRACT, token),
    "au": lambda token: _phrase(Field.AUTHORS, token),
    "cat": _category,
    "id": _id,
    "since": lambda token: Announced(since=_day(token)),
    "until": lambda token: Announced(until=_day(token)),
    "kind": lambda token: Announced(kind=_kind(token)),
}


def _ends_in_one_alone(leaf: Expression) -> bool:
    if not isinstance(leaf, Phrase):
        return False
    last = analysis.query_terms(leaf.words, prefix=leaf.is_prefix)[-1]
    return last.is_prefix and len(last.token) == 1
