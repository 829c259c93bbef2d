"""What a reader is told of a text: the words there are, and what to hold of them. Nothing passes for what it is not."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.compose import tidy, wording
from bot.i18n import Translator
from bot.model.paper import ArxivId, Texts
from bot.model.reading import texts_in
from bot.text import quality

Field: TypeAlias = Literal["title", "summary", "abstract"]
Instead: TypeAlias = Literal["original", "translation"]
ORIGINAL = "en"


@dataclass(frozen=True, slots=True)
class Told:
    """Words in a language, and what they are if not what the reader asked for."""

    text: str
    language: str
    instead: Instead | None = None


def tell(texts: tuple[Texts, ...], field: Field, language: str) -> Told | None:
    """A field in one language; the original in its place where nobody translated it; None if there is nothing."""
    text = _text(texts, field, language)
    if text and (language == ORIGINAL or quality.is_written_in(text, language)):
        return Told(text, language)
    if text:
        return Told(text, ORIGINAL, "original")
    original = _text(texts, field, ORIGINAL)
    return Told(original, ORIGINAL, "original") if original else None


def tell_all(texts: tuple[Texts, ...], field: Field, languages: tuple[str, ...]) -> list[Told]:
    """A field in each of these languages that has it, the same words once."""
    told: list[Told] = []
    for language in languages:
        one = tell(texts, field, language)
        if one and one.text not in [other.text for other in told]:
            told.append(one)
    return told


def tell_any(texts: tuple[Texts, ...], field: Field, languages: tuple[str, ...]) -> list[Told]:
    """A field in each of these languages; if none has it, in whichever there is, as the translation that it is."""
    others = (Told(text, each.language, "translation") for each in texts if (text := _seen(each, field)))
    return tell_all(texts, field, languages) or list(others)[:1]


def nameless(paper: ArxivId) -> Told:
    """What stands for the title of a paper that has none."""
    return Told(f"arXiv:{paper}", ORIGINAL)


def marked(told: Told, t: Translator) -> tuple[str, ...]:
    """What a reader should know of it, in a word."""
    if told.instead == "original":
        # Translators: a mark after a title or a sentence that should be a translation and is none
        return (t("not translated"),)
    if told.instead == "translation":
        # Translators: a mark after a title that should be the original and is its translation
        return (t("translation"),)
    return ()


def _text(texts: tuple[Texts, ...], field: Field, language: str) -> str:
    return _seen(texts_in(texts, language), field)


def _seen(texts: Texts, field: Field) -> str:
    """The words, if a reader sees any of them: nobody sees `{}`, or a zero width space."""
    text: str = getattr(texts, field).strip()
    return text if tidy.is_seen(wording.draw(text)) else ""
