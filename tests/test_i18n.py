"""Languages are found, read and spoken; nothing a catalog holds can raise in front of a reader."""

import datetime as dt
from pathlib import Path

import pytest
from babel import Locale
from babel.messages import plurals
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.errors import ConfigError

WEDNESDAY = dt.date(2024, 4, 3)

RUSSIAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
"n%100>=20) ? 1 : 2);\\n"

msgid "{n} paper in {feed}"
msgid_plural "{n} papers in {feed}"
msgstr[0] "{n} статья в {feed}"
msgstr[1] "{n} статьи в {feed}"
msgstr[2] "{n} статей в {feed}"

msgid "Digest of {day}, part {part}"
msgstr "Дайджест: {day}, часть {part}"

msgctxt "one announcement"
msgid "new"
msgstr "новая"

msgid "broken"
msgstr "{absent} {0} {day.year} { {} } %s {feed"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_catalog(tmp_path, "ru", RUSSIAN)


def write_catalog(folder: Path, locale: str, text: str) -> Path:
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("zh-hans", "zh_CN"),
        ("zh-Hant-TW", "zh_TW"),
        ("zh-TW", "zh_TW"),
        ("zh-hk", "zh_TW"),
        ("zh-MO", "zh_TW"),
        ("zh-Hans-HK", "zh_CN"),
        ("zh-SG", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh_TW", "zh_TW"),
        ("yue-HK", "zh_TW"),
        ("yue-Hans", "zh_CN"),
        ("en-GB", "en"),
        ("en-US-u-ca-gregory", "en"),
        ("ja-JP", "ja"),
        ("RU", "ru"),
    ],
)
def test_a_tag_finds_the_nearest_locale(wanted: str, found: str) -> None:
    assert i18n.negotiate(wanted, "no default") == found


@pytest.mark.parametrize("wanted", [None, "", "-", "pt-br", "ruX", "english", "zhx-TW", "😀", "_en"])
def test_what_is_unknown_gets_the_default(wanted: str | None) -> None:
    assert i18n.negotiate(wanted) == "zh_CN"
    assert i18n.negotiate(wanted, "en") == "en"


@given(st.text() | st.from_regex(r"[a-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,9}"))
def test_any_tag_is_one_of_our_locales(wanted: str) -> None:
    assert i18n.negotiate(wanted) in i18n.LOCALES


@pytest.mark.parametrize("locale", i18n.LOCALES)
def test_every_locale_names_itself(locale: str) -> None:
    assert i18n.negotiate(locale) == locale
    assert i18n.translator(locale).locale == locale


def test_an_unknown_locale_speaks_through_its_parent() -> None:
    assert i18n.translator("en_GB").locale == "en"
    assert i18n.translator(None).locale == "zh_CN"


def test_a_translator_is_loaded_once() -> None:
    assert i18n.translator("ru") is i18n.translator("ru-RU")


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 статья"), (3, "3 статьи"), (11, "11 статей"), (1021, "1\N{NBSP}021 статья")]
)
def test_the_number_chooses_the_form_and_is_written_in_the_locale(folder: Path, n: int, said: str) -> None:
    t = i18n.translator("ru", folder)
    assert t.ngettext("{n} paper in {feed}", "{n} papers in {feed}", n, feed="cs.CL") == f"{said} в cs.CL"


@pytest.mark.parametrize("locale", i18n.LOCALES)
def test_plural_forms_follow_cldr(locale: str) -> None:
    header = f'msgid ""\nmsgstr "Plural-Forms: {plurals.get_plural(locale)}\\n"\n'
    index = i18n.pofile.read_po(header.splitlines(keepends=True), locale).plural_expr
    chosen = i18n.gettext.c2py(index)
    category = Locale.parse(locale).plural_form
    pairs = {(chosen(n), category(n)) for n in range(2000)}
    assert len(pairs) == len(dict(pairs)) == len({name for _, name in pairs})


def test_values_are_written_in_the_locale(folder: Path) -> None:
    t = i18n.translator("ru", folder)
    said = t("Digest of {day}, part {part}", day=WEDNESDAY, part=1.5)
    assert said == "Дайджест: среда, 3 апреля 2024\u202fг., часть 1,5"


def test_a_marked_message_is_translated_later(folder: Path) -> None:
    marked = i18n.msgid("Digest of {day}, part {part}")
    assert i18n.translator("ru", folder).gettext(marked, day="x", part="y") == "Дайджест: x, часть y"


