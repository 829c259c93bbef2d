"""`parse_mode=HTML` as Telegram reads it: letters and entities, or the very words in which it refuses.

Written after what TDLib answers, not after what HTML is: the tests hold the two against each other.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.errors import BotError
from bot.playground.server import links

_KINDS = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}  # fmt: skip
# Of entities over the same letters, which comes first.
_RANKS = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 2, "code": 3, "date_time": 4, "text_link": 5, "text_mention": 5,
    "bold": 6, "italic": 7, "underline": 8, "strikethrough": 9, "spoiler": 10, "custom_emoji": 11,
}  # fmt: skip
_SPACES = " \t\r\n\0\v"
_END = "\0"
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]*)|#(?P<decimal>[0-9]*)|(?P<name>[A-Za-z]+))")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class MarkupError(BotError):
    """The text cannot be parsed: Telegram's words, with the byte where it stopped."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Formatting of a stretch of letters, counted in UTF-16 code units."""

    kind: str
    offset: int
    length: int
    value: str = ""
    """The link, the user, the language, the emoji or the moment."""
    format: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(slots=True)
class _Open:
    tag: str
    at: int
    arguments: dict[str, str]
    offset: int
    letters: int


def units(text: str) -> int:
    """How long Telegram says a text is."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def parse(html: str) -> tuple[str, list[Entity]]:
    """The letters and the entities of a message in HTML."""
    return _Parser(html).run()


class _Parser:
    """Goes through the text once; `_END` stands behind its end as in C."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._text = html + _END
        self._at = 0
        self._letters: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._html):
            if not self._text.startswith("<", self._at):
                self._say(self._letter())
            elif self._text.startswith("</", self._at):
                self._close_tag()
            else:
                self._open_tag()
        if self._open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        text = "".join(self._letters)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return text, sorted(map(_without_language, self._entities), key=_place)

    def _say(self, letter: str) -> None:
        self._letters.append(letter)
        self._offset += units(letter)

    def _letter(self) -> str:
        """The next letter, a character reference being one."""
        found = _REFERENCE.match(self._text, self._at)
        letter = _decoded(found) if found else None
        if not found or not letter:
            self._at += 1
            return self._text[self._at - 1]
        self._at = found.end() + self._text.startswith(";", found.end())
        return letter

    def _take(self, goes_on: Callable[[str], bool]) -> str:
        begin = self._at
        while goes_on(self._text[self._at]):
            self._at += 1
        return self._text[begin : self._at]

    def _skip_spaces(self) -> str:
        """The first letter that is no space, or the end."""
        self._take(lambda letter: letter != _END and letter in _SPACES)
        return self._text[self._at]

    def _open_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = _lower(self._take(lambda letter: letter not in _SPACES and letter != ">"))
        if self._text[self._at] == _END:
            raise self._error("Unclosed start tag at", begin)
        if tag not in _KINDS:
            raise self._error(f'Unsupported start tag "{tag}" at', begin)
        arguments: dict[str, str] = {}
        while self._skip_spaces() != ">":
            self._attribute(tag, begin, arguments)
        self._at += 1
        if tag == "span" and arguments.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler" at', begin)
        self._open.append(_Open(tag, begin, arguments, self._offset, len(self._letters)))

    def _attribute(self, tag: str, begin: int, arguments: dict[str, str]) -> None:
        name = self._take(lambda letter: letter not in _SPACES and letter not in "=>/\"'")
        if not name:
            raise self._error(f'Empty attribute name in the tag "{tag}" at', begin)
        if self._skip_spaces() == _END:
            raise self._error(f'Unclosed start tag "{tag}" at', begin)
        value = ""
        if self._text[self._at] == "=":
            self._at += 1
            if self._skip_spaces() == _END:
                raise self._error(f'Unclosed start tag "{tag}" at', begin)
            value = self._value()
            if self._text[self._at] == _END:
                raise self._error("Unclosed start tag at", begin)
        arguments[name] = value

    def _value(self) -> str:
        begin, quote = self._at, self._text[self._at]
        if quote not in "\"'":
            token = self._take(lambda letter: letter.isascii() and (letter.isalnum() or letter in ".-"))
            if self._text[self._at] not in _SPACES and self._text[self._at] != ">":
                raise self._error("Unexpected end of name token at", begin)
            return _lower(token)
        self._at += 1
        value = []
        while self._text[self._at] not in (quote, _END):
            value.append(self._letter())
        self._at += self._text[self._at] == quote
        return "".join(value)

    def _close_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._error("Unexpected end tag at", begin)
        self._at += 2
        name = _lower(self._take(lambda letter: letter not in _SPACES and letter != ">"))
        if self._skip_spaces() != ">":
            raise self._error("Unclosed end tag at", begin)
        opened = self._open.pop()
        if name and name != opened.tag:
            what = f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{opened.tag}>"'
            raise MarkupError(f'{what}, found "</{name}>"')
        self._at += 1
        if self._offset > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        entity = Entity(_KINDS[opened.tag], opened.offset, self._offset - opened.offset)
        match opened.tag:
            case "a":
                link = opened.arguments.get("href") or "".join(self._letters[opened.letters :])
                self._entities += _linked(entity, link)
            case "blockquote" if "expandable" in opened.arguments:
                self._entities.append(replace(entity, kind="expandable_blockquote"))
            case "tg-emoji":
                self._entities.append(replace(entity, value=_emoji(opened.arguments.get("emoji-id", ""))))
            case "tg-time":
                self._entities += _timed(entity, opened.arguments)
            case "pre" | "code":
                self._add_code(entity, opened.arguments.get("class", ""))
            case _:
                self._entities.append(entity)

    def _add_code(self, entity: Entity, css: str) -> None:
        """`<pre><code class="language-…">`, or the reverse, over the very same letters is one entity."""
        if entity.kind == "code" and css.startswith("language-"):
            entity = replace(entity, value=css.removeprefix("language-"))
        last = self._entities[-1] if self._entities else None
        if last and _is_pair(last, entity) and (entity.value or last.value):
            self._entities[-1] = replace(last, kind="pre", value=entity.value or last.value)
        else:
            self._entities.append(entity)

    def _error(self, what: str, begin: int) -> MarkupError:
        return MarkupError(f"{what} byte offset {self._bytes(begin)}")

    def _bytes(self, place: int) -> int:
        return len(self._html[:place].encode())


