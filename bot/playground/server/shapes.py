"""Users, chats, members, messages and entities as the Bot API writes them."""

from collections.abc import Iterable

from bot.playground.server.call import Json
from bot.playground.server.markup import Entity
from bot.playground.server.state import ORDINARY, Chat, Member, Message, Telegram, User

_GROUP_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages", "can_pin_messages", "can_manage_topics",
)  # fmt: skip
_CHANNEL_RIGHTS = (*_GROUP_RIGHTS[:-2], "can_post_messages", "can_edit_messages")
_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def user(who: User) -> Json:
    """`User`."""
    shape: Json = {"id": who.id, "is_bot": who.is_bot, "first_name": who.first_name}
    return shape | _there(username=who.username, language_code=who.language_code)


def me(telegram: Telegram) -> Json:
    """`User`, of the bot for itself."""
    return user(telegram.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": telegram.reads_groups,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat(place: Chat) -> Json:
    """`Chat`."""
    shape: Json = {"id": place.id, "type": place.kind}
    shape |= {"first_name": place.title} if place.person else {"title": place.title}
    return shape | _there(username=place.username, is_forum=place.is_forum)


def full_chat(place: Chat) -> Json:
    """`ChatFullInfo`."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    shape = chat(place) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
        **_there(active_usernames=[place.username] if place.username else None),
    }
    if place.kind in ("group", "supergroup"):
        shape["permissions"] = {name: name in place.permissions or name not in ORDINARY for name in _PERMISSIONS}
    if place.pinned:
        shape["pinned_message"] = message(place.messages[place.pinned[-1]])
    return shape


def member(one: Member, place: Chat) -> Json:
    """`ChatMember`."""
    shape: Json = {"user": user(one.user), "status": one.status}
    match one.status:
        case "creator":
            shape["is_anonymous"] = False
        case "administrator":
            rights = _CHANNEL_RIGHTS if place.kind == "channel" else _GROUP_RIGHTS
            shape |= {"can_be_edited": False, "is_anonymous": False}
            shape |= {right: right in one.rights or right == "can_manage_chat" for right in rights}
        case "restricted":
            shape |= {"is_member": True, "until_date": 0} | {name: name in one.rights for name in _PERMISSIONS}
        case "kicked":
            shape["until_date"] = 0
    return shape


def message(one: Message) -> Json:
    """`Message`."""
    shape: Json = {"message_id": one.id}
    if one.sender:
        shape["from"] = user(one.sender)
    if one.chat.kind == "channel":
        shape["sender_chat"] = chat(one.chat)
    shape |= {"chat": chat(one.chat), "date": one.date}
    shape |= _there(edit_date=one.edit_date, has_protected_content=one.is_protected, reply_markup=one.markup)
    shape |= _there(message_thread_id=one.thread, is_topic_message=one.thread > 0)
    shape |= _there(ephemeral_message_id=one.ephemeral_id)
    for name, who in (("via_bot", one.via), ("receiver_user", one.receiver)):
        shape |= {name: user(who)} if who else {}
    if one.reply_to and not one.reply_to.is_deleted:
        shape["reply_to_message"] = {
            name: value for name, value in message(one.reply_to).items() if name != "reply_to_message"
        }
    return shape | one.content


def entities(found: Iterable[Entity], telegram: Telegram) -> list[Json]:
    """`MessageEntity`s. A mention of somebody whom the bot never met is none."""
    return [
        _entity(entity, telegram)
        for entity in found
        if entity.kind != "text_mention" or int(entity.value) in telegram.users
    ]


def _entity(entity: Entity, telegram: Telegram) -> Json:
    shape: Json = {"type": entity.kind, "offset": entity.offset, "length": entity.length}
    match entity.kind:
        case "text_link":
            shape["url"] = entity.value
        case "text_mention":
            shape["user"] = user(telegram.users[int(entity.value)])
        case "custom_emoji":
            shape["custom_emoji_id"] = entity.value
        case "date_time":
            shape |= {"unix_time": int(entity.value), "date_time_format": entity.format}
        case "pre" if entity.value:
            shape["language"] = entity.value
    return shape


def _there(**fields: object) -> Json:
    """The Bot API leaves out what is empty or false."""
    return {name: value for name, value in fields.items() if value}
