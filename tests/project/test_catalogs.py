"""Every language is complete and true to the program; and what keeps it so notices every kind of damage."""

from collections.abc import Callable
from pathlib import Path

import opencc
import pytest

from bot import i18n
from bot.text import hant
from locales import __main__ as messages
from locales import catalogs, check, extract

ROOT = Path(__file__).parents[2]

SOURCE = '''\
"""Says a few things."""
from bot import i18n
from bot.errors import UserError

LABELS = {"hot": i18n.msgid("Hot")}

def say(t, paper, link, n):
    # Translators: the heading of a post.
    # It stands alone.
    t("No paper {id} here, 100 % sure.", id=paper.id)
    t.ngettext("One paper in {feed}", "{n} papers in {feed}", n, feed="cs.CL")
    t.pgettext("one announcement", "new")
    i18n.splice(t("Read {paper} on "
                  "arXiv.", ), paper=link)
    t.gettext(LABELS["hot"])
    raise UserError("Nothing before {day}.", day=n)
'''

TRANSLATED = {
    "Hot": "<Hot>",
    "No paper {id} here, 100 % sure.": "<{id}>",
    "new": "<new>",
    "Read {paper} on arXiv.": "<{paper}>",
    "Nothing before {day}.": "<{day}>",
}


def test_the_catalogs_are_complete_and_true_to_the_program() -> None:
    assert check.find_problems(ROOT) == []


