"""A formula as MathML for a browser, through latex2mathml. What comes out is safe whatever goes in."""

import functools
import html
import importlib
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

from bot.text import macros, symbols, tex

_LONGEST = 2000  # 30 ms at the very worst; the library recurses, and its own limit ends deep nesting

# What the library expands without bound, or lets write into the page.
_REFUSED = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|newenvironment|def|let|DeclareMathOperator"
    r"|style|class|href|verb)(?![A-Za-z])"
)

_ELEMENTS = frozenset(
    (
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mpadded", "mphantom", "menclose"),
        *("mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"),
        *("mtable", "mtr", "mtd"),
    )
)
# An element with fewer is no fraction: a browser draws an error in its place.
_CHILDREN = dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2)
_CHILDREN |= dict.fromkeys(("msubsup", "munderover"), 3)
_ATTRIBUTES = frozenset(
    (
        *("xmlns", "display", "displaystyle", "scriptlevel", "mathvariant", "mathcolor", "mathbackground"),
        *("stretchy", "fence", "form", "separator", "symmetric", "largeop", "movablelimits", "accent"),
        *("columnalign", "columnlines", "columnspacing", "rowlines", "rowspacing", "notation"),
    )
)
_LENGTHS = frozenset(("lspace", "rspace", "minsize", "maxsize", "linethickness", "width", "height", "depth", "voffset"))
_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_VALUE = re.compile(r"[A-Za-z0-9#+.\- %]{1,60}")
_LENGTH = re.compile(r"[+-]?\d?(?:\.\d+)?[a-z]{0,2}")  # below ten: a black \rule could hide a page
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_FONTS = {
    "bold": "mathbf",
    "bold-italic": "mathbf",
    "double-struck": "mathbb",
    "script": "mathcal",
    "fraktur": "mathfrak",
}


def render(latex: str, *, is_display: bool = False) -> str | None:
    """The formula as a <math> element, or None where there is no good one: then the source is shown."""
    if not latex or len(latex) > _LONGEST or _REFUSED.search(latex):
        return None
    root = _converted(tex.standardised(latex), is_display=is_display)
    if root is None or not all(_cleaned(element) for element in root.iter()):
        return None
    return ET.tostring(root, encoding="unicode")


def _converted(latex: str, *, is_display: bool) -> ET.Element | None:
    convert, errors = _library()
    try:
        root: ET.Element = convert(latex, display="block" if is_display else "inline")
    except errors:
        return None
    return root


@functools.cache
def _library() -> tuple[Callable[..., Any], tuple[type[Exception], ...]]:
    # Imported when first needed: that takes as long as composing a day's post.
    convert = importlib.import_module("latex2mathml.converter").convert_to_element
    own = vars(importlib.import_module("latex2mathml.exceptions")).values()
    # Its errors have no common root, and malformed input also ends in these of Python.
    python = (LookupError, ValueError, TypeError, AttributeError, RuntimeError, StopIteration)
    return convert, (*(error for error in own if isinstance(error, type)), *python)


def _cleaned(element: ET.Element) -> bool:
    """Make an element safe; False if it cannot be, or holds a macro that the library does not know."""
    # The library means its text as HTML, with references; here it becomes text, and is escaped on writing.
    text = _UNPRINTABLE.sub("", html.unescape(element.text or ""))
    if text.startswith("\\"):
        text = macros.FUNCTIONS.get(text[1:]) or symbols.symbol(text[1:]) or text
    element.text = text or None
    _set_font(element)
    for name in [name for name, value in element.items() if not _is_safe(name, value)]:
        del element.attrib[name]
    is_whole = len(element) == _CHILDREN.get(element.tag, len(element))
    return is_whole and element.tag in _ELEMENTS and not re.search(r"\\[A-Za-z]", text)


def _is_safe(name: str, value: str) -> bool:
    if name in _LENGTHS:
        return bool(_LENGTH.fullmatch(value))
    return name in _ATTRIBUTES and bool(value == _NAMESPACE or _VALUE.fullmatch(value))


def _set_font(element: ET.Element) -> None:
    """Browsers know no mathvariant but normal: bold and the like are characters of their own."""
    variant = element.get("mathvariant", "normal")
    if variant != "normal":
        del element.attrib["mathvariant"]
    if variant in _FONTS and element.text:
        element.text = symbols.letters(_FONTS[variant], element.text)
