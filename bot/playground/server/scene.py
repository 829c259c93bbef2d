"""Sets the scene: people, chats and topics, as if they had always been there. The bot hears nothing of it."""

import itertools
from collections.abc import Iterable

from bot.playground.server.state import Chat, Kind, Member, Message, Status, Telegram, Topic, User

BOT_RIGHTS = frozenset({
    "can_manage_chat", "can_delete_messages", "can_pin_messages", "can_manage_topics", "can_post_messages",
    "can_edit_messages",
})  # fmt: skip
"""What an administrator is let do unless something else is said."""
_CHANNEL_IDS = 1_000_000_000_000


def person(telegram: Telegram, name: str, *, language: str | None = "en", username: str | None = None) -> User:
    """Somebody; the bot meets them when they speak."""
    user = User(10_000 + next(telegram.numbers), name, username, language)
    telegram.users[user.id] = user
    return user


def private(telegram: Telegram, user: User, bot: Status = "left") -> Chat:
    """The chat of a person with the bot, which begins when the person says something."""
    chat = telegram.chats.get(user.id)
    if chat is None:
        chat = Chat(user.id, "private", user.first_name, telegram.account_ids, user.username, person=user)
        chat.members = {user.id: Member(user), telegram.bot.id: Member(telegram.bot, bot)}
        telegram.chats[chat.id] = chat
    return chat


def group(telegram: Telegram, title: str, owner: User, *others: User, bot: Status = "member") -> Chat:
    """A basic group: its messages are numbered by account."""
    chat = Chat(-next(telegram.numbers) - 1000, "group", title, telegram.account_ids)
    return _settled(telegram, chat, owner, others, bot=bot)


def supergroup(  # a group, and what it can have more
    telegram: Telegram, title: str, owner: User, *others: User, bot: Status = "member", username: str | None = None
) -> Chat:
    """A supergroup: its messages are numbered by itself."""
    return _settled(telegram, _place(telegram, "supergroup", title, username), owner, others, bot=bot)


def forum(telegram: Telegram, title: str, owner: User, *others: User, bot: Status = "member") -> Chat:
    """A supergroup with topics."""
    chat = supergroup(telegram, title, owner, *others, bot=bot)
    chat.is_forum = True
    return chat


def channel(
    telegram: Telegram, title: str, owner: User, *, bot: Status = "administrator", username: str | None = None
) -> Chat:
    """A channel, which the bot runs too unless something else is said."""
    return _settled(telegram, _place(telegram, "channel", title, username), owner, (), bot=bot)


def topic(chat: Chat, name: str, date: int = 0) -> Topic:
    """A topic of a forum; it has the number of the message that says so."""
    creator = next(member.user for member in chat.members.values() if member.status == "creator")
    content = {"forum_topic_created": {"name": name, "icon_color": 7_322_096}}
    message = Message(next(chat.ids), chat, creator, date, content)
    message.thread = message.id
    chat.add(message)
    chat.topics[message.id] = Topic(message.id, name)
    return chat.topics[message.id]


def _place(telegram: Telegram, kind: Kind, title: str, username: str | None) -> Chat:
    """Its first message, which says that it was made, is long past."""
    return Chat(-_CHANNEL_IDS - 2000 - next(telegram.numbers), kind, title, itertools.count(2), username)


def _settled(telegram: Telegram, chat: Chat, owner: User, others: Iterable[User], *, bot: Status) -> Chat:
    rights = BOT_RIGHTS if bot == "administrator" else frozenset()
    members = [Member(owner, "creator"), *map(Member, others), Member(telegram.bot, bot, rights)]
    chat.members = {member.user.id: member for member in members}
    telegram.chats[chat.id] = chat
    return chat
