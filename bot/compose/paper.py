"""The detailed entry: all that is known of one paper, in one message, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot import i18n
from bot.compose import actions, fit, keyboard, measure, texts, told, wording
from bot.compose.callback import Codec
from bot.compose.reader import Reader
from bot.compose.told import Told
from bot.i18n import Translator
from bot.model.message import (
    Block,
    Button,
    Heading,
    Keyboard,
    Message,
    Paragraph,
    Quote,
    Text,
    details,
    heading,
    italic,
    join,
    link,
    paragraph,
)
from bot.model.message import keyboard as keys
from bot.model.paper import Paper, Texts
from bot.text import quality

_LONGEST_TITLE = 400
_LONGEST_SUMMARY = 1_000
_MOST_AUTHORS = 12
_LONGEST_NAME = 60
_MOST_CATEGORIES = 12

# Letters of each abstract, from all there are to so few that whatever they are fits, even in classic messages.
_ROOMS = (32_768, 1_400, 1_000, 700, 400, 200, 50)


@dataclass(frozen=True, slots=True)
class Detail:
    """What there is to say of a paper."""

    paper: Paper
    texts: tuple[Texts, ...] = ()
    is_saved: bool | None = False  # None where nothing can be saved


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The entry for one reader, with room for so many letters in each of its texts."""

    detail: Detail
    reader: Reader
    room: int

    @property
    def t(self) -> Translator:
        return self.reader.t

    @property
    def url(self) -> str:
        return self.detail.paper.id.unversioned.abs_url


def compose(detail: Detail, reader: Reader, codec: Codec | None = None) -> Message:
    """The entry; without a codec it has no buttons but links."""
    buttons = _keyboard(detail, reader.t, codec)
    said = (_message(_Sheet(detail, reader, room), buttons) for room in _ROOMS)
    return next(message for message in said if fit.fits(message, measure.CLASSIC, measure.RICH))


def _message(sheet: _Sheet, buttons: Keyboard | None) -> Message:
    titles = _titles(sheet)
    blocks: list[Block] = [paragraph(italic(_drawn(each, sheet, _LONGEST_TITLE))) for each in titles[1:]]
    blocks += [paragraph(_facts(sheet)), *_authors(sheet), *_summary(sheet), *_abstracts(sheet)]
    return Message(tuple(blocks), _heading(titles[0], sheet), buttons)


def _titles(sheet: _Sheet) -> list[Told]:
    languages = tuple(dict.fromkeys((*sheet.reader.languages, told.ORIGINAL)))
    return told.tell_any(sheet.detail.texts, "title", languages) or [told.nameless(sheet.detail.paper.id)]


def _heading(title: Told, sheet: _Sheet) -> Heading:
    return heading(join((_drawn(title, sheet, _LONGEST_TITLE), *told.marked(title, sheet.t))), size=3)


def _facts(sheet: _Sheet) -> Text:
    """The id with its version, the categories, the days."""
    paper, t = sheet.detail.paper, sheet.t
    version = f"v{paper.version}" if paper.version else ""
    facts: list[Text] = [link(f"arXiv:{paper.id.unversioned}{version}", sheet.url)]
    if paper.category:
        facts.append(" ".join(dict.fromkeys((paper.category, t.feed(paper.category)))))
    facts += [category for category in paper.categories[:_MOST_CATEGORIES] if category != paper.category]
    if paper.published:
        facts.append(t("published {day}", day=paper.published))
    return join(facts)


def _authors(sheet: _Sheet) -> Iterator[Paragraph]:
    authors = sheet.detail.paper.authors
    most = _MOST_AUTHORS if sheet.room > 400 else 3
    names: list[Text] = [texts.shorten(name, _LONGEST_NAME) for name in authors[:most]]
    if left := len(authors) - len(names):
        # Translators: at the end of a list of authors
        names.append(sheet.t.ngettext("{n} more", "{n} more", left))
    if names:
        yield paragraph(join(names, ", "))


def _summary(sheet: _Sheet) -> Iterator[Quote]:
    told_ = told.tell_any(sheet.detail.texts, "summary", sheet.reader.languages)
    lines = [join((_drawn(each, sheet, _LONGEST_SUMMARY), *map(italic, told.marked(each, sheet.t)))) for each in told_]
    if lines:
        yield Quote(tuple(map(Paragraph, lines)))


def _abstracts(sheet: _Sheet) -> Iterator[Block]:
    """The abstract in each language that is read, and the original folded."""
    read = told.tell_any(sheet.detail.texts, "abstract", sheet.reader.languages)
    for nth, each in enumerate(read):
        title = sheet.t("Original abstract") if nth else sheet.t("Abstract")
        yield heading(join((title, *told.marked(each, sheet.t))), size=5)
        yield _abstract(each, sheet)
    for each in told.tell_all(sheet.detail.texts, "abstract", (told.ORIGINAL,)):
        if each.text not in [other.text for other in read]:
            yield details(sheet.t("Original abstract"), _abstract(each, sheet))


def _abstract(each: Told, sheet: _Sheet) -> Paragraph:
    whole = _flat(each, sheet)
    text = texts.shorten(whole, sheet.room)
    if text is not whole:
        arxiv = link("arXiv", sheet.url)
        return paragraph(text, " ", italic(*i18n.splice(sheet.t("Shortened; all of it is on {arxiv}."), arxiv=arxiv)))
    if any(quality.is_cut(other.abstract) for other in sheet.detail.texts if other.language == told.ORIGINAL):
        return paragraph(text, _gap(text), italic(sheet.t("The source gives only the first {n} characters.", n=1000)))
    return paragraph(text)


def _gap(text: Text) -> str:
    """Between a text whose original breaks off, and the note: a translation may have made a sentence of it."""
    return " " if texts.words(text).endswith(("。", ".")) else "… "


def _drawn(each: Told, sheet: _Sheet, limit: int) -> Text:
    return texts.shorten(_flat(each, sheet), min(limit, sheet.room))


def _flat(each: Told, sheet: _Sheet) -> Text:
    drawn = wording.draw(each.text, is_traditional=sheet.reader.writes_traditional(each.language))
    return wording.flatten(drawn, max(6, sheet.room // 40))


def _keyboard(detail: Detail, t: Translator, codec: Codec | None) -> Keyboard | None:
    paper = detail.paper.id.unversioned
    buttons = [Button("arXiv", "url", paper.abs_url), Button("PDF", "url", paper.pdf_url)]
    if codec:
        if detail.is_saved is not None:
            label = t("Remove from saved") if detail.is_saved else t("Save")
            save = actions.Save(paper.paper, is_wanted=not detail.is_saved)
            buttons.append(Button(label, "data", codec.encode(save)))
        buttons.append(Button(t("Similar"), "data", codec.encode(actions.Similar(paper.paper))))
        buttons.append(Button("BibTeX", "data", codec.encode(actions.Bibtex(paper.paper))))
    buttons.append(Button(t("Share"), "share", str(paper)))
    return keys(*keyboard.rows(buttons, beside=3))
