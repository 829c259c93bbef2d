"""How updates get to the bot: kept until it takes them, by long polling or pushed to its webhook."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from bot.clock import Clock
from bot.playground.server.call import ApiError, Json

_KEPT = timedelta(hours=24)
_ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""These come only to a bot that asks for them."""
_PATIENCE_S = 60


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to, and what went wrong last."""

    url: str
    secret: str = ""
    max_connections: int = 40
    error_date: int = 0
    error: str = ""


class Updates:
    """The queue of one bot."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next_id = 1
        self._waiting: asyncio.Future[None] | None = None
        self._came = asyncio.Event()
        self._is_closed = False
        self.pending: deque[tuple[datetime, Json]] = deque()
        self.allowed: frozenset[str] = frozenset()
        self.webhook: Webhook | None = None

    def add(self, kind: str, content: Json) -> None:
        """Queues an update if the bot wants its kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _ASKED_FOR
        if wanted:
            self.pending.append((self._clock.now(), {"update_id": self._next_id, kind: content}))
            self._next_id += 1
            self._wake()

    def allow(self, kinds: Iterable[str]) -> None:
        """Which kinds come from now on; none: the usual ones."""
        self.allowed = frozenset(kinds)

    async def poll(self, offset: int, limit: int, timeout_s: int) -> list[Json]:
        """What is there, or what comes first while waiting. Only one can wait: who comes later wins."""
        if self.webhook:
            use = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise ApiError(409, f"Conflict: {use}")
        self._end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._confirm(offset)
        if not self._fresh() and timeout_s > 0 and not self._is_closed:
            await self._wait(timeout_s)
        return [update for _, update in self._fresh()][:limit]

    def set_webhook(self, webhook: Webhook) -> bool:
        """Updates are pushed from now on; false if they were, and to the very same place."""
        self._end_poll("terminated by setWebhook request")
        before, self.webhook = self.webhook, webhook
        self._came.set()
        return before is None or (before.url, before.secret) != (webhook.url, webhook.secret)

    async def push(self, sleep: Callable[[float], Awaitable[Any]]) -> None:
        """Pushes one update after the other, each until it is taken, for ever.

        Telegram pushes to several connections at once; one is what `max_connections=1` would be given.
        """
        while not self.webhook:
            await self._changed()
        async with httpx.AsyncClient(trust_env=False) as http:
            while True:
                await self._push_all(http, sleep)
                await self._changed()

    def open(self) -> None:
        """Polls wait from now on."""
        self._is_closed = False

    def close(self) -> None:
        """Whoever polls gets what there is, at once."""
        self._is_closed = True
        self._wake()

    async def _changed(self) -> None:
        await self._came.wait()
        self._came.clear()

    async def _push_all(self, http: httpx.AsyncClient, sleep: Callable[[float], Awaitable[Any]]) -> None:
        failures = 0
        while self.webhook and self._fresh():
            if await self._push_first(self.webhook, http):
                failures = 0
            else:
                failures += 1
                await sleep(min(2**failures, _PATIENCE_S))

    async def _push_first(self, webhook: Webhook, http: httpx.AsyncClient) -> bool:
        first = self.pending[0]
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            response = await http.post(webhook.url, json=first[1], headers=headers)
            fault = "" if response.is_success else f"{response.status_code} {response.reason_phrase}"
        except httpx.HTTPError as error:
            fault = str(error) or type(error).__name__
        if fault:
            webhook.error = f"Wrong response from the webhook: {fault}"
            webhook.error_date = int(self._clock.now().timestamp())
        elif self.pending and self.pending[0] is first:
            self.pending.popleft()
        return not fault

    async def _wait(self, timeout_s: int) -> None:
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiting, timeout_s)
        except TimeoutError:
            return
        finally:
            if self._waiting is waiting:
                self._waiting = None

    def _wake(self) -> None:
        self._came.set()
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    def _end_poll(self, why: str) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(ApiError(409, f"Conflict: {why}"))

    def _confirm(self, offset: int) -> None:
        """Forgets what the bot has had; a negative offset keeps so many of the last."""
        first = self._next_id + offset if offset < 0 else offset
        while self.pending and self.pending[0][1]["update_id"] < first:
            self.pending.popleft()

    def _fresh(self) -> deque[tuple[datetime, Json]]:
        """What is pending, without what nobody took for a day."""
        oldest = self._clock.now() - _KEPT
        while self.pending and self.pending[0][0] < oldest:
            self.pending.popleft()
        return self.pending
