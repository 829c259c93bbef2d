"""What stands under a message: inline keyboards, checked as Telegram checks them and for what it lets pass in silence.

An unknown field, two actions on a button or a button without a label are refused here: Telegram drops them, and nobody
would notice.
"""

import copy
from typing import Any

from bot.playground.server import links
from bot.playground.server.call import ApiError, Call, Json, bad_request

_ACTIONS = {
    "url": str, "callback_data": str, "copy_text": dict, "switch_inline_query": str,
    "switch_inline_query_current_chat": str, "switch_inline_query_chosen_chat": dict, "web_app": dict,
    "login_url": dict, "disabled": dict, "callback_game": dict, "pay": bool,
}  # fmt: skip
_WORDS = {str: "String", dict: "Object", bool: "Boolean", list: "Array", int: "Number"}
_ELSEWHERE = ("pay", "callback_game", "login_url")  # in invoices, games, and for bots with a domain
_CHOSEN: dict[str, type] = {
    "query": str, "allow_user_chats": bool, "allow_bot_chats": bool, "allow_group_chats": bool,
    "allow_channel_chats": bool,
}  # fmt: skip
_OTHER_KEYBOARDS = {
    "keyboard": list, "resize_keyboard": bool, "one_time_keyboard": bool, "is_persistent": bool, "selective": bool,
    "input_field_placeholder": str, "remove_keyboard": bool, "force_reply": bool,
}  # fmt: skip
_MOST_BUTTONS, _LONGEST_ROW = 100, 8


def read(call: Call, *, is_edit: bool = False) -> Json | None:
    """The inline keyboard of a call, or None; another keyboard is checked and goes no further."""
    markup = call.value("reply_markup", "reply keyboard markup")
    if not markup:
        return None
    if is_edit and isinstance(markup, dict) and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return checked(markup)


def checked(markup: Any) -> Json | None:
    """The keyboard without its empty rows, None if nothing remains."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        _check_fields(markup, _OTHER_KEYBOARDS, "can't parse reply keyboard")
        return None
    _check_fields(markup, {"inline_keyboard": list, "force_reply": bool}, "can't parse inline keyboard")
    rows = markup["inline_keyboard"]
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        _check_button(button)
    if sum(map(len, rows)) > _MOST_BUTTONS or any(len(row) > _LONGEST_ROW for row in rows):
        raise bad_request("reply markup is too long")
    rows = [row for row in rows if row]
    return copy.deepcopy(markup | {"inline_keyboard": rows}) if rows else None


def check_action(button: Json, what: str) -> None:
    """That a button does exactly one thing, and one that it can do."""
    actions = [name for name in _ACTIONS if button.get(name) not in (None, "") or name in _MAY_BE_EMPTY & button.keys()]
    if not actions:
        raise bad_request(f"can't parse {what}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1 or actions[0] in _ELSEWHERE:
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_value(actions[0], button[actions[0]], what)


_MAY_BE_EMPTY = {"switch_inline_query", "switch_inline_query_current_chat"}


def _check_button(button: Any) -> None:
    what = "inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {what}: InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    _check_fields(button, {"text": str, "style": str, "icon_custom_emoji_id": str, **_ACTIONS}, f"can't parse {what}")
    if not button["text"].strip():
        raise bad_request("BUTTON_INVALID")
    if button.get("style") not in (None, "danger", "success", "primary"):
        raise bad_request("BUTTON_STYLE_INVALID")
    check_action(button, what)


def _check_value(action: str, value: Any, what: str) -> None:
    match action:
        case "callback_data" if len(value.encode()) > 64:
            raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            _check_url(value, f"{what} URL")
        case "copy_text":
            _check_fields(value, {"text": str}, f"can't parse {what}")
            if not 1 <= len(value.get("text", "")) <= 256:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
        case "disabled" | "switch_inline_query_chosen_chat":
            _check_fields(value, _CHOSEN if action != "disabled" else {}, f"can't parse {what}")
        case "web_app":
            _check_fields(value, {"url": str}, f"can't parse {what}")
            if not value.get("url", "").startswith("https://"):
                url = value.get("url", "")
                raise bad_request(f"{what} Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_url(url: str, what: str) -> None:
    try:
        links.checked(url)
    except links.LinkError as error:
        raise bad_request(f"{what} '{url}' is invalid: {error}") from None


def _check_fields(value: Json, kinds: dict[str, type], refusal: str) -> None:
    for name, content in value.items():
        if name not in kinds:
            raise _refused(refusal, f'Field "{name}" is unknown')
        if content is not None and not isinstance(content, kinds[name]):
            raise _refused(refusal, f'Field "{name}" must be of type {_WORDS[kinds[name]]}')


def _refused(refusal: str, why: str) -> ApiError:
    """Telegram names a button that it cannot parse, but a keyboard only by its field."""
    if refusal.endswith("keyboard"):
        return bad_request(why[0].lower() + why[1:])
    return bad_request(f"{refusal}: {why}")
