"""A button was pressed: what it remembers, and which file does it."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update

from bot.compose.actions import Bibtex, ChooseFeed, Find, Open, Random, Show, Similar, Speak
from handlers import daily, language, paper, reply, search
from handlers.context import Context

_DOES: dict[type, Callable[[Update, Context, Any], Awaitable[None]]] = {
    ChooseFeed: daily.choose,
    Find: search.turn_page,
    Open: daily.turn_page,
    Random: paper.show_random,
    Show: paper.show_by_button,
    Bibtex: paper.cite,
    Similar: search.show_similar_by_button,
    Speak: language.speak,
}


async def press(update: Update, context: Context) -> None:
    """Answers at once, for the client waits; then does what the button is for."""
    pressed = update.callback_query
    assert pressed  # noqa: S101 (only such updates are routed here)
    action = context.house.codec.decode(pressed.data)
    does = _DOES.get(type(action))
    said = "" if does else context.t("This button is too old. Ask me again, and there is a new one.")
    await reply.answer(update, said)
    if does and reply.can_say(update):
        await does(update, context, action)
