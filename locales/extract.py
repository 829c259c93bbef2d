"""What the program says: every call that speaks, read from the source's syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from pathlib import Path

FOLDERS = ("bot", "handlers")
NOTE = "# Translators:"  # a comment above a call that begins so goes into the catalogs

# How many literal arguments each word of bot/i18n.py takes; that file itself only passes them on.
WORDS = {"t": 1, "msgid": 1, "UserError": 1, "ngettext": 2, "pgettext": 2}
_DEFINED_IN = "bot/i18n.py"


@dataclass(frozen=True, slots=True)
class Call:
    """One call that says something; `literals` is shorter than asked for where a text is computed."""

    path: str
    line: int
    word: str
    literals: tuple[str, ...]
    values: frozenset[str] | None  # what is filled in; None where the call does not tell
    note: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The message, and its plural."""
        return self.literals[1:] if self.word == "pgettext" else self.literals

    @property
    def context(self) -> str | None:
        """What tells two meanings of the same English apart."""
        return self.literals[0] if self.word == "pgettext" else None

    @property
    def is_literal(self) -> bool:
        """Every text stands in the source as it is; nothing is computed, nothing empty."""
        return len(self.literals) == WORDS[self.word] and all(self.literals)


def read_calls(root: Path) -> list[Call]:
    """Find all that is said under a project's folders, in a lasting order."""
    paths = sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.py"))
    named = [(path, path.relative_to(root).as_posix()) for path in paths]
    return [call for path, name in named if name != _DEFINED_IN for call in _read_file(path, name)]


def _read_file(path: Path, name: str) -> Iterator[Call]:
    source = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    spliced = {id(text): node for node in _calls(tree, {"splice"}) for text in node.args[:1]}
    for node in sorted(_calls(tree, set(WORDS)), key=lambda node: (node.lineno, node.col_offset)):
        word = _name(node)
        values = _values(node, word, spliced.get(id(node)))
        yield Call(name, node.lineno, word, _literals(node, WORDS[word]), values, _note(lines, node.lineno))


def _calls(tree: ast.AST, words: set[str]) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in words)


def _name(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literals(node: ast.Call, count: int) -> tuple[str, ...]:
    texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args[:count]]
    return tuple(text for text in texts if isinstance(text, str))


def _values(node: ast.Call, word: str, splice: ast.Call | None) -> frozenset[str] | None:
    given = [*node.keywords, *(splice.keywords if splice else [])]
    if word == "msgid" or any(keyword.arg is None for keyword in given):
        return None
    return frozenset(str(keyword.arg) for keyword in given) | ({"n"} if word == "ngettext" else set())


def _note(lines: list[str], line: int) -> str:
    above = (text.strip() for text in reversed(lines[: line - 1]))
    comments = [*takewhile(lambda text: text.startswith("#"), above)][::-1]
    note = dropwhile(lambda text: not text.startswith(NOTE), comments)
    return " ".join(text.removeprefix("#").strip() for text in note)
