"""The characters of LaTeX's symbols, accents and fonts."""

import functools
import importlib
import re
import unicodedata

from bot.text import macros

_CODE_POINT = re.compile(r"\s*x([0-9A-Fa-f]{1,6})\s*")


def code_point(argument: str) -> str:
    r"""The character of MathJax's \unicode{x2014}; nothing for what is none."""
    found = _CODE_POINT.fullmatch(argument)
    code = int(found[1], 16) if found else 0
    return chr(code) if 0x20 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""


@functools.lru_cache(maxsize=4096)
def symbol(name: str) -> str | None:
    r"""The character that a command without arguments draws: symbol("alpha") is α.

    The table is the one of latex2mathml: what a browser gets as MathML is known here as well.
    """
    if name in macros.SYMBOLS:
        return macros.SYMBOLS[name]
    if name in macros.PREFIXES or not (code := _table().get("\\" + name)):
        return None
    char = chr(int(code, 16))
    # Authors' own macros have the names of dingbats: nobody means ⚓ by \anchor.
    is_picture = "\u2680" <= char <= "\u26ff" or char >= "\U0001f000"
    return None if is_picture or unicodedata.combining(char) else char


@functools.cache
def _table() -> dict[str, str]:
    # Read when first needed: importing the library takes longer than reading a day's texts.
    table: dict[str, str] = importlib.import_module("latex2mathml.symbols_parser").SYMBOLS
    return table


def is_beginning(name: str) -> bool:
    """Whether a command of this name can be the start of a known one, cut off with its text."""
    if not name.isalpha():
        return not name
    known = _table().keys() | {
        "\\" + word for word in macros.PREFIXES | {"unicode", "mathbbm", "frac", "left", "right"}
    }
    return any(command.startswith("\\" + name) for command in known)


def letters(font: str, text: str) -> str:
    """A letter or figure in a font of mathematics; words stay words, to be read, searched and spoken."""
    if len(text) != 1:
        return text
    return _letter(macros.FONTS[font], text)


@functools.lru_cache(maxsize=1024)
def _letter(font: str, char: str) -> str:
    code = _table().get(f"\\{font}{{{char}}}")
    if code:
        return chr(int(code, 16))
    name = unicodedata.name(char, "").removeprefix("GREEK ").replace(" LETTER", "")
    return (_looked_up(f"MATHEMATICAL BOLD {name}") if font == "mathbf" else None) or char


def _looked_up(name: str) -> str | None:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return None


def accented(accent: str, text: str) -> str:
    """The text with an accent over its first character."""
    base = {"ı": "i", "ȷ": "j"}.get(text[:1], text[:1])
    # A combining mark sits badly on a letter of a mathematical font: Õ for a calligraphic O.
    base = unicodedata.normalize("NFKC", base)
    return unicodedata.normalize("NFC", base + macros.COMBINING[accent]) + text[1:]
