"""What Telegram shows of the bot before anybody speaks: its commands in each kind of chat, and its descriptions."""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot import i18n
from bot.i18n import Translator
from handlers import help as known

_IN_GROUPS = ("digest", "paper", "search", "similar", "random", "help")
_SCOPES: tuple[tuple[BotCommandScope, tuple[str, ...] | None], ...] = (
    (BotCommandScopeAllPrivateChats(), None),
    (BotCommandScopeAllGroupChats(), _IN_GROUPS),
    (BotCommandScopeAllChatAdministrators(), _IN_GROUPS),
)
# Telegram tells languages by two letters: who reads traditional Chinese sees the menu in simplified.
_LANGUAGES = {"zh": "zh_CN", "en": "en", "ja": "ja", "ru": "ru"}


async def publish(bot: Bot, default: str) -> None:
    """Tells Telegram what has changed since it was last told."""
    for language, locale in {"": default, **_LANGUAGES}.items():
        t = i18n.translator(locale)
        await _publish_commands(bot, t, language)
        await _publish_descriptions(bot, t, language)


async def _publish_commands(bot: Bot, t: Translator, language: str) -> None:
    for scope, names in _SCOPES:
        commands = [
            BotCommand(command.name, t.gettext(command.does))
            for command in known.COMMANDS
            if names is None or command.name in names
        ]
        if list(await bot.get_my_commands(scope, language)) != commands:
            await bot.set_my_commands(commands, scope, language)


async def _publish_descriptions(bot: Bot, t: Translator, language: str) -> None:
    short = t("What is new on arXiv, each paper in one sentence.")
    long = t("Every day the new papers of arXiv, each in one sentence. Search them, and look any of them up.")
    if (await bot.get_my_short_description(language)).short_description != short:
        await bot.set_my_short_description(short, language)
    if (await bot.get_my_description(language)).description != long:
        await bot.set_my_description(long, language)
