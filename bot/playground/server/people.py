"""What people do: they say something, press a button, ask in inline mode, block the bot, let it in or throw it out.

The bot gets the updates that Telegram would send it, and no others; what it did about them stands in the state.
"""

from collections.abc import Iterator

from bot.playground.server import detect, rich, scene, shapes
from bot.playground.server.call import Json
from bot.playground.server.state import Chat, Member, Message, Query, Status, Telegram, User


def say(
    telegram: Telegram, user: User, chat: Chat, text: str, *, thread: int = 0, reply_to: Message | None = None
) -> Message:
    """A person writes; in a channel, the channel does."""
    if chat.person and chat.member(telegram.bot).status != "member":
        _open(telegram, chat)
    message = Message(0, chat, user, telegram.now, _content(telegram, text), thread=thread, reply_to=reply_to)
    if chat.kind == "channel":
        message.sender = None
    if _is_ephemeral(telegram, message):
        message.ephemeral_id, message.receiver = len(chat.ephemeral) + 1, telegram.bot
    return _post(telegram, message)


def edit(telegram: Telegram, message: Message, text: str) -> None:
    """A person changes what they wrote."""
    message.content = _content(telegram, text)
    message.edit_date = telegram.now
    _tell(telegram, "edited_channel_post" if message.chat.kind == "channel" else "edited_message", message)


def press(telegram: Telegram, user: User, message: Message, label: str = "", *, data: str = "") -> Query:
    """A person presses the button with this label; with `data`, one that perhaps never was there."""
    asked: Json = {"data": data or next(_data(message, label)), "chat_instance": str(message.chat.id)}
    if message.inline_id:
        asked["inline_message_id"] = message.inline_id
    elif message.is_deleted:
        asked["message"] = {"chat": shapes.chat(message.chat), "message_id": message.id, "date": 0}
    else:
        asked["message"] = shapes.message(message)
    return _ask(telegram, "callback_query", user, asked, message=message)


def ask(telegram: Telegram, user: User, text: str, *, offset: str = "", chat_type: str = "sender") -> Query:
    """A person writes behind the bot's name in inline mode."""
    return _ask(telegram, "inline_query", user, {"query": text, "offset": offset, "chat_type": chat_type})


def choose(telegram: Telegram, query: Query, result_id: str, chat: Chat) -> Message:
    """A person takes a result of an inline query, and it stands in the chat as theirs, sent via the bot."""
    results = (query.answer or {})["results"]
    result = next(each for each in results if each["id"] == result_id)
    message = Message(0, chat, query.user, telegram.now, result["content"], result["reply_markup"], via=telegram.bot)
    chosen = {"result_id": result_id, "from": shapes.user(query.user), "query": query.asked["query"]}
    if message.markup:
        message.inline_id = f"inline-{next(telegram.numbers)}"
        telegram.inline[message.inline_id] = message
        chosen["inline_message_id"] = message.inline_id
    telegram.updates.add("chosen_inline_result", chosen)
    return _post(telegram, message)


def block(telegram: Telegram, user: User) -> None:
    """A person wants no more of the bot."""
    become(telegram, scene.private(telegram, user), telegram.bot, "kicked", by=user)


def become(
    telegram: Telegram,
    chat: Chat,
    who: User,
    status: Status,
    *,
    by: User,
    rights: frozenset[str] = scene.BOT_RIGHTS,
) -> None:
    """Somebody, or the bot, joins, leaves, is promoted, demoted, restricted or thrown out."""
    before = chat.member(who)
    after = Member(who, status, rights if status in ("administrator", "restricted") else frozenset())
    change = {
        "chat": shapes.chat(chat),
        "from": shapes.user(by),
        "date": telegram.now,
        "old_chat_member": shapes.member(before, chat),
        "new_chat_member": shapes.member(after, chat),
    }
    chat.members[who.id] = after
    if who is telegram.bot:
        telegram.updates.add("my_chat_member", change)
    elif chat.member(telegram.bot).is_admin:
        telegram.updates.add("chat_member", change)
    if chat.kind in ("group", "supergroup") and before.is_in != after.is_in:
        said = {"new_chat_members": [shapes.user(who)]} if after.is_in else {"left_chat_member": shapes.user(who)}
        _post(telegram, Message(0, chat, by, telegram.now, said))
    telegram.stir()


