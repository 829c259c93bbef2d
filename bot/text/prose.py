"""The prose of a text as a reader sees it: LaTeX's text macros, accents, quotes and dashes become characters.

Mathematics outside of dollars, as titles and translations have it, is drawn as near as Unicode comes.
"""

import re
from collections.abc import Callable, Sequence
from typing import ClassVar

from bot.text import macros, symbols, tex, unicode_math

_CITED = re.compile(r"(?:no|paren|text|auto|full)?[cC]ite[a-z]*|[a-zA-Z]*ref")
_ESCAPED = re.compile(r"\\([_%#&~])")
_BRACES = re.compile(r"[{}\\]")

_SET = re.compile(r"\s*[^\s,;:、，；：][^{}]{0,78}?[,;:、，；：][^{}]{0,78}[^\s,;:、，；：]\s*")
_LOW = re.compile(r"(?:[0-9]+|[A-Za-z])(?![A-Za-z0-9_])")
_HIGH = re.compile(r"-?[0-9]+|[A-Za-z](?![A-Za-z0-9])")
_SCRIPTED = re.compile("[₀-ₜᵢ-ᵪ⁰-⁾²³¹*]")
_JOINING = "\ufdd0’”"  # after a formula, and after a quotation
_CLOSING_MARKS = re.compile(r"[^\s(\[{“‘]")


def clean(source: str) -> str:
    """The text without its LaTeX. What is malformed loses backslashes and braces, never words."""
    reader = _Reader()
    reader.read(tex.parse(source).items)
    return reader.text()


