"""What the bot sends: messages, rich messages, documents, and that it is typing."""

import hashlib
from typing import Any

from bot.playground.server import keyboards, rich, shapes
from bot.playground.server.call import Call, File, Json, bad_request, number
from bot.playground.server.methods import reading
from bot.playground.server.state import Chat, Message, Telegram

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(telegram: Telegram, call: Call) -> Json:
    """`sendMessage`."""
    return _send(telegram, call, reading.text(telegram, call))


def send_rich_message(telegram: Telegram, call: Call) -> Json:
    """`sendRichMessage`."""
    return _send(telegram, call, {"rich_message": rich.checked(call.mapping("rich_message", "rich message"))})


def send_document(telegram: Telegram, call: Call) -> Json:
    """`sendDocument`, of a file that came with the call or of one sent before."""
    content = {"document": _document(telegram, call), **reading.caption(telegram, call)}
    return _send(telegram, call, content, right="can_send_documents", what="send documents")


def send_chat_action(telegram: Telegram, call: Call) -> bool:
    """`sendChatAction`."""
    place = reading.chat(telegram, call)
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    reading.check_right(telegram, place, "can_send_messages")
    place.actions.append(call.text("action"))
    return True


def delete_message(telegram: Telegram, call: Call) -> bool:
    """`deleteMessage`: its own, and where it may, those of others; none that is two days old."""
    place = reading.chat(telegram, call)
    reading.check_inside(telegram, place)
    message = place.messages.get(call.number("message_id"))
    if message is None or message.is_deleted:
        raise bad_request("message to delete not found")
    is_own = message.sender is telegram.bot
    is_old = telegram.now - message.date > 48 * 3600
    if is_old or not (is_own or place.person or place.member(telegram.bot).may("can_delete_messages")):
        raise bad_request("message can't be deleted for everyone")
    message.is_deleted = True
    return True


def _send(  # the one way into a chat
    telegram: Telegram, call: Call, content: Json, *, right: str = "can_send_messages", what: str = "send text messages"
) -> Json:
    markup = keyboards.read(call)
    place = reading.chat(telegram, call)
    reading.check_right(telegram, place, right, what)
    if call.flag("allow_paid_broadcast") and not telegram.can_pay_broadcasts:
        raise bad_request("FLOODSKIP_NOT_ALLOWED")
    message = Message(
        id=0,
        chat=place,
        sender=telegram.bot,
        date=telegram.now,
        content=content,
        markup=markup,
        thread=reading.thread(telegram, call, place),
        reply_to=reading.replied(call, place),
        is_silent=call.flag("disable_notification"),
        is_protected=call.flag("protect_content"),
    )
    _address(telegram, call, message)
    place.add(message)
    return shapes.message(message)


def _address(telegram: Telegram, call: Call, message: Message) -> None:
    """Gives the message its number, or, when only one member sees it, that of its own kind.

    What stands in place of the message whose button was pressed has none: it can never be edited.
    """
    parameters: dict[str, Any] = call.mapping("ephemeral_message_parameters", "ephemeral message parameters")
    if not parameters:
        message.id = next(message.chat.ids)
        return
    message.receiver = _receiver(telegram, message.chat, parameters)
    query = str(parameters.get("callback_query_id") or "")
    if query:
        reading.fresh_query(telegram, query)
    if not (query and parameters.get("replace_callback_query_message")):
        message.ephemeral_id = len(message.chat.ephemeral) + 1


def _receiver(telegram: Telegram, place: Chat, parameters: Json) -> Any:
    if place.kind not in ("group", "supergroup"):
        raise bad_request("PEER_ID_INVALID")
    member = place.members.get(number(parameters.get("receiver_user_id")))
    if member is None or not member.is_in:
        raise bad_request("USER_NOT_PARTICIPANT")
    return member.user


def _document(telegram: Telegram, call: Call) -> Json:
    name = call.text("document").removeprefix("attach://")
    file = call.files.get(name or "document")
    if file is None:
        if not name:
            raise bad_request("there is no document in the request")
        if name not in telegram.documents:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return telegram.documents[name]
    if not file.content:
        raise bad_request("file must be non-empty")
    return _kept(telegram, file)


def _kept(telegram: Telegram, file: File) -> Json:
    digest = hashlib.sha256(file.content).hexdigest()
    document = {
        "file_id": f"document-{next(telegram.numbers)}-{digest[:16]}",
        "file_unique_id": digest[:16],
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": len(file.content),
    }
    telegram.documents[document["file_id"]] = document  # type: ignore[index]
    return document
