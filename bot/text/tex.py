"""The grain of LaTeX: tokens and groups. What they mean is the business of prose and unicode_math."""

import itertools
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.text import macros

# Nobody nests deeper in earnest; deeper braces are ignored, so that no input exhausts the stack.
DEEPEST = 40
_LONGEST_CHAIN = 4  # of commands that are each other's arguments: \hat\mathbf\mathrm x

# A bare % is no comment: abstracts are full of them. An address is one token: _ ~ -- mean themselves there.
_TOKEN = re.compile(
    r"""(?P<command> \\(?:[A-Za-z]+\*?|[\s\S])?)
      | https?://(?:[^\s{}\\"'<>|^`$\u3000-\u303f\uff00-\uffef]|\\[_%\#&~])+
      | ---? | `` | '' | [{}^_~'"`$]
      | (?:[^\\{}^_~'"`$h-]|h(?!ttps?://)|-(?!-))+
    """,
    re.VERBOSE,
)
_OWN = re.compile(r"\\(?:([A-Za-z]+)|[\s\S])|%")
_OPTION = re.compile(r"\[([^\[\]]{0,40})\]")


@dataclass(slots=True)
class Group:
    """What stands between braces, or a whole text."""

    items: "list[Item]" = field(default_factory=list)
    is_closed: bool = False


Item: TypeAlias = str | Group


def parse(source: str) -> Group:
    """The text as tokens and groups; a missing brace closes at the end, a surplus one is left out."""
    root = Group()
    stack, ignored = [root], 0
    for match in _TOKEN.finditer(source):
        item = match[0]
        if item == "{":
            ignored += not _open(stack)
        elif item != "}":
            stack[-1].items.append(item)
        elif ignored:
            ignored -= 1
        elif len(stack) > 1:
            stack.pop().is_closed = True
    return root


def _open(stack: list[Group]) -> bool:
    if len(stack) >= DEEPEST:
        return False
    group = Group()
    stack[-1].items.append(group)
    stack.append(group)
    return True


def standardised(latex: str) -> str:
    """A formula as any LaTeX understands it: authors' own macros replaced, a bare % escaped."""
    return _OWN.sub(lambda match: r"\%" if match[0] == "%" else macros.STANDARD.get(match[1], match[0]), latex)


def is_command(item: Item | None) -> bool:
    """Whether this is a backslash and what belongs to it."""
    return isinstance(item, str) and item.startswith("\\")


def source_of(items: Sequence[Item]) -> str:
    """The source again, for arguments that are no LaTeX: keys and addresses."""
    return "".join("{" + source_of(item.items) + "}" if isinstance(item, Group) else item for item in items)


class Cursor:
    """Walks over items; of a run of characters it can take one and leave the rest."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._at = 0
        self._rest = ""

    def peek(self) -> Item | None:
        """What comes next, or None at the end."""
        if self._rest:
            return self._rest
        return self._items[self._at] if self._at < len(self._items) else None

    def take(self) -> Item | None:
        """What comes next, and go on."""
        item = self.peek()
        if self._rest:
            self._rest = ""
        elif item is not None:
            self._at += 1
        return item

    def take_one_of(self, tokens: Container[str]) -> str:
        """What comes next if it is one of these tokens, else nothing."""
        item = self.peek()
        return str(self.take()) if isinstance(item, str) and item in tokens else ""

    def leave(self, rest: str) -> None:
        """Put back what was not used of the run just taken."""
        self._rest = rest

    def skip_spaces(self) -> bool:
        """Go to the next item that is more than white space, and tell whether there was any."""
        is_skipped = False
        while isinstance(item := self.peek(), str) and item[:1].isspace():
            self.take()
            self._rest = item.lstrip()
            is_skipped = True
        return is_skipped

    def groups(self, most: int | None = None) -> list[Group]:
        """The groups that follow at once."""
        found: list[Group] = []
        while len(found) != most and isinstance(item := self.peek(), Group):
            found.append(item)
            self.take()
        return found

    def argument(self) -> list[Item]:
        """What a command takes as its argument: a group, a character, or a command with its own arguments."""
        found: list[Item] = []
        while True:
            self.skip_spaces()
            item = self.take()
            if isinstance(item, Group):
                return [*found, item] if found else item.items
            if item is None or not item.startswith("\\"):
                self.leave((item or "")[1:])
                return [*found, item[0]] if item else found
            found.append(item)
            groups = self.groups()
            if groups or item[1:] not in macros.PREFIXES or len(found) == _LONGEST_CHAIN:
                return [*found, *groups]

    def ahead(self, count: int) -> Sequence[Item]:
        """The next few items, without going on."""
        return self._items[self._at : self._at + count]

    def option(self) -> str | None:
        """The argument in brackets that comes next, if it is a short and plain one."""
        ahead = itertools.takewhile(lambda item: isinstance(item, str), self._items[self._at : self._at + 12])
        text = "".join(map(str, ahead))
        found = None if self._rest else _OPTION.match(text)
        if not found:
            return None
        length = 0
        while length < found.end():
            length += len(str(self.take()))
        self.leave(text[found.end() : length])
        return found[1]