class _Reader:
    """Reads items and collects what is seen."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._pen = unicode_math.Pen()
        self._tail = "  "  # the last two characters seen
        self._eats_space = False
        self._open_quotes = 0
        self._is_half_quoted = False

    def text(self) -> str:
        return "".join(self._out)

    def read(self, items: Sequence[tex.Item]) -> None:
        cursor = tex.Cursor(items)
        while (item := cursor.take()) is not None:
            if isinstance(item, tex.Group):
                self._read_group(item)
            elif item.startswith("\\"):
                self._read_command(cursor, item[1:])
            elif mark := self.marks.get(item):
                mark(self, cursor, item)
            elif item != "$":
                self._put(_ESCAPED.sub(r"\1", item) if item.startswith("http") else item)

    def _put(self, text: str) -> None:
        if self._eats_space:
            text = text.lstrip(" \n\t")
        if text:
            self._eats_space = False
            self._out.append(text)
            self._tail = (self._tail + text[-2:])[-2:]

    def _read_group(self, group: tex.Group) -> None:
        is_set = _is_set(group)
        self._put("{" if is_set else "")
        self.read(group.items)
        self._eats_space = False
        self._put("}" if is_set else "")

    # Commands

    def _read_command(self, cursor: tex.Cursor, name: str) -> None:
        name = name.rstrip("*") or name
        if name in macros.CHARACTERS:
            self._put(macros.CHARACTERS[name])
        elif name in macros.LETTERS:
            self._put(macros.LETTERS[name])
            self._eats_space = True
        elif name in macros.SWITCHES:
            self._eats_space = True
        elif name in macros.COMBINING and len(name) == 1:
            self._read_accent(cursor, name)
        elif handler := self.commands.get(name):
            handler(self, cursor)
        else:
            self._read_other(cursor, name)

    def _read_other(self, cursor: tex.Cursor, name: str) -> None:
        if name in macros.WORDS:
            self._eats_space = True
            self.read(next(iter(cursor.groups(most=1)), tex.Group()).items)
        elif name in macros.UNSEEN:
            cursor.argument()
        elif _CITED.fullmatch(name):
            self._read_citation(cursor)
        elif unicode_math.knows(name):
            self._draw(cursor, name)
        else:
            self._read_unknown(cursor, name)

    def _read_unknown(self, cursor: tex.Cursor, name: str) -> None:
        r"""An author's own macro: its arguments are seen, else its name; \method often is a method's name."""
        groups = cursor.groups()
        if name in macros.ABBREVIATIONS:
            following = cursor.peek()
            has_point = isinstance(following, str) and following.startswith(".")
            self._put(macros.ABBREVIATIONS[name].removesuffix("." if has_point else "\0"))
        elif not any(group.items for group in groups):
            is_cut = cursor.peek() is None and not groups and symbols.is_beginning(name)
            self._put("" if is_cut else name)
        for number, group in enumerate(groups):
            self._put(" " if number and group.items else "")
            self.read(group.items)

    def _read_accent(self, cursor: tex.Cursor, accent: str) -> None:
        base = _Reader()
        base.read(cursor.argument() if _is_letter_next(cursor) else [])
        text = base.text()
        # arXiv's forms make \b{eta} of a β.
        greek = symbols.symbol(accent + text) if accent.isalpha() and len(text) > 1 else None
        if greek:
            self._put(greek)
        elif text and text[0].isalpha():
            self._put(symbols.accented(accent, text))
        else:
            self._put(("" if accent.isalpha() else accent) + text)
        self._eats_space = base._eats_space

    def _read_citation(self, cursor: tex.Cursor) -> None:
        note = cursor.option()
        key = _literal(cursor)
        keys = ", ".join(filter(None, (part.strip() for part in key.split(","))))
        shown = "; ".join(filter(None, (keys, note)))
        self._put(f"[{shown}]" if shown else "")

    def _read_address(self, cursor: tex.Cursor) -> None:
        self._put(_literal(cursor))

    def _read_link(self, cursor: tex.Cursor) -> None:
        address = _literal(cursor)
        before = len(self._out)
        self.read(cursor.argument())
        text = "".join(self._out[before:])
        if text != address:
            self._put(f" ({address})" if text else address)

    def _read_footnote(self, cursor: tex.Cursor) -> None:
        self._put(" (")
        self.read(cursor.argument())
        self._put(")")

    def _read_coloured(self, cursor: tex.Cursor) -> None:
        cursor.argument()
        self.read(cursor.argument())

    def _read_code_point(self, cursor: tex.Cursor) -> None:
        self._put(symbols.code_point(tex.source_of(cursor.argument())))

    def _read_low(self, cursor: tex.Cursor) -> None:
        self._put(self._pen.script("_", self._pen.row(cursor.argument(), is_tight=True)))

    def _read_high(self, cursor: tex.Cursor) -> None:
        self._put(self._pen.script("^", self._pen.row(cursor.argument(), is_tight=True)))

    def _draw(self, cursor: tex.Cursor, name: str) -> None:
        drawn = self._pen.one(cursor, name)
        is_function = drawn[:1].isascii() and drawn[:1].isalpha() and self._tail[-1].isalnum()
        self._put(" " + drawn if is_function else drawn)

    # Marks

    def _read_script(self, cursor: tex.Cursor, mark: str) -> None:
        """x_1 and n^2 outside of dollars; but snake_case, ^_^ and file_2 stay as they are."""
        following = cursor.peek()
        if isinstance(following, tex.Group) or tex.is_command(following):
            (self._read_low if mark == "_" else self._read_high)(cursor)
            return
        found = (_LOW if mark == "_" else _HIGH).match(following) if isinstance(following, str) else None
        text = found[0].replace("-", "−") if found and self._is_base(mark, found[0]) else ""
        drawn = self._pen.script(mark, text)
        if not text or drawn.startswith(mark):
            self._put(mark)
            return
        cursor.take()
        cursor.leave(str(following)[len(text) :])
        self._put(drawn)

    def _is_base(self, mark: str, script: str) -> bool:
        before, last = self._tail[0], self._tail[1]
        is_single = last.isalpha() and not ((before.isascii() and before.isalnum()) or before == "_")
        if mark == "_":
            return is_single
        is_power = last.isdigit() or (script.lstrip("-").isdigit() and last.isalnum())
        return is_single or is_power or last in ")]" or bool(_SCRIPTED.match(last))

    def _read_tie(self, cursor: tex.Cursor, mark: str) -> None:
        """A tie joins words; before a number, after a space or in a range ~ means about, or to."""
        following = cursor.peek()
        after = "{" if isinstance(following, tex.Group) else (following or " ")[0]
        last = self._tail[-1]
        is_joined = last.isascii() and (
            last.isalpha() or last in ".,;:)]}%'\"=" or (last.isdigit() and not after.isdigit())
        )
        is_word_after = not after.isspace() and after != "~"
        is_tie = is_word_after and not last.isspace() and (is_joined or last in _JOINING)
        self._put("\N{NO-BREAK SPACE}" if is_tie or after == "\\" else mark)

    def _read_dash(self, _cursor: tex.Cursor, mark: str) -> None:
        self._put("–" if mark == "--" else "—")

    def _read_opening(self, _cursor: tex.Cursor, _mark: str) -> None:
        self._open_quotes += 1
        self._put("“")

    def _read_double(self, cursor: tex.Cursor, mark: str) -> None:
        following = cursor.peek()
        is_before_word = isinstance(following, tex.Group) or (following or " ")[0].isalnum()
        if self._open_quotes and _CLOSING_MARKS.match(self._tail[-1]):
            self._open_quotes -= 1
            self._put("”")
        elif mark == "''" and is_before_word and not self._tail[-1].isalnum():
            self._read_opening(cursor, mark)
        else:
            self._put("”" if mark == "''" and not self._tail[-1].isdigit() else mark)

    def _read_half(self, cursor: tex.Cursor, mark: str) -> None:
        """Single quotes; a backtick that no apostrophe answers stays, for it is Markdown."""
        following = cursor.peek()
        if mark == "`":
            is_opening = not self._tail[-1].isalnum() and following is not None and self._is_answered(cursor)
            self._is_half_quoted |= is_opening
            self._put("‘" if is_opening else mark)
            return
        is_end = not (isinstance(following, str) and following[0].isalnum())
        self._put("’" if self._is_half_quoted and is_end else mark)
        self._is_half_quoted &= not is_end

    def _is_answered(self, cursor: tex.Cursor) -> bool:
        return next((item for item in cursor.ahead(8) if item in ("'", "`")), None) == "'"

    commands: ClassVar[dict[str, "_CommandReader"]] = {
        **dict.fromkeys(("url", "path", "nolinkurl"), _read_address),
        **dict.fromkeys(("footnote", "thanks"), _read_footnote),
        **dict.fromkeys(("textcolor", "colorbox"), _read_coloured),
        "href": _read_link,
        "unicode": _read_code_point,
        "textsubscript": _read_low,
        "textsuperscript": _read_high,
    }

    marks: ClassVar[dict[str, "_MarkReader"]] = {
        "_": _read_script,
        "^": _read_script,
        "~": _read_tie,
        "--": _read_dash,
        "---": _read_dash,
        "``": _read_opening,
        "''": _read_double,
        '"': _read_double,
        "`": _read_half,
        "'": _read_half,
    }


_CommandReader = Callable[[_Reader, tex.Cursor], None]
_MarkReader = Callable[[_Reader, tex.Cursor, str], None]


def _literal(cursor: tex.Cursor) -> str:
    """An argument that is no LaTeX but an address or a key."""
    return _BRACES.sub("", tex.source_of(cursor.argument()))


def _is_letter_next(cursor: tex.Cursor) -> bool:
    """Whether an accent has something to stand on."""
    following = cursor.peek()
    if following is None or isinstance(following, tex.Group):
        return following is not None
    return following.lstrip()[:1].isalpha() or following[1:] in macros.LETTERS


def _is_set(group: tex.Group) -> bool:
    """Whether braces are meant to be seen: {1, 2}, {head, relation}; what is nested counts as one letter."""
    if not group.is_closed or tex.is_command(group.items[0] if group.items else None) or len(group.items) > 40:
        return False
    outline = "".join("x" if isinstance(item, tex.Group) else item[:200] for item in group.items)
    return "://" not in outline and bool(_SET.fullmatch(outline))
