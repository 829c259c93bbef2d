"""What the bot changes of what it sent: text and buttons, in a chat, through inline mode, or for one member alone."""

from bot.playground.server import keyboards, rich, shapes
from bot.playground.server.call import Call, Json, bad_request
from bot.playground.server.methods import reading
from bot.playground.server.state import Message, Telegram

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(telegram: Telegram, call: Call) -> Json | bool:
    """`editMessageText`, into a classic or a rich message."""
    content = _content(telegram, call)
    markup = keyboards.read(call, is_edit=True)
    message = _message(telegram, call)
    _check_is_text(message)
    return _edited(telegram, message, content, markup)


def edit_message_reply_markup(telegram: Telegram, call: Call) -> Json | bool:
    """`editMessageReplyMarkup`."""
    markup = keyboards.read(call, is_edit=True)
    message = _message(telegram, call)
    return _edited(telegram, message, message.content, markup)


def edit_ephemeral_message_text(telegram: Telegram, call: Call) -> bool:
    """`editEphemeralMessageText`."""
    content = _content(telegram, call)
    markup = keyboards.read(call, is_edit=True)
    message = _ephemeral(telegram, call)
    _check_is_text(message)
    _edited(telegram, message, content, markup)
    return True


def edit_ephemeral_message_reply_markup(telegram: Telegram, call: Call) -> bool:
    """`editEphemeralMessageReplyMarkup`."""
    markup = keyboards.read(call, is_edit=True)
    message = _ephemeral(telegram, call)
    _edited(telegram, message, message.content, markup)
    return True


def delete_ephemeral_message(telegram: Telegram, call: Call) -> bool:
    """`deleteEphemeralMessage`."""
    _ephemeral(telegram, call).is_deleted = True
    return True


def _content(telegram: Telegram, call: Call) -> Json:
    if call.params.get("rich_message"):
        return {"rich_message": rich.checked(call.mapping("rich_message", "rich message"))}
    return reading.text(telegram, call)


def _message(telegram: Telegram, call: Call) -> Message:
    """The message of a call, if the bot may edit it."""
    if inline := call.text("inline_message_id"):
        if inline not in telegram.inline:
            raise bad_request("MESSAGE_ID_INVALID")
        return telegram.inline[inline]
    place = reading.chat(telegram, call)
    reading.check_inside(telegram, place)
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = place.messages.get(call.number("message_id"))
    if message is None or message.is_deleted:
        raise bad_request("message to edit not found")
    me = place.member(telegram.bot)
    may_edit = me.may("can_edit_messages") if place.kind == "channel" else False
    if place.kind == "channel" and not (may_edit or me.may("can_post_messages")):
        raise bad_request("need administrator rights in the channel chat")
    if message.sender is not telegram.bot and not may_edit:
        raise bad_request("message can't be edited")
    return message


def _ephemeral(telegram: Telegram, call: Call) -> Message:
    place = reading.chat(telegram, call)
    reading.check_inside(telegram, place)
    message = place.ephemeral.get(call.number("ephemeral_message_id"))
    receiver = message.receiver if message else None
    if message is None or message.is_deleted or not receiver or receiver.id != call.number("receiver_user_id"):
        raise bad_request("message to edit not found")
    return message


def _check_is_text(message: Message) -> None:
    if not {"text", "rich_message"} & message.content.keys():
        raise bad_request("there is no text in the message to edit")


def _edited(telegram: Telegram, message: Message, content: Json, markup: Json | None) -> Json | bool:
    if (content, markup) == (message.content, message.markup):
        raise bad_request(_SAME)
    message.content, message.markup, message.edit_date = content, markup, telegram.now
    return True if message.inline_id else shapes.message(message)
