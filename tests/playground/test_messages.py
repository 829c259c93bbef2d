"""What the bot sends, edits and deletes: what then stands in the chat, and what is refused."""

import json
from typing import Any

import pytest
import telegram as ptb
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.playground.server import people, scene
from bot.playground.server.methods import edits
from bot.playground.server.state import Chat, Member, User
from tests.playground.conftest import Ask, Telegraph

BUTTONS = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("More", callback_data="more")]])
RICH = {"blocks": [{"type": "heading", "text": "Today", "size": 1}, {"type": "divider"}]}


@pytest.fixture
def anna(telegram: Telegraph) -> User:
    return scene.person(telegram, "Anna")


@pytest.fixture
def private(telegram: Telegraph, anna: User) -> Chat:
    return scene.private(telegram, anna, "member")


async def test_a_message_stands_in_the_chat(bot: ptb.Bot, private: Chat) -> None:
    sent = await bot.send_message(
        private.id,
        " <b>Hello</b> you \n",
        "HTML",
        reply_markup=BUTTONS,
        disable_notification=True,
        protect_content=True,
    )
    [message] = private.log

    assert (sent.message_id, sent.text, sent.text_html) == (message.id, "Hello you", "<b>Hello</b> you")
    assert (message.text, people.labels(message)) == ("Hello you", ["More"])
    assert message.is_silent
    assert message.is_protected
    assert sent.has_protected_content
    assert sent.reply_markup == BUTTONS


async def test_a_message_has_every_kind_of_entity(bot: ptb.Bot, private: Chat, anna: User) -> None:
    html = (
        "<pre><code class='language-tex'>x</code></pre> <a href='example.org'>a</a> <a href='tg://user?id=%d'>b</a> "
        "<a href='tg://user?id=5'>nobody</a> <tg-emoji emoji-id='12'>😀</tg-emoji> "
        "<tg-time unix=12 format=r>noon</tg-time> arxiv.org /help"
    )
    sent = await bot.send_message(private.id, html % anna.id, "HTML")

    assert [(one.type, one.url, one.user and one.user.id, one.language) for one in sent.entities] == [
        ("pre", None, None, "tex"),
        ("text_link", "http://example.org/", None, None),
        ("text_mention", None, anna.id, None),
        ("custom_emoji", None, None, None),
        ("date_time", None, None, None),
        ("url", None, None, None),
        ("bot_command", None, None, None),
    ]


async def test_only_a_hundred_entities_are_kept(bot: ptb.Bot, private: Chat) -> None:
    sent = await bot.send_message(private.id, "<b>x</b> " * 150, "HTML")

    assert len(sent.entities) == 100


@pytest.mark.parametrize(
    ("text", "mode", "why"),
    [
        ("", None, "Message text is empty"),
        (" \n\u200b", None, "Text must be non-empty"),
        ("<b></b>", "HTML", "Text must be non-empty"),
        ("x" * 4097, None, "Message is too long"),
        ("😀" * 2049, None, "Message is too long"),
        ("<b>x", "HTML", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("*x*", "MarkdownV2", "Unsupported parse_mode"),
    ],
)
async def test_a_text_is_refused(bot: ptb.Bot, private: Chat, text: str, mode: str | None, why: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(private.id, text, mode)

    assert refused.value.message.lower() == why.lower()


async def test_the_longest_text_is_taken_markup_not_counted(bot: ptb.Bot, private: Chat) -> None:
    sent = await bot.send_message(private.id, "<b>" + "x" * 4096 + "</b>", "HTML")

    assert len(sent.text or "") == 4096


async def test_letters_that_telegram_changes(ask: Ask, private: Chat) -> None:
    await ask("sendMessage", chat_id=private.id, text="a\r\nb\tc\u2028d\0e")

    assert private.log[0].text == "a\nb cd e"


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": 5}, "chat not found"),
        ({"chat_id": "@nobody"}, "chat not found"),
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"reply_markup": [1]}, "object expected as reply markup"),
        ({"reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"reply_parameters": "[]"}, "object expected as reply parameters"),
        ({"message_thread_id": 99}, "message thread not found"),
        ({"allow_paid_broadcast": True}, "FLOODSKIP_NOT_ALLOWED"),
        ({"link_preview_options": {"is_disabled": "yes"}}, 'field "is_disabled" must be of type Boolean'),
        ({"entities": [{"type": "bold"}]}, "this server reads parse_mode, but no entities"),
        ({"ephemeral_message_parameters": {"receiver_user_id": 1}}, "PEER_ID_INVALID"),
    ],
)  # fmt: skip
async def test_a_call_is_refused(ask: Ask, private: Chat, params: dict[str, Any], why: str) -> None:
    answer = await ask("sendMessage", **{"chat_id": private.id, "text": "x", **params})

    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {why}"}
    assert private.log == []


