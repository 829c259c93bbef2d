"""The query language of searches and topics: what is typed to an expression, and back.

| typed | asks for |
|---|---|
| `deep learning` | both, wherever they stand in title, abstract and summary |
| `"deep learning"` | one after the other; so do `deep-learning`, 深度学习 |
| `transf*` `"neural net"*` | what begins so |
| `-survey` `-"a survey"` `-(a b)` | not that; beside something that is looked for |
| `cat OR dog` | either; it binds less than what stands side by side: a b OR c is (a b) OR c |
| `ti:` `abs:` `au:` | in the title, the abstract, the authors |
| `cat:cs.CL` `cat:cs` | of this category or archive, or announced there |
| `id:2404.00727` | this paper; so does any bare id or link |
| `since:2024-03-01` `until:2024-03-31` `kind:new` | announced then, announced so |

Quotes, parentheses, colons, dashes, the star and the letters of OR may be full width.
"""

import unicodedata
from functools import cache
from pathlib import Path

from lark import Lark, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from bot import i18n
from bot.errors import QueryError
from bot.model import paper
from bot.model.query import And, Announced, Category, Expression, Id, Not, Or, Phrase
from bot.topics import parts
from bot.topics.parts import Part, Wrong

LONGEST = 256

_BEFORE, _AFTER = 20, 12  # columns that an excerpt shows left and right of its caret: a line of a phone holds no more

# One for one, so that a place stays where it is.
_NARROW = (
    {ord(wide): ord(wide) - 0xFEE0 for wide in map(chr, range(0xFF01, 0xFF5F))}
    | dict.fromkeys(map(ord, "“”„‟«»「」『』〝〞"), '"')
    | dict.fromkeys(map(ord, "‐‑‒–—−－"), "-")
)
_BLANKS = {"Cc", "Cs", "Zs", "Zl", "Zp"}


def parse(text: str) -> Expression:
    """What this asks for; QueryError says where it cannot be read, and what was expected there."""
    text = _narrowed(text)
    try:
        _hold_bound(len(text))
        asked = _read(text).expression
        _hold_bound(len(render(asked)))  # a blank more between a"b" and c, and what was read could not be read again
    except Wrong as wrong:
        raise QueryError(wrong.msgid, _place(text, wrong.at), **wrong.args_by_name) from None
    return asked


def render(expression: Expression) -> str:  # noqa: PLR0911 (one for each kind)
    """The same, as it is typed."""
    match expression:
        case Phrase():
            return _rendered_phrase(expression)
        case Category(name):
            return f"cat:{name}"
        case Id(found):
            return str(found)
        case Announced():
            return " ".join(f"{name}:{value}" for name, value in _told(expression))
        case Not(part):
            is_one = len(_told(part)) == 1 if isinstance(part, Announced) else not isinstance(part, And | Or)
            return f"-{render(part)}" if is_one else f"-({render(part)})"
        case And(those):
            return " ".join(f"({render(part)})" if isinstance(part, Or) else render(part) for part in those)
    return " OR ".join(map(render, expression.parts))


def _hold_bound(length: int) -> None:
    if length > LONGEST:
        message = i18n.msgid("A query has at most {most} characters, this one has {given}.")
        raise Wrong(LONGEST, message, most=LONGEST, given=length)


def _read(text: str) -> Part:
    try:
        return _grammar().parse(text)  # type: ignore[return-value] # with a transformer it is no tree
    except UnexpectedInput as error:
        raise _wrong(error, len(text.rstrip())) from error


@cache
def _grammar() -> Lark:
    grammar = Path(__file__).with_suffix(".lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", transformer=parts.Parts())


def _wrong(error: UnexpectedInput, end: int) -> Wrong:
    """What the parser says, in a person's words."""
    if isinstance(error, UnexpectedCharacters):  # of a quotation mark alone; all other characters are of a token
        return Wrong(error.column - 1, i18n.msgid("Expected a second quotation mark to this one."))
    assert isinstance(error, UnexpectedToken)  # noqa: S101
    at = end if error.token.type == "$END" else error.token.start_pos or 0
    if "$END" in error.accepts:
        return Wrong(at, i18n.msgid("No parenthesis is open here. Expected the end, or more words."))
    if "CLOSING" in error.accepts:
        return Wrong(at, i18n.msgid("Expected a closing parenthesis."))
    if "OPENING" in error.accepts:
        return Wrong(at, i18n.msgid("Expected a word, a phrase in quotation marks, or an opening parenthesis."))
    return Wrong(at, i18n.msgid("Expected a word, or a phrase in quotation marks, right after the field."))


def _narrowed(text: str) -> str:
    text = text.translate(_NARROW)
    return "".join(" " if unicodedata.category(each) in _BLANKS else each for each in text)


def _place(text: str, at: int) -> str:
    """The text around a place, cut to a narrow screen, and a caret under it."""
    at = min(at, len(text))
    start = next(each for each in range(max(0, at - _BEFORE), at + 1) if _columns(text[each:at]) <= _BEFORE)
    end = next(each for each in range(min(len(text), at + _AFTER), -1, -1) if _columns(text[at:each]) <= _AFTER)
    before = "…" * (start > 0) + text[start:at]
    return f"{before}{text[at:end]}{'…' * (end < len(text))}\n{' ' * _columns(before)}^"


def _columns(text: str) -> int:
    """How wide the text is where all letters are equally wide: Chinese takes two columns, an accent none."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    return len(text) + wide - sum(unicodedata.category(each) in ("Mn", "Me", "Cf") for each in text)


def _told(announced: Announced) -> list[tuple[str, object]]:
    return [(name, value) for name in ("kind", "since", "until") if (value := getattr(announced, name))]


def _rendered_phrase(phrase: Phrase) -> str:
    field = f"{phrase.field}:" if phrase.field else ""
    star = "*" if phrase.is_prefix else ""
    return f"{field}{phrase.words}{star}" if _reads_bare(phrase) else f'{field}"{phrase.words}"{star}'


def _reads_bare(phrase: Phrase) -> bool:
    """Whether the words are one token, and that one a word."""
    if "*" in phrase.words or parts.LIKE_A_FIELD.match(f"{phrase.words}{'*' * phrase.is_prefix}"):
        return False
    tokens = [(token.type, str(token)) for token in _grammar().lex(phrase.words)]
    is_id = not phrase.field and paper.parse_id(phrase.words) is not None
    return tokens == [("WORD", phrase.words)] and not is_id
