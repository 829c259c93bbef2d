"""What people do, what the bot hears of it, and what they see."""

import pytest
import telegram as ptb

from bot.playground.server import people, scene
from bot.playground.server.state import User
from tests.playground.conftest import Ask, Telegraph


@pytest.fixture
def anna(telegram: Telegraph) -> User:
    return scene.person(telegram, "Anna", language="zh-hans")


async def test_a_first_word_begins_the_chat(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    private = scene.private(telegram, anna)
    people.say(telegram, anna, private, "/start cs-CL")
    [update] = await bot.get_updates()

    assert update.message
    assert update.message.from_user
    assert update.message.from_user.language_code == "zh-hans"
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    assert scene.private(telegram, anna) is private
    await bot.send_message(private.id, "Hello")
    assert [message.text for message in people.seen(private)] == ["/start cs-CL", "Hello"]


async def test_blocking_and_coming_back(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    private = scene.private(telegram, anna, "member")
    people.block(telegram, anna)
    people.say(telegram, anna, private, "/start")
    blocked, back, said = await bot.get_updates()

    assert blocked.my_chat_member
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member
    assert back.my_chat_member.new_chat_member.status == "member"
    assert said.message


async def heard(bot: ptb.Bot) -> list[str | None]:
    updates = await bot.get_updates()
    return [update.effective_message.text if update.effective_message else None for update in updates]


async def test_in_privacy_mode_the_bot_hears_what_is_meant_for_it(
    bot: ptb.Bot, telegram: Telegraph, anna: User
) -> None:
    group = scene.supergroup(telegram, "Circle", anna)
    sent = await bot.send_message(group.id, "Hello")
    for text in ("idle talk", "/paper 1", "/paper@zhaiyao_bot 2", "/paper@other_bot 3", "see /paper"):
        people.say(telegram, anna, group, text)
    people.say(telegram, anna, group, "an answer", reply_to=group.messages[sent.message_id])

    assert await heard(bot) == ["/paper 1", "/paper@zhaiyao_bot 2", "an answer"]
    assert [message.id for message in group.log] == [2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("status", ["administrator", "member"])
async def test_an_administrator_or_one_without_privacy_hears_all(
    bot: ptb.Bot, telegram: Telegraph, anna: User, status: str
) -> None:
    telegram.reads_groups = status == "member"
    group = scene.group(telegram, "Readers", anna, bot=status)  # type: ignore[arg-type]
    people.say(telegram, anna, group, "idle talk")

    assert await heard(bot) == ["idle talk"]


async def test_who_is_outside_hears_nothing(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    for chat in (scene.group(telegram, "A", anna, bot="left"), scene.channel(telegram, "B", anna, bot="kicked")):
        people.say(telegram, anna, chat, "/start")

    assert await heard(bot) == []


async def test_a_channel_posts_and_edits(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    channel = scene.channel(telegram, "News", anna)
    people.edit(telegram, people.say(telegram, anna, channel, "one"), "two")
    post, edited = await bot.get_updates()

    assert post.channel_post
    assert (post.channel_post.text, post.channel_post.from_user) == ("one", None)
    assert edited.edited_channel_post
    assert edited.edited_channel_post.text == "two"


async def test_a_person_edits(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    message = people.say(telegram, anna, scene.private(telegram, anna), "one")
    people.edit(telegram, message, "two")
    _, edited = await bot.get_updates()

    assert edited.edited_message
    assert edited.edited_message.edit_date


async def test_the_bot_is_let_in_promoted_and_thrown_out(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    group = scene.supergroup(telegram, "Circle", anna, bot="left")
    for status in ("member", "administrator", "kicked"):
        people.become(telegram, group, telegram.bot, status, by=anna)  # type: ignore[arg-type]
    updates = await bot.get_updates()
    changes = [update.my_chat_member.new_chat_member.status for update in updates if update.my_chat_member]
    said = [update.message for update in updates if update.message]

    assert changes == ["member", "administrator", "kicked"]
    assert [message.new_chat_members[0].id for message in said] == [telegram.bot.id]
    assert "left_chat_member" in group.log[-1].content


async def test_a_group_that_is_upgraded_says_so(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    group = scene.group(telegram, "Readers", anna)
    successor = people.upgrade(telegram, group)
    old, new = await bot.get_updates()

    assert old.message
    assert (old.message.chat.id, old.message.migrate_to_chat_id) == (group.id, successor.id)
    assert new.message
    assert (new.message.chat.id, new.message.migrate_from_chat_id) == (successor.id, group.id)


async def test_a_command_of_an_ephemeral_menu_is_seen_by_nobody_else(
    bot: ptb.Bot, ask: Ask, telegram: Telegraph, anna: User
) -> None:
    await ask("setMyCommands", commands=[{"command": "paper", "description": "x", "is_ephemeral": True}])
    group = scene.supergroup(telegram, "Circle", anna)
    message = people.say(telegram, anna, group, "/paper 1")
    people.say(telegram, anna, scene.private(telegram, anna), "/paper 1")
    first, second = await bot.get_updates()

    assert (message.id, message.ephemeral_id) == (0, 1)
    assert first.message
    assert first.message.api_kwargs["ephemeral_message_id"] == 1
    assert second.message
    assert second.message.message_id == 1


async def test_topics_in_updates(bot: ptb.Bot, telegram: Telegraph, anna: User) -> None:
    forum = scene.forum(telegram, "Forum", anna)
    topic = scene.topic(forum, "Papers")
    people.say(telegram, anna, forum, "/paper 1", thread=topic.id)
    [update] = await bot.get_updates()

    assert update.message
    assert (update.message.message_thread_id, update.message.is_topic_message) == (topic.id, True)
