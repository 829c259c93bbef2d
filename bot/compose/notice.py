"""The small things that are said: a sentence and what to do, a question, a menu, an error."""

from collections.abc import Iterable, Sequence

from bot import i18n
from bot.compose import keyboard
from bot.errors import UserError
from bot.i18n import Translator
from bot.model.message import Button, Message, Text, bullets, code, footer, heading, paragraph, say
from bot.model.message import keyboard as keys


def tell(said: Text, todo: Text = "", buttons: Iterable[Button] = ()) -> Message:
    """What is the case, what the person can do, and perhaps buttons that do it."""
    blocks = [paragraph(text) for text in (said, todo) if text != ""]
    return say(*blocks, keyboard=keys(*keyboard.rows(buttons)))


def ask(question: Text, yes: Button, no: Button) -> Message:
    """A question that is answered by one of two buttons."""
    return say(paragraph(question), keyboard=keys((yes, no)))


def offer(title: Text, said: Text, choices: Sequence[Button], back: Sequence[Button] = ()) -> Message:
    """A menu: what it is about, its choices, and the way back under them."""
    blocks = (heading(title, size=3), *((paragraph(said),) if said != "" else ()))
    return say(*blocks, keyboard=keys(*keyboard.rows(choices), *keyboard.rows(back)))


def apologise(t: Translator, error: UserError | None, reference: str = "", todo: Sequence[Text] = ()) -> Message:
    """What was wrong, what the person can do, and a reference by which the host finds it in the log.

    Without a UserError the fault is ours.
    """
    said = t.gettext(error.msgid, **error.args_by_name) if error else t("Something went wrong here. Try again later.")
    small = [footer(*i18n.splice(t("Reference: {code}"), code=code(reference)))] if reference else []
    return say(paragraph(said), *([bullets(*todo)] if todo else []), *small)
