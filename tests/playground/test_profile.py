"""Command menus by scope and language, and what the bot says of itself."""

from typing import Any

import pytest
import telegram as ptb

from bot.playground.server import scene
from tests.playground.conftest import Ask, Telegraph

COMMANDS = [ptb.BotCommand("paper", "a paper"), ptb.BotCommand("help", "what there is")]


async def test_menus_by_scope_and_language(bot: ptb.Bot, telegram: Telegraph) -> None:
    anna = scene.person(telegram, "Anna")
    group = scene.group(telegram, "Readers", anna)
    scopes: list[Any] = [
        None,
        ptb.BotCommandScopeAllPrivateChats(),
        ptb.BotCommandScopeAllGroupChats(),
        ptb.BotCommandScopeAllChatAdministrators(),
        ptb.BotCommandScopeChat(group.id),
        ptb.BotCommandScopeChatMember(group.id, anna.id),
    ]
    for place, scope in enumerate(scopes):
        await bot.set_my_commands(COMMANDS[: 1 + place % 2], scope, "zh" if place else None)
    found = [await bot.get_my_commands(scope, "zh") for scope in scopes]

    assert [len(commands) for commands in found] == [0, 2, 1, 2, 1, 2]
    assert found[1] == tuple(COMMANDS)
    await bot.delete_my_commands(scopes[1], "zh")
    await bot.delete_my_commands(scopes[1], "zh")
    assert await bot.get_my_commands(scopes[1], "zh") == ()


async def test_an_ephemeral_command_stays_one(ask: Ask) -> None:
    command = {"command": "/paper", "description": "x", "is_ephemeral": True}
    await ask("setMyCommands", commands=[command])

    assert (await ask("getMyCommands"))["result"] == [command | {"command": "paper"}]


async def test_descriptions_by_language(bot: ptb.Bot) -> None:
    await bot.set_my_description("long", "zh")
    await bot.set_my_short_description("short")

    assert (await bot.get_my_description("zh")).description == "long"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description()).short_description == "short"
    await bot.set_my_short_description("")
    assert (await bot.get_my_short_description()).short_description == ""


@pytest.mark.parametrize(
    ("method", "params", "why"),
    [
        ("setMyCommands", {}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": "["}, "can't parse commands JSON object"),
        ("setMyCommands", {"commands": ["x"]}, "expected an Object as BotCommand"),
        ("setMyCommands", {"commands": [{"command": "Paper", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "language_code": "zh-hans"}, "invalid language code specified"),
        ("setMyCommands", {"commands": [], "scope": {"type": "x"}},
         "can't parse BotCommandScope: Unsupported type specified"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ("setMyDescription", {"description": "x" * 513}, "description is too long"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "short description is too long"),
    ],
)  # fmt: skip
async def test_refused(ask: Ask, method: str, params: dict[str, Any], why: str) -> None:
    assert (await ask(method, **params))["description"] == f"Bad Request: {why}"


async def test_logging_out_and_closing(bot: ptb.Bot) -> None:
    assert await bot.log_out()
    assert await bot.close()