def _decoded(reference: re.Match[str]) -> str | None:
    if reference["name"]:
        return _NAMED.get(reference["name"])
    code = int(reference["hex"] or "0", 16) if reference["hex"] is not None else int(reference["decimal"] or "0")
    return chr(code) if 0 < code < 0x10FFFF and len(reference[0]) < 10 else None


def _lower(name: str) -> str:
    """In lower case as C does it: only the 26 letters."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)


def _is_pair(one: Entity, other: Entity) -> bool:
    """One is `pre` without a language, the other `code`, over the very same letters."""
    kinds = {one.kind, other.kind}
    has_language = any(each.kind == "pre" and each.value for each in (one, other))
    return kinds == {"pre", "code"} and not has_language and (one.offset, one.length) == (other.offset, other.length)


def _linked(entity: Entity, link: str) -> list[Entity]:
    """The link, or nothing: a link that Telegram does not take is no error, only its letters remain."""
    if user := links.user_of(link):
        return [replace(entity, kind="text_mention", value=str(user))]
    try:
        return [replace(entity, value=links.checked(link))]
    except links.LinkError:
        return []


def _emoji(number: str) -> str:
    if not re.fullmatch(r"-?[1-9][0-9]*", number) or not -(2**63) <= int(number) < 2**63:
        raise MarkupError("Invalid custom emoji identifier specified")
    return number


def _timed(entity: Entity, arguments: dict[str, str]) -> list[Entity]:
    form = arguments.get("format", "")
    if not re.fullmatch(r"r|[wdt]*", form, re.IGNORECASE):
        raise MarkupError("Invalid date format used")
    moment = arguments.get("unix", "")
    is_moment = re.fullmatch(r"[0-9]+", moment) and int(moment)
    return [replace(entity, value=str(int(moment)), format=form)] if is_moment else []


def _without_language(entity: Entity) -> Entity:
    return replace(entity, value="") if entity.kind == "code" else entity


def _place(entity: Entity) -> tuple[int, int, int]:
    return entity.offset, -entity.length, 1 if entity.kind == "pre" and entity.value else _RANKS[entity.kind]