async def test_a_reply(bot: ptb.Bot, private: Chat, telegram: Telegraph, anna: User) -> None:
    said = people.say(telegram, anna, private, "/start")
    sent = await bot.send_message(private.id, "x", reply_parameters=ptb.ReplyParameters(said.id))
    await bot.send_message(private.id, "x", reply_parameters=ptb.ReplyParameters(99, allow_sending_without_reply=True))

    assert sent.reply_to_message
    assert sent.reply_to_message.text == "/start"
    assert [message.reply_to for message in private.log] == [None, said, None]


async def test_a_paid_broadcast_and_a_preview(ask: Ask, private: Chat, telegram: Telegraph) -> None:
    telegram.can_pay_broadcasts = True
    options = {"is_disabled": True}
    answer = await ask(
        "sendMessage", chat_id=private.id, text="x", allow_paid_broadcast=True, link_preview_options=options
    )

    assert answer["result"]["link_preview_options"] == options


async def test_numbers_run_by_account_and_in_channels_and_supergroups_by_chat(
    bot: ptb.Bot, telegram: Telegraph, private: Chat, anna: User
) -> None:
    group = scene.group(telegram, "Readers", anna)
    places = [scene.channel(telegram, "News", anna), scene.supergroup(telegram, "Circle", anna, bot="administrator")]
    chats = [private, group, *places]

    numbers = [[(await bot.send_message(chat.id, "x")).message_id for chat in chats] for _ in range(2)]

    assert numbers == [[1, 2, 2, 2], [3, 4, 3, 3]]


async def test_a_channel_speaks_for_itself_and_has_a_user_name(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    channel = scene.channel(telegram, "News", anna, username="news")
    sent = await bot.send_message("@news", "x")

    assert sent.sender_chat
    assert sent.sender_chat.id == channel.id


async def test_a_rich_message(bot: ptb.Bot, ask: Ask, private: Chat) -> None:
    sent = await bot.do_api_request("sendRichMessage", {"chat_id": private.id, "rich_message": RICH})
    answer = await ask("sendRichMessage", chat_id=private.id, rich_message={"blocks": []})

    assert sent["rich_message"] == RICH
    assert answer["description"] == "Bad Request: RICH_MESSAGE_CONTENT_REQUIRED"


async def test_a_document_and_the_same_again(bot: ptb.Bot, ask: Ask, private: Chat) -> None:
    content = b"%PDF\r\n\0--\xff\r\n"
    sent = await bot.send_document(private.id, content, "<b>A list</b>", parse_mode="HTML", filename="文献 1.bib")
    again = await ask("sendDocument", chat_id=private.id, document=private.log[0].content["document"]["file_id"])

    assert sent.document
    assert (sent.caption_html, sent.document.file_name, sent.document.file_size) == (
        "<b>A list</b>",
        "文献 1.bib",
        len(content),
    )
    assert again["result"]["document"]["file_size"] == len(content)
    assert private.log[0].text == "A list"


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({}, "there is no document in the request"),
        ({"document": "unknown"}, "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_a_document_is_refused(ask: Ask, private: Chat, params: dict[str, Any], why: str) -> None:
    assert (await ask("sendDocument", chat_id=private.id, **params))["description"] == f"Bad Request: {why}"


async def test_an_empty_document_and_a_long_caption_are_refused(bot: ptb.Bot, private: Chat) -> None:
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(private.id, b"")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(private.id, b"x", "x" * 1025)


async def test_typing(bot: ptb.Bot, ask: Ask, private: Chat) -> None:
    await bot.send_chat_action(private.id, "typing")

    assert private.actions == ["typing"]
    assert not (await ask("sendChatAction", chat_id=private.id, action="dancing"))["ok"]


async def test_an_edit_changes_what_stands(bot: ptb.Bot, private: Chat, telegram: Telegraph) -> None:
    sent = await bot.send_message(private.id, "one", reply_markup=BUTTONS)
    telegram.clock.pass_by(minutes=1)
    edited = await bot.edit_message_text("<i>two</i>", private.id, sent.message_id, parse_mode="HTML")

    assert isinstance(edited, ptb.Message)
    assert edited.edit_date
    assert (private.log[0].text, private.log[0].markup) == ("two", None)


async def test_an_edit_makes_a_message_rich_and_classic_again(ask: Ask, private: Chat) -> None:
    place = {"chat_id": private.id, "message_id": 1}
    await ask("sendMessage", chat_id=private.id, text="one")
    rich = await ask("editMessageText", **place, rich_message=RICH)
    same = await ask("editMessageText", **place, rich_message=RICH)
    classic = await ask("editMessageText", **place, text="two")

    assert rich["result"]["rich_message"] == RICH
    assert same["description"].startswith("Bad Request: message is not modified")
    assert classic["result"]["text"] == "two"


async def test_buttons_are_edited_alone(bot: ptb.Bot, private: Chat) -> None:
    sent = await bot.send_message(private.id, "one", reply_markup=BUTTONS)
    await bot.edit_message_reply_markup(private.id, sent.message_id)

    assert private.log[0].markup is None
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(private.id, sent.message_id)


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"message_id": 9}, "message to edit not found"),
        ({"message_id": None}, "message identifier is not specified"),
        ({"message_id": 1}, "message can't be edited"),
        ({"message_id": 3}, "there is no text in the message to edit"),
        ({"text": ""}, "message text is empty"),
        ({"reply_markup": {"force_reply": True}}, "inline keyboard expected"),
        ({"chat_id": None, "inline_message_id": "x"}, "MESSAGE_ID_INVALID"),
        ({"text": "mine"}, edits._SAME),
    ],
)  # fmt: skip
async def test_an_edit_is_refused(
    ask: Ask, bot: ptb.Bot, private: Chat, telegram: Telegraph, anna: User, params: dict[str, Any], why: str
) -> None:
    people.say(telegram, anna, private, "hers")
    await bot.send_message(private.id, "mine")
    await bot.send_document(private.id, b"x")

    answer = await ask("editMessageText", **{"chat_id": private.id, "message_id": 2, "text": "new", **params})

    assert answer["description"] == f"Bad Request: {why}"


