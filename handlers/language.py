"""The language that a person is spoken with: /language, and its buttons."""

from telegram import Update

from bot import i18n
from bot.compose import notice
from bot.compose.actions import Speak
from bot.model.message import Button, Message
from handlers import reply, start
from handlers.context import Context, speaker
from storage import people


async def offer_languages(update: Update, context: Context) -> None:
    """`/language`."""
    await reply.say(update, context, _languages(context))


async def speak(update: Update, context: Context, action: Speak) -> None:
    """The button of a language; that of the welcome only asks which."""
    if action.locale not in i18n.LOCALES:
        await reply.turn_into(update, context, _languages(context))
        return
    async with context.house.database.write() as connection:
        await people.set_locale(connection, speaker(update), action.locale)
    context.t = i18n.translator(action.locale)
    await reply.turn_into(update, context, start.message(context))


def _languages(context: Context) -> Message:
    buttons = [
        Button(i18n.translator(each).language(each), "data", context.house.codec.encode(Speak(each)))
        for each in i18n.LOCALES
    ]
    return notice.offer(context.t("Language"), context.t("Which language shall I speak with you?"), buttons)
