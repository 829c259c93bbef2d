"""The catalog files: built from what the program says, read, brought up to date, written.

Nothing is written that differs from run to run (no dates, no line numbers, no path of a machine, no line
breaks that depend on a width), so updating twice changes nothing. English fills itself.
"""

import copy
import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages import Catalog, plurals, pofile

from locales.extract import Call

_HEADER = 'msgid ""\nmsgstr ""\n{fields}\n'
_FIELDS = {
    "Project-Id-Version": "zhaiyao",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}


def template_path(root: Path) -> Path:
    """Where the messages stand without translation."""
    return root / "locales" / "messages.pot"


def catalog_path(root: Path, locale: str) -> Path:
    """Where a language's translations stand."""
    return root / "locales" / locale / "LC_MESSAGES" / "messages.po"


def build_template(calls: Iterable[Call]) -> Catalog:
    """Collect the messages in the order in which the source says them."""
    template = Catalog()
    for call in filter(lambda call: call.is_literal, calls):
        message = call.ids[0] if len(call.ids) == 1 else call.ids
        notes = [call.note] if call.note else []
        template.add(message, locations=[(call.path, call.line)], context=call.context, auto_comments=notes)
    return template


def read(path: Path, locale: str) -> Catalog:
    """Read a catalog; one that is not there yet is empty."""
    if not path.exists():
        return Catalog(locale)
    with path.open("rb") as source:
        return pofile.read_po(source, locale, abort_invalid=True)


def update(catalog: Catalog, template: Catalog) -> Catalog:
    """Take in what is new, drop what is gone; a message that only changed keeps its translation, as fuzzy."""
    catalog.update(copy.deepcopy(template))  # or the languages would share, and fill in, its messages
    if str(catalog.locale) == "en":
        _speak_english(catalog)
    return catalog


def render_template(template: Catalog) -> str:
    """Write the template as text."""
    return _render(template, _FIELDS)


def render(catalog: Catalog, locale: str) -> str:
    """Write a catalog as text."""
    return _render(catalog, _FIELDS | {"Language": locale, "Plural-Forms": plural_forms(locale)})


def plural_forms(locale: str) -> str:
    """Say how gettext counts in a language."""
    return str(plurals.get_plural(locale))


def _speak_english(catalog: Catalog) -> None:
    for message in catalog:
        if message.id and (message.fuzzy or not any(message.string or ())):
            message.string = message.id
            message.flags.discard("fuzzy")
            message.previous_id = []


def _render(catalog: Catalog, fields: dict[str, str]) -> str:
    header = _HEADER.format(fields="".join(f'"{name}: {value}\\n"\n' for name, value in fields.items()))
    body = io.BytesIO()
    # A per cent sign looks like a format to Babel; here it never is one.
    for message in catalog:
        message.flags.discard("python-format")
    pofile.write_po(
        body,
        catalog,
        width=0,
        omit_header=True,
        ignore_obsolete=True,
        include_previous=True,
        include_lineno=False,
    )
    return (header + body.getvalue().decode()).rstrip("\n") + "\n"