async def test_a_deleted_message_is_gone(bot: ptb.Bot, private: Chat, telegram: Telegraph, anna: User) -> None:
    hers = people.say(telegram, anna, private, "hers")
    mine = await bot.send_message(private.id, "mine")
    await bot.delete_message(private.id, mine.message_id)
    await bot.delete_message(private.id, hers.id)

    assert people.seen(private) == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(private.id, mine.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", private.id, mine.message_id)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(private.id, "x", reply_parameters=ptb.ReplyParameters(hers.id))


async def test_what_is_old_or_of_others_stays(bot: ptb.Bot, telegram: Telegraph, private: Chat, anna: User) -> None:
    group = scene.group(telegram, "Readers", anna)
    hers = people.say(telegram, anna, group, "hers")
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(group.id, hers.id)

    sent = await bot.send_message(private.id, "mine")
    telegram.clock.pass_by(hours=49)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(private.id, sent.message_id)


async def test_where_the_bot_cannot_write(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    ben, robot, gone = (scene.person(telegram, name) for name in ("Ben", "Robot", "Gone"))
    robot.is_bot = gone.is_deactivated = True
    blocked = scene.private(telegram, ben, "kicked")
    group = scene.group(telegram, "Readers", anna, bot="kicked")
    circle = scene.supergroup(telegram, "Circle", anna, bot="left")
    channel = scene.channel(telegram, "News", anna, bot="kicked")
    for chat, why in {
        blocked: "bot was blocked by the user",
        scene.private(telegram, anna): "bot can't initiate conversation with a user",
        scene.private(telegram, robot): "bot can't send messages to bots",
        scene.private(telegram, gone): "user is deactivated",
        group: "bot was kicked from the group chat",
        circle: "bot is not a member of the supergroup chat",
        channel: "bot was kicked from the channel chat",
    }.items():
        with pytest.raises(Forbidden, match=f"^Forbidden: {why}$"):
            await bot.send_message(chat.id, "x")


async def test_what_the_bot_may_not_write(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    quiet = scene.supergroup(telegram, "Quiet", anna)
    quiet.permissions = frozenset()
    strict = scene.supergroup(telegram, "Strict", anna, bot="restricted")
    channel = scene.channel(telegram, "News", anna, bot="member")
    for chat, why in {
        quiet: "Not enough rights to send text messages to the chat",
        strict: "Not enough rights to send text messages to the chat",
        channel: "Need administrator rights in the channel chat",
    }.items():
        with pytest.raises(BadRequest, match=f"^{why}$"):
            await bot.send_message(chat.id, "x")
    with pytest.raises(BadRequest, match="Not enough rights to send documents to the chat"):
        await bot.send_document(quiet.id, b"x")


async def test_an_upgraded_group_names_its_successor(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    group = scene.group(telegram, "Readers", anna)
    successor = people.upgrade(telegram, group)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "x")

    assert migrated.value.new_chat_id == successor.id
    assert (await bot.send_message(successor.id, "x")).message_id == 3


async def test_topics(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    forum = scene.forum(telegram, "Forum", anna)
    papers, closed, lost = (scene.topic(forum, name) for name in ("Papers", "Closed", "Lost"))
    closed.is_closed = True
    del forum.topics[lost.id]
    sent = await bot.send_message(forum.id, "x", message_thread_id=papers.id)

    assert sent.is_topic_message
    assert sent.message_thread_id == papers.id
    for number, why in (
        (closed.id, "Topic_closed"),
        (lost.id, "Message thread not found"),
        (1, "Message thread not found"),
    ):
        with pytest.raises(BadRequest, match=why):
            await bot.send_message(forum.id, "x", message_thread_id=number)

    forum.members[telegram.bot.id] = Member(telegram.bot, "administrator", scene.BOT_RIGHTS)
    assert (await bot.send_message(forum.id, "x", message_thread_id=closed.id)).message_thread_id == closed.id


async def test_a_channel_post_is_edited_by_its_author_or_who_may_edit_all(
    ask: Ask, telegram: Telegraph, anna: User
) -> None:
    channel = scene.channel(telegram, "News", anna)
    people.say(telegram, anna, channel, "hers")
    await ask("sendMessage", chat_id=channel.id, text="mine")

    async def edit(number: int, *rights: str) -> str:
        channel.members[telegram.bot.id] = Member(telegram.bot, "administrator", frozenset(rights))
        answer = await ask("editMessageText", chat_id=channel.id, message_id=number, text=f"{number} {rights}")
        return str(answer.get("description", "ok"))

    assert await edit(3, "can_post_messages") == "ok"
    assert await edit(2, "can_post_messages") == "Bad Request: message can't be edited"
    assert await edit(2, "can_edit_messages") == "ok"
    assert await edit(3) == "Bad Request: need administrator rights in the channel chat"


async def test_only_one_member_sees_an_ephemeral_message(ask: Ask, telegram: Telegraph, anna: User) -> None:
    ben = scene.person(telegram, "Ben")
    group = scene.supergroup(telegram, "Circle", anna, ben)
    to_ben = {"receiver_user_id": ben.id}
    sent = await ask("sendMessage", chat_id=group.id, text="psst", ephemeral_message_parameters=to_ben)
    place = {"chat_id": group.id, "ephemeral_message_id": sent["result"]["ephemeral_message_id"], **to_ben}

    assert (sent["result"]["message_id"], sent["result"]["receiver_user"]["id"]) == (0, ben.id)
    assert [len(people.seen(group, who)) for who in (anna, ben)] == [0, 1]
    assert (await ask("editEphemeralMessageText", **place, rich_message=RICH))["result"] is True
    assert (await ask("editEphemeralMessageReplyMarkup", **place, reply_markup=BUTTONS.to_dict()))["ok"]
    assert people.labels(group.log[0]) == ["More"]
    assert not (await ask("editEphemeralMessageText", **place | {"receiver_user_id": anna.id}, text="x"))["ok"]
    assert (await ask("deleteEphemeralMessage", **place))["ok"]
    assert people.seen(group, ben) == []
    assert not (await ask("deleteEphemeralMessage", **place))["ok"]


async def test_an_ephemeral_message_answers_a_button_in_time(ask: Ask, telegram: Telegraph, anna: User) -> None:
    group = scene.supergroup(telegram, "Circle", anna)
    await ask("sendMessage", chat_id=group.id, text="x", reply_markup=json.dumps(BUTTONS.to_dict()))
    press = people.press(telegram, anna, group.log[0], "More")
    to_anna = {"receiver_user_id": anna.id, "callback_query_id": press.id}

    async def send(**more: Any) -> dict[str, Any]:
        return await ask("sendMessage", chat_id=group.id, text="y", ephemeral_message_parameters=to_anna | more)

    assert "ephemeral_message_id" in (await send())["result"]
    assert "ephemeral_message_id" not in (await send(replace_callback_query_message=True))["result"]
    assert (await send(receiver_user_id=5))["description"] == "Bad Request: USER_NOT_PARTICIPANT"
    telegram.clock.pass_by(seconds=16)
    assert "query is too old" in (await send())["description"]
