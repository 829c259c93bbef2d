"""What is wrong with the catalogs, or with how the program uses them: a line each, none if all is well."""

import gettext
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import Catalog, Message, pofile

from bot import i18n
from locales import catalogs, extract
from locales.extract import Call

_COUNTED = range(1000)  # enough for every rule of CLDR that a language of ours has


def find_problems(root: Path) -> list[str]:
    """Check the calls, the template, and each language."""
    calls = extract.read_calls(root)
    problems = [*_check_calls(calls), *_check_template(root, calls)]
    for locale in i18n.LOCALES:
        problems += (f"{locale}: {problem}" for problem in _check_locale(root, locale, calls))
    return problems


def texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """List the forms of a message, or of its translation; an empty one if there is none."""
    return tuple(value) if isinstance(value, tuple | list) else (value or "",)


def _check_calls(calls: Iterable[Call]) -> Iterator[str]:
    for call in calls:
        where = f"{call.path}:{call.line}"
        if not call.is_literal:
            yield f"{where}: {call.word}() computes its message; write it out, or mark it with msgid()"
            continue
        named = _names(call.ids)
        if any(_has_stray_brace(text) for text in call.ids):
            yield f"{where}: a placeholder is malformed: {call.ids[0]!r}"
        optional = {"n"} if call.word == "ngettext" else set()
        if call.values is not None and call.values - optional != named - optional:
            yield f"{where}: {call.ids[0]!r} names {sorted(named)}, the call gives {sorted(call.values)}"


def _check_template(root: Path, calls: list[Call]) -> Iterator[str]:
    path = catalogs.template_path(root)
    expected = catalogs.render_template(catalogs.build_template(calls))
    if not path.exists() or path.read_text(encoding="utf-8") != expected:
        yield "messages.pot is not what the program says: run `make messages`"


def _check_locale(root: Path, locale: str, calls: list[Call]) -> Iterator[str]:
    path = catalogs.catalog_path(root, locale)
    try:
        text = path.read_text(encoding="utf-8")
        catalog = catalogs.read(path, locale)
    except (OSError, ValueError, pofile.PoFileError) as error:
        yield f"cannot be read: {error}"
        return
    if f'"Plural-Forms: {catalogs.plural_forms(locale)}\\n"' not in text:
        yield "Plural-Forms is not the rule of this language"
        return
    template = catalogs.build_template(calls)
    yield from _compare(catalog, template)
    for message in filter(lambda message: message.id, catalog):
        yield from (f"{problem}: {message.id!r}" for problem in _check_message(message, catalog))
    if text != catalogs.render(catalogs.update(catalog, template), locale):
        yield "`make messages` would change this catalog"


def _compare(catalog: Catalog, template: Catalog) -> Iterator[str]:
    have, want = ({(m.context, m.id): m for m in source if m.id} for source in (catalog, template))
    yield from (f"missing: {message.id!r}" for key, message in want.items() if key not in have)
    yield from (f"unused: {message.id!r}" for key, message in have.items() if key not in want)
    yield from (f"obsolete: {message.id!r}" for message in catalog.obsolete.values())


def _check_message(message: Message, catalog: Catalog) -> Iterator[str]:
    ids, forms = texts(message.id), texts(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(forms) or len(forms) != (catalog.num_plurals if len(ids) > 1 else 1):
        yield "not translated"
        return
    if any(_edges(form) != _edges(ids[-1]) for form in forms):
        yield "spaces at the ends differ"
    for index, form in enumerate(forms):
        optional = {"n"} if len(ids) > 1 and _says_one_number(catalog, index) else set()
        if _has_stray_brace(form) or not _names(ids) - optional <= _names([form]) <= _names(ids):
            yield "placeholders differ"


def _names(texts: Iterable[str]) -> set[str]:
    return set().union(*map(i18n.placeholders, texts))


def _has_stray_brace(text: str) -> bool:
    words = (piece for piece in i18n.splice(text, **dict.fromkeys(i18n.placeholders(text))) if piece)
    return any("{" in word or "}" in word for word in words)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _says_one_number(catalog: Catalog, index: int) -> bool:
    """Whether a plural form serves a single number, as English 'one paper': then it may leave out {n}."""
    chosen = gettext.c2py(catalog.plural_expr)
    return sum(chosen(n) == index for n in _COUNTED) == 1
