"""What several methods read from a call: the chat, the text with its formatting, the message that is answered."""

import re
import unicodedata
from dataclasses import replace

from bot.playground.server import detect, markup, shapes
from bot.playground.server.call import ApiError, Call, Json, bad_request, forbidden, number
from bot.playground.server.state import QUERY_LIFE, Chat, Member, Message, Query, Telegram, User

LONGEST_TEXT, LONGEST_CAPTION, MOST_ENTITIES = 4096, 1024, 100
_CONTROL = re.compile(r"[\0-\x09\x0b\x0c\x0e-\x1f]")
_DROPPED = re.compile(r"[\r\u0333\u033f\u2028-\u202e]")
_EDGES = " \n"


def chat(telegram: Telegram, call: Call) -> Chat:
    """The chat that a call names by number or by user name."""
    name = call.text("chat_id")
    if not name:
        raise bad_request("chat_id is empty")
    if re.fullmatch(r"-?\d+", name):
        found = telegram.chats.get(int(name))
    else:
        found = next((one for one in telegram.chats.values() if one.username and f"@{one.username}" == name), None)
    if found is None:
        raise bad_request("chat not found")
    return found


def user(telegram: Telegram, call: Call, name: str = "user_id") -> User:
    """Somebody whom the bot has met."""
    found = telegram.users.get(call.number(name))
    if found is None:
        raise bad_request("user not found")
    return found


def check_inside(telegram: Telegram, place: Chat) -> None:
    """That the bot is where it wants to read or write, and that this place still is what it was."""
    if place.successor:
        why = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, why, migrate_to_chat_id=place.successor.id)
    status = place.member(telegram.bot).status
    if place.person:
        _check_private(place.person, status)
    elif status == "kicked":
        raise forbidden(f"bot was kicked from the {place.kind} chat")
    elif status == "left":
        raise forbidden(f"bot is not a member of the {place.kind} chat")


def check_right(telegram: Telegram, place: Chat, right: str, what: str = "send text messages") -> None:
    """That the bot may do this there: as an administrator of a channel, elsewhere as anybody who was not forbidden."""
    check_inside(telegram, place)
    me = place.member(telegram.bot)
    if place.kind == "channel":
        if not me.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
    elif not place.person and not me.is_admin and right not in _rights(me, place):
        raise bad_request(f"not enough rights to {what} to the chat")


def thread(telegram: Telegram, call: Call, place: Chat) -> int:
    """The topic that a message goes to. Nobody can name the general one, though it has a number."""
    number = call.number("message_thread_id")
    if not number:
        return 0
    topic = place.topics.get(number)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.is_closed and not place.member(telegram.bot).may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return number


def replied(call: Call, place: Chat) -> Message | None:
    """The message that this one answers."""
    parameters = call.mapping("reply_parameters", "reply parameters")
    if not parameters:
        return None
    if "message_id" not in parameters:
        raise bad_request('can\'t find field "message_id"')
    found = place.messages.get(number(parameters["message_id"]))
    if found and not found.is_deleted:
        return found
    if parameters.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def text(telegram: Telegram, call: Call) -> Json:
    """`text` and `entities` of a message."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    letters, found = formatted(call.text("text"), call.text("parse_mode"), call.params.get("entities"))
    if not letters:
        raise bad_request("text must be non-empty")
    if markup.units(letters) > LONGEST_TEXT:
        raise bad_request("message is too long")
    marks = shapes.entities(found, telegram)
    return {"text": letters} | ({"entities": marks} if marks else {}) | _preview(call)


def caption(telegram: Telegram, call: Call) -> Json:
    """`caption` and `caption_entities` of a document, nothing if there is none."""
    letters, found = formatted(call.text("caption"), call.text("parse_mode"), call.params.get("caption_entities"))
    if markup.units(letters) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    marks = shapes.entities(found, telegram)
    return ({"caption": letters} if letters else {}) | ({"caption_entities": marks} if marks else {})


def formatted(text: str, mode: str, given: object) -> tuple[str, list[markup.Entity]]:
    """The letters as they are kept, with what was marked and what a client detects."""
    if given:
        raise bad_request("this server reads parse_mode, but no entities")
    if mode.lower() not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    letters = _CONTROL.sub(" ", _DROPPED.sub("", text))
    found: list[markup.Entity] = []
    if mode:
        try:
            letters, found = markup.parse(letters)
        except markup.MarkupError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    letters, found = _trimmed(letters, found)
    return letters, detect.merge(found, letters)[:MOST_ENTITIES]


def fresh_query(telegram: Telegram, number: str) -> Query:
    """A query that can still be answered."""
    query = telegram.queries.get(number)
    if query is None or query.answer is not None or telegram.clock.now() - query.at > QUERY_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    return query


def _rights(me: Member, place: Chat) -> frozenset[str]:
    return me.rights if me.status == "restricted" else place.permissions


def _check_private(person: User, status: str) -> None:
    if person.is_deactivated:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if status == "kicked":
        raise forbidden("bot was blocked by the user")
    if status == "left":
        raise forbidden("bot can't initiate conversation with a user")


def _trimmed(letters: str, found: list[markup.Entity]) -> tuple[str, list[markup.Entity]]:
    """Without spaces at the end, nor at the beginning as far as nothing is marked there."""
    if not any(_is_seen(letter) for letter in letters):
        return "", []
    first = min((entity.offset for entity in found), default=len(letters))
    cut = min(first, len(letters) - len(letters.lstrip(_EDGES)))
    letters = letters[cut:].rstrip(_EDGES)
    end = markup.units(letters)
    moved = [replace(one, offset=one.offset - cut, length=min(one.end - cut, end) - one.offset + cut) for one in found]
    return letters, [entity for entity in moved if entity.length > 0]


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "ZC" or letter == "\ufffc"


def _preview(call: Call) -> Json:
    options = call.mapping("link_preview_options", "link preview options")
    for name in ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"):
        if not isinstance(options.get(name, False), bool):
            raise bad_request(f'field "{name}" must be of type Boolean')
    return {"link_preview_options": options} if options else {}
