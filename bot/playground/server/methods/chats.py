"""What the bot asks about chats and their members, and the little it does there."""

from typing import Any

from bot.playground.server import shapes
from bot.playground.server.call import Call, Json, bad_request
from bot.playground.server.methods import reading
from bot.playground.server.state import Chat, Member, Message, Telegram


def get_chat(telegram: Telegram, call: Call) -> Json:
    """`getChat`. A private chat and a public one can be looked at from outside."""
    place = reading.chat(telegram, call)
    if not place.person and not place.username:
        reading.check_inside(telegram, place)
    return shapes.full_chat(place)


def get_chat_member(telegram: Telegram, call: Call) -> Json:
    """`getChatMember`."""
    place = _with_members(telegram, call)
    return shapes.member(place.member(reading.user(telegram, call)), place)


def get_chat_administrators(telegram: Telegram, call: Call) -> list[Json]:
    """`getChatAdministrators`, without other bots."""
    place = reading.chat(telegram, call)
    if place.person:
        raise bad_request("there are no administrators in the private chat")
    place = _with_members(telegram, call)
    return [shapes.member(one, place) for one in place.members.values() if one.is_admin]


def get_chat_member_count(telegram: Telegram, call: Call) -> int:
    """`getChatMemberCount`."""
    place = reading.chat(telegram, call)
    reading.check_inside(telegram, place)
    return sum(one.is_in for one in place.members.values())


def leave_chat(telegram: Telegram, call: Call) -> bool:
    """`leaveChat`."""
    place = reading.chat(telegram, call)
    reading.check_inside(telegram, place)
    if place.person:
        raise bad_request("private chat can't be left")
    place.members[telegram.bot.id] = Member(telegram.bot, "left")
    return True


def pin_chat_message(telegram: Telegram, call: Call) -> bool:
    """`pinChatMessage`."""
    message = _pinnable(telegram, call)
    if message.id in message.chat.pinned:
        message.chat.pinned.remove(message.id)
    message.chat.pinned.append(message.id)
    return True


def unpin_chat_message(telegram: Telegram, call: Call) -> bool:
    """`unpinChatMessage`: of the one named, or of the one pinned last."""
    if not call.text("message_id"):
        place = reading.chat(telegram, call)
        _check_may_pin(telegram, place)
        if place.pinned:
            place.pinned.pop()
        return True
    message = _pinnable(telegram, call)
    if message.id in message.chat.pinned:
        message.chat.pinned.remove(message.id)
    return True


def _with_members(telegram: Telegram, call: Call) -> Chat:
    """A channel shows who is in it only to those who run it."""
    place = reading.chat(telegram, call)
    reading.check_inside(telegram, place)
    if place.kind == "channel" and not place.member(telegram.bot).is_admin:
        raise bad_request("member list is inaccessible")
    return place


def _pinnable(telegram: Telegram, call: Call) -> Message:
    place = reading.chat(telegram, call)
    _check_may_pin(telegram, place)
    message: Any = place.messages.get(call.number("message_id"))
    if message is None or message.is_deleted:
        raise bad_request("message to pin not found")
    return message  # type: ignore[no-any-return]


def _check_may_pin(telegram: Telegram, place: Chat) -> None:
    reading.check_inside(telegram, place)
    right = "can_edit_messages" if place.kind == "channel" else "can_pin_messages"
    if not place.person and not place.member(telegram.bot).may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
