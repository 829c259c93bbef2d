"""Every feed that arXiv still announces has a name in every language, in the right script."""

import tomllib

import pytest

from bot import i18n
from bot.model import taxonomy

LIVING = set(taxonomy.CATEGORIES) | {category.split(".")[0] for category in taxonomy.CATEGORIES}
TRANSLATED = [locale for locale in i18n.LOCALES if locale != "en"]


def names(locale: str) -> dict[str, str]:
    return tomllib.loads((i18n.FOLDER / locale / "feeds.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_feed_of_today_has_a_name(locale: str) -> None:
    assert set(names(locale)) == LIVING
    assert all(name and name == name.strip() for name in names(locale).values())


@pytest.mark.parametrize("locale", i18n.LOCALES)
def test_a_translator_says_them(locale: str) -> None:
    t = i18n.translator(locale)
    assert {feed: t.feed(feed) for feed in LIVING} != {feed: feed for feed in LIVING}
    assert t.feed("cmp-lg") == "Computation and Language"
