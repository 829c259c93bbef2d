"""Telegram's errors as outcomes: the one table of them, read from top to bottom."""

import re
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.model.outgoing import Outcome, Result

# What the description says, as far as it decides; the first that matches counts.
_BAD_REQUESTS = tuple(
    (re.compile(pattern, re.IGNORECASE), result)
    for pattern, result in (
        (r"message is not modified", Result.UNCHANGED),
        (r"too long|message_too_long", Result.TOO_LONG),
        (r"RICH_|rich message|message text is empty", Result.CLASSIC),  # the last: an older server, asked to edit
        (r"message thread not found|TOPIC_CLOSED|TOPIC_DELETED", Result.CLOSED),
        (
            r"message to (edit|delete|reply|be replied) not found|message can't be edited|MESSAGE_ID_INVALID",
            Result.GONE,
        ),
        (r"chat not found|user not found|PEER_ID_INVALID|chat_write_forbidden.*deleted", Result.ASLEEP),
        (
            r"not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|need administrator rights|CHAT_ADMIN",
            Result.FORBIDDEN,
        ),
        (r"", Result.REFUSED),
    )
)


def of(error: TelegramError) -> Outcome:  # noqa: PLR0911 (a table)
    """What an error of Telegram's means. (In the library, BadRequest is a NetworkError: the order matters.)"""
    why = str(error)
    match error:
        case RetryAfter():
            return Outcome(Result.WAIT, retry_after_s=_seconds(error.retry_after), why=why)
        case ChatMigrated():
            return Outcome(Result.MOVED, moved_to=error.new_chat_id, why=why)
        case EndPointNotFound():
            return Outcome(Result.CLASSIC, why=why)
        case Forbidden():
            return Outcome(Result.ASLEEP, why=why)
        case BadRequest():
            return Outcome(_of_bad_request(why), why=why)
        case NetworkError():
            return Outcome(Result.AGAIN, why=why)
    return Outcome(Result.REFUSED, why=why)


def _of_bad_request(why: str) -> Result:
    return next(result for pattern, result in _BAD_REQUESTS if pattern.search(why))


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
