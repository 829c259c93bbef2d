"""Every method that this server knows, by its name in small letters: Telegram does not mind the case."""

from collections.abc import Callable
from typing import Any

from bot.playground.server.call import Call
from bot.playground.server.methods import chats, delivery, edits, messages, profile, queries
from bot.playground.server.state import Telegram

Method = Callable[[Telegram, Call], Any]

METHODS: dict[str, Method] = {
    "answercallbackquery": queries.answer_callback_query,
    "answerinlinequery": queries.answer_inline_query,
    "close": profile.say_yes,
    "deleteephemeralmessage": edits.delete_ephemeral_message,
    "deletemessage": messages.delete_message,
    "deletemycommands": profile.delete_my_commands,
    "deletewebhook": delivery.delete_webhook,
    "editephemeralmessagereplymarkup": edits.edit_ephemeral_message_reply_markup,
    "editephemeralmessagetext": edits.edit_ephemeral_message_text,
    "editmessagereplymarkup": edits.edit_message_reply_markup,
    "editmessagetext": edits.edit_message_text,
    "getchat": chats.get_chat,
    "getchatadministrators": chats.get_chat_administrators,
    "getchatmember": chats.get_chat_member,
    "getchatmembercount": chats.get_chat_member_count,
    "getme": profile.get_me,
    "getmycommands": profile.get_my_commands,
    "getmydescription": profile.get_my_description,
    "getmyshortdescription": profile.get_my_short_description,
    "getupdates": delivery.get_updates,
    "getwebhookinfo": delivery.get_webhook_info,
    "leavechat": chats.leave_chat,
    "logout": profile.say_yes,
    "pinchatmessage": chats.pin_chat_message,
    "sendchataction": messages.send_chat_action,
    "senddocument": messages.send_document,
    "sendmessage": messages.send_message,
    "sendrichmessage": messages.send_rich_message,
    "setmycommands": profile.set_my_commands,
    "setmydescription": profile.set_my_description,
    "setmyshortdescription": profile.set_my_short_description,
    "setwebhook": delivery.set_webhook,
    "unpinchatmessage": chats.unpin_chat_message,
}