@pytest.mark.parametrize(("locale", "write"), [("zh_CN", opencc.OpenCC("t2s").convert), ("zh_TW", hant.to_traditional)])
def test_chinese_keeps_to_its_script_and_its_words(locale: str, write: Callable[[str], str]) -> None:
    catalog = catalogs.read(catalogs.catalog_path(ROOT, locale), locale)
    said = [text for message in catalog if message.id for text in check.texts(message.string)]
    said += i18n.translator(locale).feeds.values()
    assert {text: write(text) for text in said if write(text) != text} == {}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project whose catalogs are in order."""
    write_source(tmp_path, SOURCE)
    assert messages.main(tmp_path) == 1
    for locale in i18n.LOCALES:
        path = catalogs.catalog_path(tmp_path, locale)
        catalog = catalogs.read(path, locale)
        for message in catalog:
            if isinstance(message.id, tuple):
                message.string = ("<{n} {feed}>",) * catalog.num_plurals
            elif message.id:
                message.string = TRANSLATED[message.id]
        path.write_text(catalogs.render(catalog, locale), encoding="utf-8")
    assert check.find_problems(tmp_path) == []
    return tmp_path


def write_source(root: Path, source: str) -> None:
    path = root / "bot" / "compose" / "speak.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    (root / "locales").mkdir(exist_ok=True)
    path.write_text(source, encoding="utf-8")


def damage(project: Path, old: str, new: str, locale: str = "ru") -> list[str]:
    """Change a catalog and name what is found, but for the remark that updating would mend it."""
    path = catalogs.catalog_path(project, locale)
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return [problem for problem in check.find_problems(project) if "`make messages` would" not in problem]


def test_updating_twice_changes_nothing(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.po*")}
    assert len(before) == 6
    assert messages.main(project) == 0
    assert {path: path.read_bytes() for path in project.rglob("*.po*")} == before


def test_catalogs_name_files_but_no_machine_no_line_and_no_day(project: Path) -> None:
    text = catalogs.catalog_path(project, "ja").read_text(encoding="utf-8")
    assert "#: bot/compose/speak.py\n" in text
    assert str(project) not in text
    assert "Date" not in text
    assert "speak.py:" not in text


def test_a_note_reaches_the_translators(project: Path) -> None:
    text = catalogs.template_path(project).read_text(encoding="utf-8")
    note = "#. Translators: the heading of a post. It stands alone.\n"
    assert note + '#: bot/compose/speak.py\n#, python-brace-format\nmsgid "No paper {id} here' in text


def test_what_moves_within_the_source_changes_no_catalog(project: Path) -> None:
    write_source(project, SOURCE.replace("def say", "\n\n\ndef say"))
    assert check.find_problems(project) == []


def test_new_messages_wait_for_translators_but_english_fills_itself(tmp_path: Path) -> None:
    write_source(tmp_path, SOURCE)
    messages.main(tmp_path)
    problems = check.find_problems(tmp_path)
    assert len(problems) == 4 * 6
    assert all("not translated" in problem and not problem.startswith("en") for problem in problems)


def test_reworded_english_follows_at_once(project: Path) -> None:
    write_source(project, SOURCE.replace("Nothing before", "Nothing stands before"))
    messages.main(project)
    assert not [problem for problem in check.find_problems(project) if problem.startswith("en:")]
    assert 'msgstr "Nothing stands before {day}."' in catalogs.catalog_path(project, "en").read_text()


def test_a_reworded_message_keeps_its_translation_as_fuzzy(project: Path) -> None:
    write_source(project, SOURCE.replace("Nothing before", "Nothing at all before"))
    assert messages.main(project) == 1
    assert "ja: fuzzy: 'Nothing at all before {day}.'" in check.find_problems(project)
    assert 'msgstr "<{day}>"' in catalogs.catalog_path(project, "ja").read_text(encoding="utf-8")


def test_what_is_no_longer_said_goes(project: Path) -> None:
    write_source(project, SOURCE.replace('"hot": i18n.msgid("Hot")', ""))
    assert "ja: unused: 'Hot'" in check.find_problems(project)
    assert messages.main(project) == 0
    assert "Hot" not in catalogs.catalog_path(project, "ja").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('msgid "Hot"\nmsgstr "<Hot>"\n', "", "missing: 'Hot'"),
        ('msgid "Hot"\n', 'msgid "Cold"\n', "unused: 'Cold'"),
        ('"<Hot>"\n', '""\n', "not translated: 'Hot'"),
        ('msgid "Hot"', '#, fuzzy\nmsgid "Hot"', "fuzzy: 'Hot'"),
        ('"<Hot>"\n', '"<Hot>"\n\n#~ msgid "Cold"\n#~ msgstr "<Cold>"\n', "obsolete: 'Cold'"),
        ('"<Hot>"\n', '"<Hot> "\n', "spaces at the ends differ: 'Hot'"),
        ('"<Hot>"\n', '"<{Hot}>"\n', "placeholders differ: 'Hot'"),
        ('"<{day}>"', '"<{date}>"', "placeholders differ: 'Nothing before {day}.'"),
        ('"<{day}>"', '"<day>"', "placeholders differ: 'Nothing before {day}.'"),
        ('"<{day}>"', '"<{day} {>"', "placeholders differ: 'Nothing before {day}.'"),
        ('"<{day}>"', '"<{day!r}>"', "placeholders differ: 'Nothing before {day}.'"),
        ('msgctxt "one announcement"', 'msgctxt "another"', "missing: 'new'"),
        ('msgstr[2] "<{n} {feed}>"\n', "", "not translated: ('One paper in {feed}', '{n} papers in {feed}')"),
        ('[0] "<{n} {feed}>"', '[0] "<{feed}>"', "placeholders differ: ('One paper in {feed}', "),
        ('[1] "<{n} {feed}>"', '[1] "<{n}>"', "placeholders differ: ('One paper in {feed}', "),
        ("nplurals=3; plural=(n%10==1", "nplurals=3; plural=(n%10==2", "Plural-Forms is not the rule"),
        ('msgid "Hot"', 'msgid "Hot', "missing: 'Hot'"),
        ('msgid "Hot"', 'msgwhat "Hot"', "cannot be read: "),
    ],
)
def test_damage_is_noticed(project: Path, old: str, new: str, found: str) -> None:
    problems = damage(project, old, new)
    assert any(problem.startswith(f"ru: {found}") for problem in problems), problems


def test_a_form_for_one_number_may_leave_the_number_out(project: Path) -> None:
    assert damage(project, '[0] "<{n} {feed}>"', '[0] "<one {feed}>"', locale="en") == []
    assert damage(project, '[1] "<{n} {feed}>"', '[1] "<many {feed}>"', locale="en") != []


def test_a_changed_layout_is_noticed(project: Path) -> None:
    assert damage(project, 'msgid "Hot"', 'msgid ""\n"Hot"') == []
    assert "ru: `make messages` would change this catalog" in check.find_problems(project)


def test_a_catalog_that_is_not_there_is_noticed(project: Path) -> None:
    catalogs.catalog_path(project, "ja").unlink()
    assert any(problem.startswith("ja: cannot be read") for problem in check.find_problems(project))


@pytest.mark.parametrize("text", [None, "", "# another day\n"])
def test_a_stale_template_is_noticed(project: Path, text: str | None) -> None:
    path = catalogs.template_path(project)
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert check.find_problems(project) == ["messages.pot is not what the program says: run `make messages`"]


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("t(name)", "t() computes its message"),
        ('t(f"Hello {name}")', "t() computes its message"),
        ('t("a" + "b")', "t() computes its message"),
        ('t("")', "t() computes its message"),
        ("t()", "t() computes its message"),
        ("t(1)", "t() computes its message"),
        ('context.t("a" if name else "b")', "t() computes its message"),
        ('t.ngettext("{n} day", days, 2)', "ngettext() computes its message"),
        ('t.pgettext(where, "new")', "pgettext() computes its message"),
        ("raise UserError(name)", "UserError() computes its message"),
        ("i18n.msgid(name)", "msgid() computes its message"),
        ('t("Hello {name}")', "'Hello {name}' names ['name'], the call gives []"),
        ('t("Hello {name}", nmae=1)', "'Hello {name}' names ['name'], the call gives ['nmae']"),
        ('t("Hello {n}")', "'Hello {n}' names ['n'], the call gives []"),
        ('t("Hello", name=1)', "'Hello' names [], the call gives ['name']"),
        ('i18n.splice(t("Hello {name}"), nmae=1)', "'Hello {name}' names ['name'], the call gives ['nmae']"),
        ('raise UserError("Hello {name}")', "'Hello {name}' names ['name'], the call gives []"),
        ('t("Hello {Name}")', "a placeholder is malformed: 'Hello {Name}'"),
        ('t("Hello {0}")', "a placeholder is malformed: 'Hello {0}'"),
        ('i18n.msgid("Hello {name")', "a placeholder is malformed: 'Hello {name'"),
    ],
)
def test_a_wrong_call_is_noticed(project: Path, call: str, found: str) -> None:
    write_source(project, SOURCE + f"\ndef wrong(t, context, name, days, where):\n    {call}\n")
    messages.main(project)
    problems = [problem for problem in check.find_problems(project) if problem.startswith("bot/")]
    assert len(problems) == 1
    assert problems[0].startswith(f"bot/compose/speak.py:19: {found}")


@pytest.mark.parametrize(
    "call",
    [
        "t.gettext(name)",
        "outbox.mark(name)",
        "table[0](name)",
        't("Hello {name}", **values)',
        'UserError("Hello {name}", **values)',
        'i18n.splice(t("Hello {name}"), **values)',
        'i18n.splice(t("Hello {name} and {other}", name=1), other=2)',
        'i18n.msgid("Hello {name}")',
        't.ngettext("An hour", "Some hours", 2)',
    ],
)
def test_a_right_call_is_left_alone(project: Path, call: str) -> None:
    write_source(project, SOURCE + f"\ndef right(t, i18n, name, values):\n    {call}\n")
    messages.main(project)
    assert not [problem for problem in check.find_problems(project) if problem.startswith("bot/")]


def test_the_words_of_the_program_are_those_that_are_searched_for() -> None:
    words = {"msgid": i18n, "ngettext": i18n.Translator, "pgettext": i18n.Translator}
    assert all(hasattr(home, word) for word, home in words.items())
    assert set(extract.WORDS) == {*words, "t", "UserError"}
