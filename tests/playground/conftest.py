"""A Telegram whose time the test says, its server, and two clients: python-telegram-bot and plain HTTP."""

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiogram.methods
import aiogram.types
import httpx
import pytest
import telegram as ptb
from pydantic import BaseModel, TypeAdapter
from telegram.request import HTTPXRequest

from bot.clock import Clock
from bot.playground.server import serve
from bot.playground.server.call import Call
from bot.playground.server.state import Telegram

Ask = Callable[..., Awaitable[dict[str, Any]]]


class Moment(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 9, 1, 8, tzinfo=UTC)
        super().__init__(lambda: self.at)

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


class Kept(deque[Any]):
    """The updates, of which a copy stays."""

    def __init__(self, copies: list[dict[str, Any]]) -> None:
        super().__init__()
        self._copies = copies

    def append(self, update: Any) -> None:
        self._copies.append(update[1])
        super().append(update)


class Telegraph(Telegram):
    """The one of the tests: `clock` can be moved, and every update that there was is kept to be judged."""

    clock: Moment


@pytest.fixture
def telegram() -> Iterator[Telegraph]:
    telegram = Telegraph(Moment())
    updates: list[dict[str, Any]] = []
    telegram.updates.pending = Kept(updates)  # type: ignore[assignment]
    yield telegram
    for call in telegram.calls:
        judge_answer(call)
    for update in updates:
        assert list(unknown(aiogram.types.Update.model_validate(update))) == []


@pytest.fixture
async def url(telegram: Telegraph) -> AsyncIterator[str]:
    async with serve.serving(telegram) as url:
        yield url


@pytest.fixture
async def bot(telegram: Telegraph, url: str) -> AsyncIterator[ptb.Bot]:
    plain = {"verify": False, "trust_env": False}  # to read certificates takes longer than any test
    requests = [HTTPXRequest(httpx_kwargs=plain) for _ in range(2)]
    async with ptb.Bot(telegram.token, f"{url}/bot", request=requests[0], get_updates_request=requests[1]) as bot:
        yield bot


@pytest.fixture
async def http(telegram: Telegraph, url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{url}/bot{telegram.token}/", trust_env=False, verify=False) as client:
        yield client


@pytest.fixture
def ask(http: httpx.AsyncClient) -> Ask:
    """Calls a method with JSON and gives the whole answer."""

    async def ask(method: str, **params: object) -> dict[str, Any]:
        response = await http.post(method, json=params)
        answer: dict[str, Any] = response.json()
        assert response.status_code == answer.get("error_code", 200)
        return answer

    return ask


def judge_answer(call: Call) -> None:
    """What was answered is what the Bot API says that this method returns, and holds no field that it does not know."""
    if call.answer is None:  # it was cut off
        return
    name = call.method[0].upper() + call.method[1:]
    if call.answer["ok"] and hasattr(aiogram.methods, name):
        returns = getattr(aiogram.methods, name).__returning__
        found = TypeAdapter(returns).validate_python(call.answer["result"])
        assert list(unknown(found)) == [], (call.method, found)


def unknown(value: object, where: str = "") -> Iterator[str]:
    """Fields that the models of aiogram do not know, at any depth."""
    if isinstance(value, BaseModel):
        yield from (f"{where}.{name}" for name in value.model_extra or {})
        for name in type(value).model_fields:
            yield from unknown(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, list):
        for part in value:
            yield from unknown(part, where)
