"""What goes out: the parts of a post as Telegram takes them, and what came of sending one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """What one API call says: rich blocks, or HTML of the classic kind; and the buttons under it."""

    rich: dict[str, Any] | None = None
    html: str = ""
    keyboard: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it goes: a chat, perhaps a topic of a forum, perhaps in answer to a message; or over one of ours."""

    chat_id: int
    thread_id: int = 0
    reply_to: int = 0
    edits: int = 0


class Result(StrEnum):
    """What came of a call, and so what to do next."""

    SENT = "sent"
    UNCHANGED = "unchanged"  # an edit to what it is already: as good as sent
    WAIT = "wait"  # pace: again after `retry_after_s`
    AGAIN = "again"  # Telegram or the network failed: nobody knows whether it went out
    CLASSIC = "classic"  # this server or this chat takes no rich messages: send the classic rendering
    TOO_LONG = "too long"  # split it and send the parts
    GONE = "gone"  # the message to edit is not there any more
    ASLEEP = "asleep"  # the chat cannot be written to until it comes back: blocked, kicked, deactivated
    MOVED = "moved"  # the group has another id: `moved_to`
    CLOSED = "closed"  # a forum topic that is closed or deleted
    FORBIDDEN = "forbidden"  # a right is missing
    REFUSED = "refused"  # anything else that Telegram says no to: our mistake


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one call, with what belongs to it."""

    result: Result
    message_id: int = 0
    retry_after_s: float = 0
    moved_to: int = 0
    why: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the reader has it."""
        return self.result in (Result.SENT, Result.UNCHANGED)
