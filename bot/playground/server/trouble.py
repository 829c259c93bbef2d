"""Where trouble plugs in: pace, refusals, slowness, lost connections. Here is only the socket for it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.errors import BotError
from bot.playground.server.call import Call


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over the wire."""

    status: int
    body: bytes


class HungUpError(BotError):
    """The connection is reset and the bot never learns what became of its call."""


class Trouble(Protocol):
    """Stands between a call and what is done about it.

    It goes on with `proceed`, which gives what the bot would be told, a refusal too; or not at all, raising `ApiError`
    or `HungUpError`: the bot is refused, or cut off before. It may go on late, having slept, and need not say what came
    back: the answer is broken, or the bot cut off after it was done.
    """

    async def __call__(self, call: Call, proceed: Callable[[], Awaitable[Reply]]) -> Reply: ...
