"""Before anything else: may this chat be answered, in which language, and at what cost."""

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot import i18n
from bot.compose import notice
from bot.errors import UserError
from handlers import reply
from handlers.context import Context, speaker
from storage import people


async def let_in(update: Update, context: Context) -> None:
    """Learns the person's language; a chat that is not allowed gets one polite line, and no more."""
    context.t = i18n.translator(await _locale(update, context))
    if not _is_allowed(update, context):
        if update.message:
            await reply.say(
                update, context, notice.tell(context.t("This bot is private. Its owner can let this chat in."))
            )
        raise ApplicationHandlerStop


def charge(update: Update, context: Context) -> None:
    """Counts an expensive request; a person who asks too much is told to wait."""
    if not context.house.requests.allows(speaker(update)):
        raise UserError("That was a lot in one minute. Please wait a little, then ask again.")


async def _locale(update: Update, context: Context) -> str:
    """What the person chose, else what their Telegram speaks, else what the host chose."""
    person = update.effective_user
    default = context.house.settings.default_locale
    if not person:
        return default
    async with context.house.database.read() as connection:
        chosen = await people.get_locale(connection, person.id)
    return chosen or i18n.negotiate(person.language_code, default)


def _is_allowed(update: Update, context: Context) -> bool:
    settings = context.house.settings
    allowed = {*settings.allowed_chats, *settings.admin_ids}
    ids = {each.id for each in (update.effective_chat, update.effective_user) if each}
    return not settings.allowed_chats or bool(allowed & ids)
