"""What the bot answers to a press of a button and to an inline query."""

import re
from typing import Any

from bot.playground.server import keyboards, links, markup, rich
from bot.playground.server.call import Call, Json, bad_request
from bot.playground.server.methods import reading
from bot.playground.server.state import Telegram

MOST_RESULTS = 50


def answer_callback_query(telegram: Telegram, call: Call) -> bool:
    """`answerCallbackQuery`."""
    query = reading.fresh_query(telegram, call.text("callback_query_id"))
    if markup.units(call.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    url = call.text("url")
    if url and not re.match(rf"(https://t\.me/|tg://resolve\?domain=){telegram.bot.username}\b", url):
        raise bad_request("URL_INVALID")
    query.answer = {
        "text": call.text("text"),
        "show_alert": call.flag("show_alert"),
        "url": url,
        "cache_time": call.number("cache_time"),
    }
    return True


def answer_inline_query(telegram: Telegram, call: Call) -> bool:
    """`answerInlineQuery`, with articles."""
    results = call.value("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(call.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    articles = [_article(result, telegram) for result in results]
    if len({article["id"] for article in articles}) < len(articles):
        raise bad_request("RESULT_ID_DUPLICATE")
    button = call.mapping("button", "inline query results button")
    if button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(button.get("start_parameter"))):
        raise bad_request("START_PARAM_INVALID")
    query = reading.fresh_query(telegram, call.text("inline_query_id"))
    query.answer = {"results": articles, "next_offset": call.text("next_offset"), "button": button or None}
    query.answer |= {"cache_time": call.number("cache_time", 300), "is_personal": call.flag("is_personal")}
    return True


def _article(result: Any, telegram: Telegram) -> Json:
    if not isinstance(result, dict) or result.get("type") != "article":
        raise bad_request("can't parse inline query result: this server knows articles alone")
    if not 1 <= len(str(result.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title"):
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise bad_request("can't parse inline query result: Can't find field \"input_message_content\"")
    for name in ("url", "thumbnail_url"):
        _check_url(result.get(name))
    keyboard = keyboards.checked(result["reply_markup"]) if result.get("reply_markup") else None
    return result | {"id": str(result["id"]), "content": _content(content, telegram), "reply_markup": keyboard}


def _content(content: Json, telegram: Telegram) -> Json:
    """What will stand in the chat when the result is chosen."""
    if "rich_message" in content:
        return {"rich_message": rich.checked(content["rich_message"])}
    fields = {"text": content.get("message_text"), **content}
    return reading.text(telegram, Call("sendMessage", fields, telegram.clock.now()))


def _check_url(url: Any) -> None:
    try:
        links.checked("https://t.me/" if url is None else str(url))
    except links.LinkError:
        raise bad_request("WEBDOCUMENT_URL_INVALID") from None
