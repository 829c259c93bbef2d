"""One part to one place: one API call, and what came of it. The only home of sendRichMessage."""

from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.deliver import outcome
from bot.model.outgoing import Outcome, Part, Place, Result


async def post(bot: Bot, place: Place, part: Part, *, is_silent: bool = False) -> Outcome:
    """Sends a part, or puts it in the place of a message of ours."""
    try:
        answer = await bot.do_api_request(_method(place, part), api_kwargs=_arguments(place, part, is_silent=is_silent))
    except TelegramError as error:
        return outcome.of(error)
    return Outcome(Result.SENT, message_id=answer["message_id"])


def _method(place: Place, part: Part) -> str:
    """In small letters, which are the same to Telegram: of a name that it knows the library warns.

    Its own methods for these names take no rich messages.
    """
    if place.edits:
        return "editmessagetext"
    return "sendrichmessage" if part.rich else "sendmessage"


def _arguments(place: Place, part: Part, *, is_silent: bool) -> dict[str, Any]:
    arguments: dict[str, Any] = {"chat_id": place.chat_id}
    if part.rich:
        arguments["rich_message"] = part.rich
    else:
        arguments |= {"text": part.html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if part.keyboard:
        arguments["reply_markup"] = part.keyboard
    if place.edits:
        return arguments | {"message_id": place.edits}
    if place.thread_id:
        arguments["message_thread_id"] = place.thread_id
    if place.reply_to:
        arguments["reply_parameters"] = {"message_id": place.reply_to, "allow_sending_without_reply": True}
    if is_silent:
        arguments["disable_notification"] = True
    return arguments
