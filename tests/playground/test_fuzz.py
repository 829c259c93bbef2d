"""Whatever a call brings, it is answered or refused: the server itself never fails."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.server import people, scene, serve
from bot.playground.server.call import Call
from bot.playground.server.state import Telegram
from tests.playground.conftest import Moment

METHODS = {
    "sendMessage": ["text", "reply_markup", "reply_parameters", "link_preview_options", "parse_mode", "chat_id",
                    "ephemeral_message_parameters", "message_thread_id"],
    "sendRichMessage": ["rich_message", "reply_markup"],
    "sendDocument": ["document", "caption"],
    "editMessageText": ["text", "rich_message", "reply_markup", "message_id", "inline_message_id"],
    "deleteMessage": ["message_id"],
    "editEphemeralMessageText": ["ephemeral_message_id", "receiver_user_id"],
    "answerInlineQuery": ["results", "button", "next_offset", "inline_query_id"],
    "answerCallbackQuery": ["text", "url", "callback_query_id"],
    "setMyCommands": ["commands", "scope", "language_code"],
    "setMyDescription": ["description"],
    "setWebhook": ["url", "allowed_updates", "secret_token", "max_connections"],
    "getUpdates": ["offset", "limit", "allowed_updates"],
    "getChatMember": ["user_id", "chat_id"],
}  # fmt: skip
KEYS = [
    "type", "text", "blocks", "cells", "items", "buttons", "button", "url", "callback_data", "copy_text", "id", "title",
    "input_message_content", "message_text", "inline_keyboard", "keyboard", "message_id", "chat_id", "user_id", "style",
    "receiver_user_id", "callback_query_id", "reply_markup", "command", "description", "align", "valign", "colspan",
    "align", "size", "web_app", "disabled", "start_parameter", "rich_message", "parse_mode", "value", "summary",
]  # fmt: skip
PLAIN: list[Any] = [
    None, True, 0, 1, -1, 2**70, 1.5, "", "x", "1", "{", "[", "null", "<b>x", "HTML", "article", "paragraph", "table",
    "chat", "chat_member", "left", "bold", "url", '"\\ud800"', "http://[", "@x", "list", "typing",
]  # fmt: skip


def value(chance: random.Random, depth: int) -> Any:
    if not depth or chance.random() < 0.3:
        return chance.choice(PLAIN)
    if chance.random() < 0.4:
        return [value(chance, depth - 1) for _ in range(chance.randint(0, 2))]
    return {chance.choice(KEYS): value(chance, depth - 1) for _ in range(chance.randint(0, 4))}


def likely(chance: random.Random, name: str) -> Any:
    """Junk that gets past the first look."""
    inner = value(chance, 4)
    button = {"text": "x", chance.choice(["url", "callback_data", "copy_text", "web_app", "disabled", "style"]): inner}
    match name if chance.random() < 0.7 else "":
        case "rich_message":
            kinds = ["table", "list", "paragraph", "buttons", "details", "heading", "pre"]
            fields = ["text", "cells", "items", "buttons", "blocks", "summary", "size"]
            return {"blocks": [{"type": chance.choice(kinds), chance.choice(fields): inner}]}
        case "reply_markup":
            return {"inline_keyboard": [[button | (inner if isinstance(inner, dict) else {})]]}
        case "results":
            fields = ["input_message_content", "reply_markup", "url", "title", "id"]
            content = {"message_text": "x"}
            article = {"type": "article", "id": "1", "title": "x", "input_message_content": content}
            return [article | {chance.choice(fields): inner}]
        case "commands":
            return [{"command": "x", "description": "x", chance.choice(["command", "description"]): inner}]
        case "scope":
            return {"type": chance.choice(["chat", "chat_member"]), chance.choice(["chat_id", "user_id"]): inner}
    return inner


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
async def test_no_call_makes_the_server_fail(seed: int) -> None:
    chance = random.Random(seed)
    telegram = Telegram(Moment())
    anna = scene.person(telegram, "Anna")
    chats = [scene.private(telegram, anna), scene.forum(telegram, "F", anna), scene.channel(telegram, "C", anna)]
    for chat in chats:
        people.say(telegram, anna, chat, "x")
    press = people.press(telegram, anna, chats[0].log[0], data="x")
    query = people.ask(telegram, anna, "x")
    sound = {"text": "x", "message_id": 2, "callback_query_id": press.id, "inline_query_id": query.id}

    for _ in range(20):
        method = chance.choice(list(METHODS))
        name = chance.choice(METHODS[method])
        call = sound | {"chat_id": chance.choice(chats).id, "user_id": anna.id, name: likely(chance, name)}
        await serve.answer(telegram, Call(method, call, telegram.clock.now()))
