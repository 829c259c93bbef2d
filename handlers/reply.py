"""Answers: a message composed for a person, rendered, and posted where they asked."""

import logging
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Message as Received
from telegram import Update
from telegram.error import TelegramError

from bot.compose import render_classic, render_rich
from bot.deliver import post
from bot.model.message import Message
from bot.model.outgoing import Outcome, Part, Place, Result
from handlers.context import Context

_log = logging.getLogger(__name__)


async def say(update: Update, context: Context, message: Message) -> Outcome:
    """Answers what somebody said, in as many parts as it takes."""
    chat, asked = update.effective_chat, update.effective_message
    assert chat  # noqa: S101 (only such updates are routed here)
    if not asked:  # a button of a message that is too old to be shown to us
        return await _post(context, Place(chat.id), message)
    return await _post(context, _beside(asked), message)


def _beside(asked: Received) -> Place:
    thread_id = asked.message_thread_id if asked.is_topic_message else 0
    reply_to = 0 if asked.chat.type == asked.chat.PRIVATE else asked.message_id
    return Place(asked.chat_id, thread_id or 0, reply_to)


async def turn_into(update: Update, context: Context, message: Message) -> Outcome:
    """Puts a message in the place of the one whose button was pressed; if that is gone, says it anew."""
    pressed = update.callback_query
    assert pressed  # noqa: S101 (only such updates are routed here)
    assert pressed.message  # noqa: S101
    shown = pressed.message
    outcome = await _post(context, Place(shown.chat.id, edits=shown.message_id), message)
    return await say(update, context, message) if outcome.result is Result.GONE else outcome


async def tell(context: Context, chat_id: int, message: Message) -> Outcome:
    """Says something to a chat that did not ask."""
    return await _post(context, Place(chat_id), message)


async def answer(update: Update, said: str = "") -> None:
    """Answers the press of a button: the client waits for it."""
    with suppress(TelegramError):  # perhaps too late: the client does not wait any more, but the person may still
        await update.callback_query.answer(said or None)  # type: ignore[union-attr]


def can_say(update: Update) -> bool:
    """Whether there is a chat to answer in."""
    return bool(update.effective_chat and (update.effective_message or update.callback_query))


async def _post(context: Context, place: Place, message: Message) -> Outcome:
    """As rich messages; where these are refused, as classic ones."""
    outcome = await _post_all(context, place, _rich(message))
    if outcome.result in (Result.CLASSIC, Result.TOO_LONG):
        outcome = await _post_all(context, place, _classic(message))
    if outcome.result is Result.REFUSED:
        _log.error("Telegram refuses an answer: %s", outcome.why)
    return outcome


async def _post_all(context: Context, place: Place, parts: list[Part]) -> Outcome:
    """In order, and none after one that did not arrive; over one message of ours goes only the first."""
    outcome = Outcome(Result.REFUSED, why="nothing to see")
    for number, part in enumerate(parts):
        here = place if number == 0 else Place(place.chat_id, place.thread_id)
        outcome = await post.post(context.bot, here, part)
        if not outcome.is_there:
            break
    return outcome


def _rich(message: Message) -> list[Part]:
    return _over_buttons([Part(rich=each) for each in render_rich.render(message)], render_rich.markup(message))


def _classic(message: Message) -> list[Part]:
    return _over_buttons([Part(html=each) for each in render_classic.render(message)], render_classic.markup(message))


def _over_buttons(parts: list[Part], keyboard: dict[str, Any] | None) -> list[Part]:
    """The parts, with the buttons under the last of them."""
    return [*parts[:-1], *(replace(part, keyboard=keyboard) for part in parts[-1:])]
