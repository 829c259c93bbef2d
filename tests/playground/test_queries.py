"""Presses of buttons and inline queries, from the person to the answer."""

from typing import Any

import pytest
import telegram as ptb
from telegram.error import BadRequest

from bot.playground.server import people, scene
from bot.playground.server.state import Chat, User
from tests.playground.conftest import Ask, Telegraph

BUTTONS = {
    "inline_keyboard": [[{"text": "Site", "url": "https://example.org"}, {"text": "More", "callback_data": "m"}]]
}
ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "x",
    "input_message_content": {"message_text": "<b>x</b>", "parse_mode": "HTML"},
}


@pytest.fixture
def anna(telegram: Telegraph) -> User:
    return scene.person(telegram, "Anna")


@pytest.fixture
def private(telegram: Telegraph, anna: User) -> Chat:
    return scene.private(telegram, anna, "member")


async def test_a_press_comes_with_its_message_and_is_answered(
    bot: ptb.Bot, ask: Ask, telegram: Telegraph, anna: User, private: Chat
) -> None:
    await ask("sendMessage", chat_id=private.id, text="x", reply_markup=BUTTONS)
    press = people.press(telegram, anna, private.log[0], "More")
    [update] = await bot.get_updates()
    query = update.callback_query

    assert query
    assert isinstance(query.message, ptb.Message)
    assert (query.data, query.from_user.id, query.message.text) == ("m", anna.id, "x")
    await query.answer("Here", show_alert=True)
    assert press.answer == {"text": "Here", "show_alert": True, "url": "", "cache_time": 0}
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await query.answer()


async def test_a_press_waits_only_so_long(bot: ptb.Bot, telegram: Telegraph, anna: User, private: Chat) -> None:
    message = people.say(telegram, anna, private, "x")
    press = people.press(telegram, anna, message, data="forged")
    telegram.clock.pass_by(seconds=16)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(press.id)


@pytest.mark.parametrize(
    ("params", "why"),
    [({"text": "x" * 201}, "MESSAGE_TOO_LONG"), ({"url": "https://example.org"}, "URL_INVALID")],
)
async def test_an_answer_is_refused(
    ask: Ask, telegram: Telegraph, anna: User, private: Chat, params: dict[str, Any], why: str
) -> None:
    press = people.press(telegram, anna, people.say(telegram, anna, private, "x"), data="x")
    answer = await ask("answerCallbackQuery", callback_query_id=press.id, **params)

    assert answer["description"] == f"Bad Request: {why}"
    assert press.answer is None


async def test_an_answer_opens_the_bot(ask: Ask, telegram: Telegraph, anna: User, private: Chat) -> None:
    press = people.press(telegram, anna, people.say(telegram, anna, private, "x"), data="x")

    assert (await ask("answerCallbackQuery", callback_query_id=press.id, url="https://t.me/zhaiyao_bot?start=a"))["ok"]


async def test_a_press_under_a_deleted_message(bot: ptb.Bot, telegram: Telegraph, anna: User, private: Chat) -> None:
    message = people.say(telegram, anna, private, "x")
    message.is_deleted = True
    people.press(telegram, anna, message, data="x")
    *_, update = await bot.get_updates()

    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible


async def test_a_button_inside_a_rich_message(ask: Ask, telegram: Telegraph, anna: User, private: Chat) -> None:
    button = {"type": "button", "button": {"text": "1", "callback_data": "paper:1"}}
    await ask(
        "sendRichMessage", chat_id=private.id, rich_message={"blocks": [{"type": "paragraph", "text": [button, "x"]}]}
    )

    assert people.press(telegram, anna, private.log[0], "1").asked["data"] == "paper:1"


def test_a_button_that_is_not_there(telegram: Telegraph, anna: User, private: Chat) -> None:
    with pytest.raises(LookupError, match="no button 'Less'"):
        people.press(telegram, anna, people.say(telegram, anna, private, "x"), "Less")


async def test_an_inline_query_its_answer_and_the_choice(
    bot: ptb.Bot, ask: Ask, telegram: Telegraph, anna: User, private: Chat
) -> None:
    query = people.ask(telegram, anna, "maps", offset="10")
    rich = ARTICLE | {"id": "2", "input_message_content": {"rich_message": {"blocks": [{"type": "divider"}]}}}
    button = {"text": "Set up", "start_parameter": "setup"}
    answer = await ask(
        "answerInlineQuery",
        inline_query_id=query.id,
        results=[ARTICLE | {"reply_markup": BUTTONS}, rich],
        next_offset="20",
        button=button,
    )

    assert answer["ok"]
    assert query.answer
    assert (query.answer["next_offset"], query.answer["button"], query.answer["cache_time"]) == ("20", button, 300)
    chosen = people.choose(telegram, query, "1", private)
    people.choose(telegram, query, "2", private)
    people.press(telegram, anna, chosen, "More")
    asked, result, _, _, _, pressed = await bot.get_updates()
    assert asked.inline_query
    assert (asked.inline_query.query, asked.inline_query.offset) == ("maps", "10")
    assert result.chosen_inline_result
    assert pressed.callback_query
    assert pressed.callback_query.inline_message_id == result.chosen_inline_result.inline_message_id == chosen.inline_id
    assert await bot.edit_message_text("new", inline_message_id=chosen.inline_id) is True
    assert [message.text for message in private.log] == ["new", ""]


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"results": [ARTICLE | {"id": str(n)} for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [ARTICLE, ARTICLE]}, "RESULT_ID_DUPLICATE"),
        ({"results": [ARTICLE | {"id": "字" * 22}]}, "RESULT_ID_INVALID"),
        ({"results": [ARTICLE | {"url": "x"}]}, "WEBDOCUMENT_URL_INVALID"),
        ({"results": [ARTICLE | {"title": ""}]}, 'can\'t parse inline query result: Can\'t find field "title"'),
        ({"results": [{"type": "article", "id": "1", "title": "x"}]},
         'can\'t parse inline query result: Can\'t find field "input_message_content"'),
        ({"results": [ARTICLE | {"input_message_content": {"message_text": "<b>", "parse_mode": "HTML"}}]},
         'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
        ({"results": [{"type": "photo"}]}, "can't parse inline query result: this server knows articles alone"),
        ({"results": {}}, "expected an Array of inline query results"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": [], "inline_query_id": "5"},
         "query is too old and response timeout expired or query ID is invalid"),
    ],
)  # fmt: skip
async def test_inline_results_are_refused(
    ask: Ask, telegram: Telegraph, anna: User, params: dict[str, Any], why: str
) -> None:
    query = people.ask(telegram, anna, "maps")
    answer = await ask("answerInlineQuery", **{"inline_query_id": query.id, **params})

    assert answer["description"] == f"Bad Request: {why}"
