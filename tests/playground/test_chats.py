"""Who is where and may do what."""

import pytest
import telegram as ptb
from telegram.error import BadRequest, Forbidden

from bot.playground.server import people, scene
from bot.playground.server.state import Member
from tests.playground.conftest import Ask, Telegraph


async def test_the_bot_knows_itself(bot: ptb.Bot, telegram: Telegraph) -> None:
    assert (bot.id, bot.username, bot.can_read_all_group_messages) == (telegram.bot.id, "zhaiyao_bot", False)


async def test_a_chat_of_each_kind(bot: ptb.Bot, telegram: Telegraph) -> None:
    anna = scene.person(telegram, "Anna", username="anna_reads")
    chats = [
        scene.private(telegram, anna),
        scene.group(telegram, "Readers", anna),
        scene.forum(telegram, "Forum", anna),
        scene.channel(telegram, "News", anna, bot="left", username="news"),
    ]
    found = [await bot.get_chat(chat.id) for chat in chats]

    assert [chat.type for chat in found] == ["private", "group", "supergroup", "channel"]
    assert [chat.effective_name for chat in found] == ["Anna", "Readers", "Forum", "News"]
    assert found[2].is_forum
    assert found[3].active_usernames == ("news",)


async def test_members_of_every_kind(bot: ptb.Bot, telegram: Telegraph) -> None:
    owner, admin, strict, gone, plain = (scene.person(telegram, name) for name in ("O", "A", "S", "G", "P"))
    group = scene.supergroup(telegram, "Circle", owner, plain)
    group.members[admin.id] = Member(admin, "administrator", frozenset({"can_pin_messages"}))
    group.members[strict.id] = Member(strict, "restricted")
    group.members[gone.id] = Member(gone, "kicked")
    stranger = scene.person(telegram, "X")

    statuses = [
        (await bot.get_chat_member(group.id, who.id)).status for who in (owner, admin, strict, gone, plain, stranger)
    ]
    rights = await bot.get_chat_member(group.id, admin.id)

    assert statuses == ["creator", "administrator", "restricted", "kicked", "member", "left"]
    assert isinstance(rights, ptb.ChatMemberAdministrator)
    assert (rights.can_pin_messages, rights.can_delete_messages) == (True, False)
    assert {one.user.id for one in await bot.get_chat_administrators(group.id)} == {owner.id, admin.id}
    assert await bot.get_chat_member_count(group.id) == 5
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group.id, 5)


async def test_a_channel_shows_its_members_to_those_who_run_it(bot: ptb.Bot, telegram: Telegraph) -> None:
    anna = scene.person(telegram, "Anna")
    channel = scene.channel(telegram, "News", anna, bot="member")
    with pytest.raises(BadRequest, match="Member list is inaccessible"):
        await bot.get_chat_member(channel.id, anna.id)

    channel.members[telegram.bot.id] = Member(telegram.bot, "administrator")
    assert (await bot.get_chat_member(channel.id, anna.id)).status == "creator"


async def test_a_private_chat_has_no_administrators_and_cannot_be_left(bot: ptb.Bot, telegram: Telegraph) -> None:
    private = scene.private(telegram, scene.person(telegram, "Anna"), "member")
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(private.id)
    with pytest.raises(BadRequest, match="Private chat can't be left"):
        await bot.leave_chat(private.id)


async def test_the_bot_leaves(bot: ptb.Bot, telegram: Telegraph) -> None:
    group = scene.group(telegram, "Readers", scene.person(telegram, "Anna"))
    await bot.leave_chat(group.id)

    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.get_chat(group.id)


async def test_pins(bot: ptb.Bot, ask: Ask, telegram: Telegraph) -> None:
    channel = scene.channel(telegram, "News", scene.person(telegram, "Anna"))
    one, two = [(await bot.send_message(channel.id, "x")).message_id for _ in range(2)]
    for number in (one, two, one):
        await bot.pin_chat_message(channel.id, number)
    pinned = (await bot.get_chat(channel.id)).pinned_message

    assert pinned
    assert pinned.message_id == one
    await bot.unpin_chat_message(channel.id, two)
    await bot.unpin_chat_message(channel.id, two)
    await bot.unpin_chat_message(channel.id)
    await bot.unpin_chat_message(channel.id)
    assert channel.pinned == []
    assert (await ask("pinChatMessage", chat_id=channel.id, message_id=9))["description"] == (
        "Bad Request: message to pin not found"
    )


async def test_a_member_pins_nothing(bot: ptb.Bot, telegram: Telegraph) -> None:
    anna = scene.person(telegram, "Anna")
    group = scene.supergroup(telegram, "Circle", anna)
    message = people.say(telegram, anna, group, "x")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages in the chat"):
        await bot.pin_chat_message(group.id, message.id)
