"""A formula as a line of Unicode where that reads well: x², β ≤ 1, Õ(n log n); no stacks, no matrices."""

import functools
import re
import unicodedata
from collections.abc import Callable
from typing import ClassVar

from bot.text import macros, spacing, symbols, tex

_LONGEST = 400  # a longer line of Unicode is no easier to read than its source
_MOST_FALLBACKS = 3
_LONGEST_FALLBACK = 16

_SCRIPT_MARKS = frozenset(("^", "_", "'", "''"))
_RAISED = {"∘": "°", "*": "*", "⋆": "*", "′": "′", "′′": "″", "′′′": "‴", "†": "†", "‡": "‡", "ᵀ": "ᵀ"}

_NUMBER_OR_CHAR = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\s+|:=|[\s\S]")
_SCRIPT_SIGNS = "₀-₎ₐ-ₜᵢ-ᵪⱼ⁰ⁱ⁴-⁾²³¹ᴬ-ᵡⁿⱽᶜᶠᶻᶿʰʲʳˢʷʸˡˣ°*′″†"
_ATOMIC = re.compile(rf"[√∛∜∂∇]?(?:\d+(?:\.\d+)?|[^\W\d_][\u0300-\u036f]*)[{_SCRIPT_SIGNS}]*|[|‖][^|‖]*[|‖]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SIMPLE_SCRIPT = re.compile(r"−?(?:[0-9]*\.)?[0-9]+|[A-Za-z0-9]+|\S")


def plain(latex: str) -> str | None:
    """The formula in Unicode where it reads well, else None: then the source is shown."""
    text, reads_well = draw(latex)
    return text if text and reads_well and len(text) <= _LONGEST else None


@functools.lru_cache(maxsize=4096)
def draw(latex: str) -> tuple[str, bool]:
    """The formula as near as Unicode comes, and whether it reads well."""
    pen = Pen()
    text = pen.row(tex.parse(latex).items).strip()
    return text, pen.reads_well and pen.fallbacks <= _MOST_FALLBACKS


class Pen:
    """Draws formulas, and remembers whether all had a form in Unicode."""

    def __init__(self) -> None:
        self.reads_well = True
        self.fallbacks = 0
        self._depth = 0

    def row(self, items: list[tex.Item], *, is_tight: bool = False) -> str:
        """A whole formula, or an argument of one."""
        if self._depth >= tex.DEEPEST:
            self.reads_well = False
            return ""
        self._depth += 1
        line, cursor = spacing.Line(is_tight=is_tight), tex.Cursor(_characters(items))
        while (item := cursor.take()) is not None:
            self._put(line, cursor, item)
        self._depth -= 1
        return line.text()

    def _put(self, line: spacing.Line, cursor: tex.Cursor, item: tex.Item) -> None:
        if isinstance(item, tex.Group):
            line.put(self.row(item.items, is_tight=line.is_tight), spacing.Kind.ORDINARY)
        elif item in _SCRIPT_MARKS:
            self._put_scripts(line, cursor, item)
        elif item.startswith("\\"):
            self.command(line, cursor, item[1:])
        else:
            self._put_char(line, item)

    def _put_char(self, line: spacing.Line, text: str) -> None:
        if text.isspace() or text == "~":
            line.is_spaced = True
        elif text == "-":
            line.put("−", spacing.Kind.BINARY)
        elif text != "$":
            self.reads_well &= text not in "&#"
            line.put(text)

    # Scripts

    def _put_scripts(self, line: spacing.Line, cursor: tex.Cursor, first: str) -> None:
        """Draw all scripts of one base, the lower one first, whatever their order in the source."""
        primes, low, high, is_spaced = self._gather_scripts(cursor, first)
        has_base = line.atoms and line.atoms[-1].kind is not spacing.Kind.SPACE
        base = line.atoms.pop() if has_base else spacing.Atom("", spacing.Kind.ORDINARY, line.is_spaced)
        text = f"({base.text})" if base.kind is spacing.Kind.FRACTION else base.text
        drawn = text + self.script("^", primes) + self.script("_", low) + self.script("^", high)
        line.is_spaced = base.is_spaced
        line.put(drawn, _kind_with_scripts(base.kind, drawn))
        line.is_spaced = is_spaced

    def _gather_scripts(self, cursor: tex.Cursor, mark: str) -> tuple[str, str, str, bool]:
        primes, low, high, following = "", "", "", mark
        while following in _SCRIPT_MARKS:
            if following == "_":
                low += self.row(cursor.argument(), is_tight=True)
            elif following == "^":
                high += self.row(cursor.argument(), is_tight=True)
            else:
                primes += "′" * len(following)
            is_spaced = cursor.skip_spaces()
            following = cursor.take_one_of(_SCRIPT_MARKS)
        return primes, low, high, is_spaced

    def script(self, mark: str, text: str) -> str:
        """A script in small characters where Unicode has them all, else with its mark: x_max, e^(−λt)."""
        if not text or (mark == "^" and text in _RAISED):
            return _RAISED.get(text, "")
        table = macros.SUBSCRIPTS if mark == "_" else macros.SUPERSCRIPTS
        is_word = len(text) > 3 and text.isalpha()
        if not is_word and all(char in table for char in text):
            return "".join(table[char] for char in text)
        core = text.rstrip("′*†") if mark == "^" else text
        if core != text:
            return self.script(mark, core) + text[len(core) :]
        self.reads_well &= len(text) <= _LONGEST_FALLBACK and "_" not in text and "^" not in text
        if _SIMPLE_SCRIPT.fullmatch(text):
            return mark + text
        self.fallbacks += 1
        return f"{mark}({text})"

    # Commands

    def command(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        """Draw one command with its arguments."""
        name = name.rstrip("*") or name
        if name in macros.FUNCTIONS:
            line.put(macros.FUNCTIONS[name], spacing.Kind.FUNCTION)
        elif name in macros.SPACES:
            line.put(" ", spacing.Kind.SPACE)
        elif handler := self.commands.get(name):
            handler(self, line, cursor, name)
        elif name not in macros.LAYOUT:
            self._put_symbol(line, cursor, name)
        elif name in ("left", "right") and isinstance(item := cursor.peek(), str) and item.startswith("."):
            cursor.take()
            cursor.leave(item[1:])

    def one(self, cursor: tex.Cursor, name: str) -> str:
        """One command with its arguments, where it stands among prose."""
        line = spacing.Line(is_tight=False)
        self.command(line, cursor, name)
        return line.text()

    def _put_symbol(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        char = symbols.symbol(name) or (name if len(name) == 1 and not name.isalnum() else None)
        if char == "|" and name == "mid":
            line.put(char, spacing.Kind.RELATION)
        elif char and name != "\\":
            line.put(char)
        else:
            self.reads_well = False
            shown = [self.row(group.items) for group in cursor.groups()]
            line.put(" ".join(filter(None, shown)) or name.strip("\\"), spacing.Kind.LOOSE)

    def _argument(self, cursor: tex.Cursor, *, is_tight: bool = False) -> str:
        return self.row(cursor.argument(), is_tight=is_tight)

    def _put_font(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        line.put(symbols.letters(name, self._argument(cursor)), spacing.Kind.ORDINARY)

    def _put_words(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        items = cursor.argument()
        text = self.row(items) if name.startswith("math") else self._words(items)
        kind = spacing.Kind.FUNCTION if name == "operatorname" else spacing.Kind.ORDINARY
        line.put(text.replace("−", "-"), kind)

    def _words(self, items: list[tex.Item]) -> str:
        """Text inside a formula: its spaces count, what stands between dollars is a formula again."""
        out, is_math = [], False
        formula: list[tex.Item] = []
        for item in [*items, "$"]:
            if item == "$":
                out.append(self.row(formula) if is_math else self._phrase(formula))
                formula, is_math = [], not is_math
            else:
                formula.append(item)
        return "".join(out)

    def _phrase(self, items: list[tex.Item]) -> str:
        if all(isinstance(item, str) and item[0] not in "\\^_" for item in items):
            return "".join(map(str, items)).replace("~", " ").replace("--", "–")
        pieces: list[tex.Item] = []
        for item in items:
            is_run = isinstance(item, str) and item[0] not in "\\^_"
            pieces += re.split(r"(\s)", str(item)) if is_run else [item]
        return self.row(["\\ " if piece in (" ", "\n", "~") else piece for piece in pieces if piece])

    def _put_accent(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        text = self._argument(cursor)
        is_single = bool(_ATOMIC.fullmatch(unicodedata.normalize("NFKC", text[:1]) + text[1:]))
        if not is_single and name in ("underline", "uline"):
            line.put(text, spacing.Kind.ORDINARY)
            return
        self.reads_well &= is_single
        line.put(symbols.accented(name, text) if is_single else text, spacing.Kind.ORDINARY)

    def _put_fraction(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        above, below = self._argument(cursor), self._argument(cursor)
        self.reads_well &= bool(above and below)
        above = above if _is_term(above) else f"({above})"
        below = below if _ATOMIC.fullmatch(below) else f"({below})"
        line.put(f"{above}/{below}", spacing.Kind.FRACTION)

    def _put_root(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        degree = (cursor.option() or "").strip()
        radicand = self._argument(cursor)
        sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree) or self.script("^", degree) + "√"
        self.reads_well &= not sign.startswith("^")
        line.put(sign + (radicand if _ATOMIC.fullmatch(radicand) else f"({radicand})"), spacing.Kind.ORDINARY)

    def _put_negation(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        text = self._argument(cursor)
        line.put(
            unicodedata.normalize("NFC", text[:1] + "\u0338") + text[1:] if text else "",
            spacing.kind_of(text[:1]),
        )

    def _put_below(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        below, base = self._argument(cursor, is_tight=True), self._argument(cursor)
        is_operator = base.replace(" ", "").isalpha() or spacing.kind_of(base) is spacing.Kind.FUNCTION
        self.reads_well &= is_operator
        line.put(base + self.script("_", below) if is_operator else base, spacing.Kind.FUNCTION)

    def _put_modulus(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        line.put(f" (mod {self._argument(cursor)})", spacing.Kind.CLOSING)

    def _put_kept(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        text = self._argument(cursor, is_tight=line.is_tight)
        line.put(text, spacing.Kind.FUNCTION if name == "mathop" else spacing.kind_of(text))

    def _put_coloured(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        cursor.argument()
        line.put(self._argument(cursor, is_tight=line.is_tight), spacing.Kind.ORDINARY)

    def _drop(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        cursor.argument()
        if name == "hspace":
            line.put(" ", spacing.Kind.SPACE)

    def _put_code_point(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        line.put(symbols.code_point(tex.source_of(cursor.argument())), spacing.Kind.ORDINARY)

    def _put_unread(self, line: spacing.Line, cursor: tex.Cursor, name: str) -> None:
        """What needs more than a line: stacks, matrices."""
        self.reads_well = False
        arguments = [self.row(group.items) for group in cursor.groups()]
        if name not in ("begin", "end"):
            line.put(" ".join(arguments), spacing.Kind.LOOSE)

    commands: ClassVar[dict[str, "_Handler"]] = {
        **dict.fromkeys((name for name in macros.COMBINING if len(name) > 1 or not name.isalpha()), _put_accent),
        **dict.fromkeys(macros.FONTS, _put_font),
        **dict.fromkeys(macros.WORDS, _put_words),
        **dict.fromkeys(("underline", "uline"), _put_accent),
        **dict.fromkeys(("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac"), _put_fraction),
        **dict.fromkeys(("binom", "tbinom", "stackrel", "overset", "xrightarrow", "begin", "end"), _put_unread),
        **dict.fromkeys(macros.UNSEEN_MATH, _drop),
        **dict.fromkeys(macros.KEPT, _put_kept),
        "textcolor": _put_coloured,
        "sqrt": _put_root,
        "not": _put_negation,
        "underset": _put_below,
        "pmod": _put_modulus,
        "unicode": _put_code_point,
    }


_Handler = Callable[[Pen, spacing.Line, tex.Cursor, str], None]


def _characters(items: list[tex.Item]) -> list[tex.Item]:
    """Runs taken apart, as every character of a formula is a piece of its own, and every number."""
    found: list[tex.Item] = []
    for item in items:
        is_run = isinstance(item, str) and item[0] not in "\\'"
        found += _NUMBER_OR_CHAR.findall(str(item)) if is_run else [item]
    return found


def _kind_with_scripts(kind: spacing.Kind, drawn: str) -> spacing.Kind:
    if kind is spacing.Kind.FRACTION:
        return spacing.Kind.ORDINARY
    is_loose = kind is spacing.Kind.ORDINARY and ("_" in drawn or "^" in drawn) and not drawn.endswith(")")
    return spacing.Kind.LOOSE if is_loose else kind


def _is_term(text: str) -> bool:
    """Whether a numerator needs no parentheses."""
    outside = _IN_BRACKETS.sub("", text)
    return not any(
        char.isspace() or spacing.kind_of(char) in (spacing.Kind.BINARY, spacing.Kind.RELATION) for char in outside
    )


def knows(name: str) -> bool:
    """Whether a command is one of mathematics."""
    name = name.rstrip("*")
    return (
        name in macros.FUNCTIONS
        or name in Pen.commands
        or name in macros.LAYOUT
        or name in macros.SPACES
        or bool(symbols.symbol(name))
    )
