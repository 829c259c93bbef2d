"""Before anything else: may this chat be answered, in which language, and at what cost."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot import i18n
from bot.compose import notice
from bot.errors import UserError
from handlers import reply
from handlers.context import Context, speaker
from storage import people


async def let_in(update: Update, context: Context) -> None:
    """Learns the person's language; a chat that is not allowed gets one polite line, and no more."""
    context.t = i18n.translator(await get_locale(update, context))
    if not _is_allowed(update, context):
        await _refuse(update, context)
        raise ApplicationHandlerStop


def charge(update: Update, context: Context) -> None:
    """Counts an expensive request; a person who asks too much is told to wait, once a minute."""
    who = speaker(update)
    if context.house.requests.allows(who):
        return
    if context.house.hints.allows(("busy", who)):
        raise UserError("That was a lot in one minute. Please wait a little, then ask again.")
    raise ApplicationHandlerStop


async def _refuse(update: Update, context: Context) -> None:
    """A press of a button is answered always; else the line is said once a minute, in a group only to a command."""
    said = context.t("This bot is private. Its owner can let this chat in.")
    chat = update.effective_chat
    if update.callback_query:
        await reply.answer(update, said)
        return
    is_asked = chat and update.message and (chat.type == chat.PRIVATE or _is_command(update.message))
    if chat and is_asked and context.house.hints.allows(("private", chat.id)):
        await reply.say(update, context, notice.tell(said))


def _is_command(message: Message) -> bool:
    return any(entity.type == entity.BOT_COMMAND and entity.offset == 0 for entity in message.entities)


async def get_locale(update: Update, context: Context) -> str:
    """What the person chose, else what their Telegram speaks, else what the host chose."""
    person = update.effective_user
    default = context.house.settings.default_locale
    if not person:
        return default
    async with context.house.database.read() as connection:
        chosen = await people.get_locale(connection, speaker(update))
    return chosen or i18n.negotiate(person.language_code, default)


def _is_allowed(update: Update, context: Context) -> bool:
    settings = context.house.settings
    allowed = {*settings.allowed_chats, *settings.admin_ids}
    ids = {each.id for each in (update.effective_chat, update.effective_user) if each}
    return not settings.allowed_chats or bool(allowed & ids)
