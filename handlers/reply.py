"""Answers: a message composed for a person, rendered, and posted where they asked."""

from telegram import Update

from bot.compose import render_classic, render_rich
from bot.deliver import post
from bot.model.message import Message
from bot.model.outgoing import Outcome, Part, Place, Result
from handlers.context import Context


async def say(update: Update, context: Context, message: Message) -> Outcome:
    """Answers what somebody said, in as many parts as it takes."""
    asked = update.effective_message
    chat = update.effective_chat
    assert asked  # noqa: S101 (only such updates are routed here)
    assert chat  # noqa: S101
    thread_id = asked.message_thread_id if asked.is_topic_message else 0
    reply_to = 0 if chat.type == chat.PRIVATE else asked.message_id
    return await _post(context, Place(chat.id, thread_id or 0, reply_to), message)


async def turn_into(update: Update, context: Context, message: Message) -> Outcome:
    """Puts a message in the place of the one whose button was pressed; if that is gone, says it anew."""
    asked, chat = update.effective_message, update.effective_chat
    assert asked  # noqa: S101
    assert chat  # noqa: S101
    outcome = await _post(context, Place(chat.id, edits=asked.message_id), message)
    return await say(update, context, message) if outcome.result is Result.GONE else outcome


async def tell(context: Context, chat_id: int, message: Message) -> Outcome:
    """Says something to a chat that did not ask."""
    return await _post(context, Place(chat_id), message)


async def _post(context: Context, place: Place, message: Message) -> Outcome:
    """As rich messages; where these are refused, as classic ones."""
    outcome = await _post_all(context, place, _rich(message))
    if outcome.result in (Result.CLASSIC, Result.TOO_LONG):
        outcome = await _post_all(context, place, _classic(message))
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
    made = render_rich.render(message)
    return [
        Part(rich=each, keyboard=render_rich.markup(message) if number == len(made) else None)
        for number, each in enumerate(made, 1)
    ]


def _classic(message: Message) -> list[Part]:
    made = render_classic.render(message)
    return [
        Part(html=each, keyboard=render_classic.markup(message) if number == len(made) else None)
        for number, each in enumerate(made, 1)
    ]