def test_a_context_tells_two_meanings_apart(folder: Path) -> None:
    t = i18n.translator("ru", folder)
    assert t.pgettext("one announcement", "new") == "новая"
    assert t.pgettext("another", "new") == "new"


def test_without_a_translation_english_is_said(folder: Path) -> None:
    t = i18n.translator("ru", folder)
    assert t("Not there, {name}.", name="Anna") == "Not there, Anna."
    assert t.ngettext("{n} hour", "{n} hours", 2) == "2 hours"


def test_a_damaged_placeholder_stays_as_it_is(folder: Path) -> None:
    t = i18n.translator("ru", folder)
    assert t("broken", day=WEDNESDAY, feed="x") == "{absent} {0} {day.year} { {} } %s {feed"


@given(st.text(alphabet="{}ab%(.s) "), st.text())
def test_no_text_and_no_value_makes_filling_fail(text: str, value: str) -> None:
    t = i18n.translator("en")
    said = t.pgettext("no such context", text, a=value)
    assert said == text.replace("{a}", value)


def test_a_value_is_not_searched_for_placeholders() -> None:
    assert i18n.translator("en")("{a} {b}", a="{b}", b="{a}") == "{b} {a}"


def test_splice_puts_values_where_the_language_wants_them() -> None:
    link = object()
    assert i18n.splice("Читать {paper} на {site}", paper=link) == ["Читать ", link, " на ", "{site}"]
    assert i18n.splice("{paper}", paper=link) == [link]
    assert i18n.splice("plain") == ["plain"]


def test_placeholders_are_named() -> None:
    assert i18n.placeholders("{n} of {all_2}, {0} {A} {x.y} {}") == {"n", "all_2"}


@pytest.mark.parametrize(
    ("locale", "full", "short"),
    [
        ("zh_CN", "2024年4月3日星期三", "4月3日周三"),
        ("zh_TW", "2024年4月3日 星期三", "4月3日 週三"),
        ("en", "Wednesday, April 3, 2024", "Wed, Apr 3"),
        ("ja", "2024年4月3日水曜日", "4月3日(水)"),
        ("ru", "среда, 3 апреля 2024\u202fг.", "ср, 3 апр."),
    ],
)
def test_dates_have_their_weekday(locale: str, full: str, short: str) -> None:
    t = i18n.translator(locale)
    assert (t.date(WEDNESDAY), t.short_date(WEDNESDAY)) == (full, short)


@pytest.mark.parametrize(
    ("locale", "number", "percent", "listed"),
    [
        ("zh_CN", "1,204", "12%", "a、b和c"),
        ("zh_TW", "1,204", "12%", "a、b和c"),
        ("en", "1,204", "12%", "a, b, and c"),
        ("ja", "1,204", "12%", "a、b、c"),
        ("ru", "1\N{NBSP}204", "12\N{NBSP}%", "a, b и c"),
    ],
)
def test_numbers_and_lists(locale: str, number: str, percent: str, listed: str) -> None:
    t = i18n.translator(locale)
    assert (t.number(1204), t.percent(0.121), t.join("abc")) == (number, percent, listed)


def test_languages_have_names() -> None:
    own = [i18n.translator(locale).language(locale) for locale in i18n.LOCALES]
    assert own == ["简体中文", "繁體中文", "English", "日本語", "Русский"]
    assert i18n.translator("en").language("xx") == "xx"


def test_feeds_have_names() -> None:
    t = i18n.translator("en")
    assert t.feed("cs.CL") == "Computation and Language"
    assert t.feed("q-fin") == "Quantitative Finance"
    assert t.feed("xx.YY") == "xx.YY"
    assert i18n.translator("zh_CN").feed("cs.CL") == "计算与语言"


@pytest.mark.parametrize("text", [None, "not a catalog", 'msgid "a"\nmsgstr[x] "b"\n'])
def test_a_damaged_catalog_is_said_in_one_line(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        write_catalog(tmp_path, "ja", text)
    with pytest.raises(ConfigError, match=r"cannot read the catalog .*messages\.po"):
        i18n.translator("ja", tmp_path)


def test_damaged_names_of_feeds_are_said_in_one_line(folder: Path) -> None:
    (folder / "ru" / "feeds.toml").write_text('"cs.CL" = \n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"cannot read the names of feeds .*feeds\.toml"):
        i18n.translator("ru", folder)
