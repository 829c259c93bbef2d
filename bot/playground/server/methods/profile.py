"""What the bot is and says of itself: its name, its command menus, its descriptions."""

import re
from typing import Any

from bot.playground.server import shapes
from bot.playground.server.call import Call, Json, bad_request, number
from bot.playground.server.methods import reading
from bot.playground.server.state import Telegram

_MOST_COMMANDS = 100
_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


def get_me(telegram: Telegram, _: Call) -> Json:
    """`getMe`."""
    return shapes.me(telegram)


def say_yes(_: Telegram, __: Call) -> bool:
    """`logOut` and `close`: nothing is to be done here."""
    return True


def set_my_commands(telegram: Telegram, call: Call) -> bool:
    """`setMyCommands`."""
    commands = call.value("commands", "commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_command(command) for command in commands]
    telegram.profile.commands[_scope(telegram, call)] = checked
    return True


def get_my_commands(telegram: Telegram, call: Call) -> list[Json]:
    """`getMyCommands`: those set for exactly this scope and language."""
    return telegram.profile.commands.get(_scope(telegram, call), [])


def delete_my_commands(telegram: Telegram, call: Call) -> bool:
    """`deleteMyCommands`."""
    telegram.profile.commands.pop(_scope(telegram, call), None)
    return True


def set_my_description(telegram: Telegram, call: Call) -> bool:
    """`setMyDescription`: what an empty chat with the bot shows."""
    _describe(telegram.profile.descriptions, call, "description", 512)
    return True


def get_my_description(telegram: Telegram, call: Call) -> Json:
    """`getMyDescription`."""
    return {"description": telegram.profile.descriptions.get(_language(call), "")}


def set_my_short_description(telegram: Telegram, call: Call) -> bool:
    """`setMyShortDescription`: what the bot's page and its shared link show."""
    _describe(telegram.profile.short_descriptions, call, "short_description", 120)
    return True


def get_my_short_description(telegram: Telegram, call: Call) -> Json:
    """`getMyShortDescription`."""
    return {"short_description": telegram.profile.short_descriptions.get(_language(call), "")}


def _describe(kept: dict[str, str], call: Call, name: str, longest: int) -> None:
    if len(call.text(name)) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    language = _language(call)
    kept.pop(language, None)
    if call.text(name):
        kept[language] = call.text(name)


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _scope(telegram: Telegram, call: Call) -> tuple[str, int, int, str]:
    scope = call.mapping("scope", "bot command scope")
    kind = scope.get("type", "default")
    if kind in _SCOPES:
        return kind, 0, 0, _language(call)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = reading.chat(telegram, Call(call.method, scope, call.at)).id
    return kind, chat, number(scope.get("user_id")) if kind == "chat_member" else 0, _language(call)


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("expected an Object as BotCommand")
    name = str(command.get("command", "")).removeprefix("/")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    shape = {"command": name, "description": command["description"]}
    return shape | ({"is_ephemeral": True} if command.get("is_ephemeral") else {})
