"""The languages people read: catalogs, and dates, numbers and lists in the locale's manner.

A Translator is a frozen value that is passed in; by convention it is called `t`, which is also how
`make messages` finds what is said:

    t("No paper {id} here.", id=paper.id)
    t.ngettext("{n} new paper", "{n} new papers", n)
    i18n.splice(t("Read {paper} on arXiv."), paper=link)      # a value that is no text
    LABELS = {"hot": i18n.msgid("Hot")}, then t.gettext(LABELS[key])

Messages are English, placeholders are `{name}`. Not `%(name)s`: its lost `s` is the classic error of
catalogs, and a digest is full of per cent signs. A placeholder is filled only if it is a bare name that was
given, anything else stays as it is: no catalog can raise in front of a reader (tests/project watches it).
"""

import datetime as dt
import functools
import gettext
import io
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from babel import Locale, dates, lists, numbers
from babel.messages import mofile, pofile

from bot.errors import ConfigError
from bot.model import taxonomy

DEFAULT = "zh_CN"
LOCALES = ("zh_CN", "zh_TW", "en", "ja", "ru")
FOLDER = Path(__file__).parents[1] / "locales"

# What Telegram's language_code (BCP 47) may say, after its last subtags were dropped until one is known.
_TAGS = {
    "zh": "zh_CN",
    "zh-hans": "zh_CN",
    "zh-hant": "zh_TW",
    "zh-tw": "zh_TW",
    "zh-hk": "zh_TW",
    "zh-mo": "zh_TW",
    "yue": "zh_TW",  # Cantonese is written in traditional characters, unless the tag says otherwise
    "yue-hans": "zh_CN",
    "yue-cn": "zh_CN",
    "en": "en",
    "ja": "ja",
    "ru": "ru",
}
_SCRIPTS = {"zh_CN": "zh_Hans", "zh_TW": "zh_Hant"}
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")

_T = TypeVar("_T")


def negotiate(wanted: str | None, default: str = DEFAULT) -> str:
    """Find our locale for a language tag: its own, that of its nearest parent, or the default."""
    tag = (wanted or "").replace("_", "-").lower()
    while tag and tag not in _TAGS:
        tag = tag.rpartition("-")[0]
    return _TAGS.get(tag, default)


def msgid(text: str) -> str:
    """Mark a message where it cannot be translated yet; `Translator.gettext` does that later."""
    return text


def placeholders(text: str) -> set[str]:
    """Name what a message leaves open."""
    return set(_PLACEHOLDER.findall(text))


def splice(text: str, **values: _T) -> list[str | _T]:
    """Cut a translated text at its placeholders and put values there: links, bold words, formulas.

    Only the catalog's words should be searched, so a person's or a paper's text is spliced as well,
    not filled in before.
    """
    pieces = enumerate(_PLACEHOLDER.split(text))  # words, name, words, name, words
    spliced = [values.get(piece, f"{{{piece}}}") if place % 2 else piece for place, piece in pieces]
    return [piece for piece in spliced if piece != ""]


@dataclass(frozen=True, slots=True)
class Translator:
    """One language: what it calls things, and how it writes dates, numbers and lists."""

    locale: str
    catalog: gettext.NullTranslations = field(repr=False, compare=False)
    feeds: Mapping[str, str] = field(repr=False, compare=False)

    def __call__(self, message: str, /, **values: object) -> str:
        """Say a message that stands here, as a literal, in the code."""
        return self._fill(self.catalog.gettext(message), values)

    def gettext(self, message: str, /, **values: object) -> str:
        """Say a message that was marked elsewhere, by `msgid` or in a UserError."""
        return self._fill(self.catalog.gettext(message), values)

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """Say a message whose English has several meanings; the context tells the translators which."""
        return self._fill(self.catalog.pgettext(context, message), values)

    def ngettext(self, singular: str, plural: str, n: int, /, **values: object) -> str:
        """Say how many, in the form that the number asks for; `{n}` is the number."""
        return self._fill(self.catalog.ngettext(singular, plural, n), {"n": n} | values)

    def date(self, day: dt.date) -> str:
        """Write a day in full, with its weekday: 'Wednesday, April 3, 2024'."""
        return dates.format_date(day, "full", _cldr(self.locale))

    def short_date(self, day: dt.date) -> str:
        """Write a day for lists and buttons: 'Wed, Apr 3'."""
        return dates.format_skeleton("MMMEd", day, locale=_cldr(self.locale))

    def number(self, value: float) -> str:
        """Write a number with the locale's separators: '1,204'."""
        return numbers.format_decimal(value, locale=_cldr(self.locale))

    def percent(self, share: float) -> str:
        """Write a share of one as whole per cent: '12%'."""
        return numbers.format_percent(share, locale=_cldr(self.locale))

    def join(self, items: Iterable[str]) -> str:
        """Enumerate: 'a, b, and c'."""
        return lists.format_list(list(items), locale=_cldr(self.locale))

    def language(self, code: str) -> str:
        """Name a language, as a menu would: 'Simplified Chinese' for zh_CN; an unknown code names itself."""
        name = str(_cldr(self.locale).languages.get(_SCRIPTS.get(code, code), ""))
        return name[:1].upper() + name[1:] or code

    def feed(self, name: str) -> str:
        """Name a feed readably, in English where this language has no name; an unknown feed names itself."""
        return self.feeds.get(name) or taxonomy.CATEGORIES.get(name) or taxonomy.ARCHIVE_NAMES.get(name, name)

    def _fill(self, text: str, values: Mapping[str, object]) -> str:
        if not values:
            return text
        return _PLACEHOLDER.sub(lambda found: self._say(values.get(found[1], found[0])), text)

    def _say(self, value: object) -> str:
        match value:
            case int() | float():
                return self.number(value)
            case dt.date():
                return self.date(value)
        return str(value)


def translator(locale: str | None, folder: Path = FOLDER) -> Translator:
    """Load the language nearest to the locale, once. The start loads all, so a damaged catalog stops it."""
    return _load(negotiate(locale), folder)


@functools.cache
def _load(locale: str, folder: Path) -> Translator:
    return Translator(locale, _read_catalog(folder, locale), _read_feeds(folder, locale))


def _read_catalog(folder: Path, locale: str) -> gettext.GNUTranslations:
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    compiled = io.BytesIO()
    try:
        with path.open("rb") as source:
            mofile.write_mo(compiled, pofile.read_po(source, locale, abort_invalid=True))
    except (OSError, ValueError, pofile.PoFileError) as error:
        raise ConfigError(f"cannot read the catalog {path}: {error}") from error
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _read_feeds(folder: Path, locale: str) -> Mapping[str, str]:
    path = folder / locale / "feeds.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:  # English has none: its names are in the model
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot read the names of feeds {path}: {error}") from error


@functools.cache
def _cldr(locale: str) -> Locale:
    return Locale.parse(locale)
