"""Which updates may be handled at once: those of different chats; those of one chat go in order."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

_AT_ONCE = 1_000  # many, for one chat that floods us holds as many as it has updates waiting


class PerChat(BaseUpdateProcessor):
    """One lock for each chat with updates in hand."""

    __slots__ = ("_locks", "_waiting")

    def __init__(self) -> None:
        super().__init__(_AT_ONCE)
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        key = _key(update)
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._waiting[key] = self._waiting.get(key, 0) + 1
        try:
            async with lock:
                await coroutine
        finally:
            if asyncio.iscoroutine(coroutine):
                coroutine.close()  # given up before its turn came; of one that has ended this does nothing
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._locks[key], self._waiting[key]

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...


def _key(update: object) -> int:
    if not isinstance(update, Update):
        return 0
    about = update.effective_chat or update.effective_user
    return about.id if about else 0
