"""Telegram's errors, in its own words, and what each means."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.deliver import outcome
from bot.model.outgoing import Outcome, Result


@pytest.fixture(autouse=True)
def waits_are_told_as_the_bot_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (BadRequest("Message is not modified: specified new message content and reply markup are"), Result.UNCHANGED),
        (BadRequest("Message is too long"), Result.TOO_LONG),
        (BadRequest("MESSAGE_TOO_LONG"), Result.TOO_LONG),
        (BadRequest("RICH_MESSAGE_CONTENT_REQUIRED"), Result.CLASSIC),
        (BadRequest("Can't parse rich message"), Result.CLASSIC),
        (BadRequest("Message text is empty"), Result.CLASSIC),
        (EndPointNotFound("Endpoint 'sendrichmessage' not found in Bot API"), Result.CLASSIC),
        (BadRequest("Message thread not found"), Result.CLOSED),
        (BadRequest("TOPIC_CLOSED"), Result.CLOSED),
        (BadRequest("Message to edit not found"), Result.GONE),
        (BadRequest("Message can't be edited"), Result.GONE),
        (BadRequest("Message to be replied not found"), Result.GONE),
        (BadRequest("MESSAGE_ID_INVALID"), Result.GONE),
        (BadRequest("Chat not found"), Result.ASLEEP),
        (BadRequest("PEER_ID_INVALID"), Result.ASLEEP),
        (Forbidden("Forbidden: bot was blocked by the user"), Result.ASLEEP),
        (Forbidden("Forbidden: user is deactivated"), Result.ASLEEP),
        (BadRequest("Not enough rights to send text messages to the chat"), Result.FORBIDDEN),
        (BadRequest("Have no rights to send a message"), Result.FORBIDDEN),
        (BadRequest("CHAT_WRITE_FORBIDDEN"), Result.FORBIDDEN),
        (BadRequest("Need administrator rights in the channel chat"), Result.FORBIDDEN),
        (BadRequest("BUTTON_DATA_INVALID"), Result.REFUSED),
        (BadRequest(""), Result.REFUSED),
        (NetworkError("Bad Gateway"), Result.AGAIN),
        (TimedOut(), Result.AGAIN),
        (InvalidToken(), Result.REFUSED),
        (Conflict("terminated by other getUpdates request"), Result.REFUSED),
        (TelegramError("something new"), Result.REFUSED),
    ],
    ids=str,
)
def test_what_an_error_means(error: TelegramError, result: Result) -> None:
    assert outcome.of(error) == Outcome(result, why=str(error))


@pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
def test_how_long_to_wait(wait: int | timedelta) -> None:
    told = outcome.of(RetryAfter(wait))

    assert (told.result, told.retry_after_s) == (Result.WAIT, 7)


def test_where_a_group_went() -> None:
    told = outcome.of(ChatMigrated(-1001))

    assert (told.result, told.moved_to) == (Result.MOVED, -1001)


def test_what_the_reader_has() -> None:
    assert [result for result in Result if Outcome(result).is_there] == [Result.SENT, Result.UNCHANGED]
