"""A button was pressed: what it remembers, and which file does it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import BadRequest

from bot.compose.actions import ChooseFeed, Find, Open, Random, Show, Similar, Speak
from handlers import daily, language, paper, search
from handlers.context import Context

_DOES: dict[type, Callable[[Update, Context, Any], Awaitable[None]]] = {
    ChooseFeed: daily.choose,
    Find: search.turn_page,
    Open: daily.turn_page,
    Random: paper.show_random,
    Show: paper.show_by_button,
    Similar: search.show_similar_by_button,
    Speak: language.speak,
}


async def press(update: Update, context: Context) -> None:
    """Answers at once, for the client waits; then does what the button is for."""
    pressed = update.callback_query
    assert pressed  # noqa: S101 (only such updates are routed here)
    action = context.house.codec.decode(pressed.data)
    does = _DOES.get(type(action))
    await _answer(update, "" if does else context.t("This button is too old. Ask me again, and there is a new one."))
    if does:
        await does(update, context, action)


async def _answer(update: Update, said: str) -> None:
    with suppress(BadRequest):  # too late: the client does not wait any more, but the person may still want it
        await update.callback_query.answer(said or None)  # type: ignore[union-attr]