def upgrade(telegram: Telegram, group: Chat) -> Chat:
    """A group becomes a supergroup, with another number; both say so."""
    owner = next(one.user for one in group.members.values() if one.status == "creator")
    successor = scene.supergroup(telegram, group.title, owner)
    successor.members, successor.permissions = dict(group.members), group.permissions
    _post(telegram, Message(0, group, owner, telegram.now, {"migrate_to_chat_id": successor.id}))
    _post(telegram, Message(0, successor, owner, telegram.now, {"migrate_from_chat_id": group.id}))
    group.successor = successor
    return successor


def seen(chat: Chat, by: User | None = None) -> list[Message]:
    """What stands in a chat now, also what only this person sees."""
    return [one for one in chat.log if not one.is_deleted and (one.receiver is None or one.receiver is by)]


def labels(message: Message) -> list[str]:
    """What stands on the buttons of a message, in the order of reading."""
    return [rich.letters(button["text"]) for button in _buttons(message)]


def _content(telegram: Telegram, text: str) -> Json:
    entities = shapes.entities(detect.detect(text), telegram)
    return {"text": text} | ({"entities": entities} if entities else {})


def _open(telegram: Telegram, chat: Chat) -> None:
    """A first word begins the chat; a word after the bot was blocked lets it in again, and it is told."""
    if chat.person and chat.member(telegram.bot).status == "kicked":
        become(telegram, chat, telegram.bot, "member", by=chat.person)
    chat.members[telegram.bot.id] = Member(telegram.bot)


def _post(telegram: Telegram, message: Message) -> Message:
    if not message.ephemeral_id:
        message.id = next(message.chat.ids)
    message.chat.add(message)
    _tell(telegram, "channel_post" if message.chat.kind == "channel" else "message", message)
    telegram.stir()
    return message


def _tell(telegram: Telegram, kind: str, message: Message) -> None:
    if _is_for_bot(telegram, message):
        telegram.updates.add(kind, shapes.message(message))


def _is_for_bot(telegram: Telegram, message: Message) -> bool:
    """In privacy mode a bot hears in groups only commands, answers to it and what happens to the chat."""
    me = message.chat.member(telegram.bot)
    if message.chat.kind in ("private", "channel") or telegram.reads_groups or me.is_admin or not me.is_in:
        return me.is_in
    if "text" not in message.content or message.via or (message.reply_to and message.reply_to.sender is telegram.bot):
        return True
    return bool(_command(telegram, message))


def _command(telegram: Telegram, message: Message) -> str:
    """The command that a message begins with, if it is for this bot."""
    text = message.text
    first = next((one for one in detect.detect(text) if one.kind == "bot_command" and one.offset == 0), None)
    name, _, whom = text[1 : first.length].partition("@") if first else ("", "", "")
    return name if not whom or whom.lower() == str(telegram.bot.username).lower() else ""


def _is_ephemeral(telegram: Telegram, message: Message) -> bool:
    """The menu of a group can say that a command is to be seen by nobody else."""
    if message.chat.kind not in ("group", "supergroup"):
        return False
    name = _command(telegram, message)
    menus = telegram.profile.commands.values()
    return any(one["command"] == name and one.get("is_ephemeral") for menu in menus for one in menu)


def _ask(telegram: Telegram, kind: str, user: User, asked: Json, *, message: Message | None = None) -> Query:
    query = Query(str(10**15 + next(telegram.numbers)), user, telegram.clock.now(), asked, message)
    telegram.queries[query.id] = query
    telegram.updates.add(kind, {"id": query.id, "from": shapes.user(user), **asked})
    return query


def _buttons(message: Message) -> Iterator[Json]:
    yield from rich.buttons(message.content.get("rich_message", {}))
    for row in (message.markup or {"inline_keyboard": []})["inline_keyboard"]:
        yield from row


def _data(message: Message, label: str) -> Iterator[str]:
    for button in _buttons(message):
        if rich.letters(button["text"]) == label and "callback_data" in button:
            yield button["callback_data"]
    raise LookupError(f"no button {label!r} among {labels(message)}")
