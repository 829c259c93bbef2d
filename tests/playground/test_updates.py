"""How updates get to the bot: by long polling, and pushed to a webhook."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
import telegram as ptb
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import Conflict
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.playground.server import people, scene, serve
from bot.playground.server.state import Chat, User
from tests.playground.conftest import Ask, Telegraph


@pytest.fixture
def anna(telegram: Telegraph) -> User:
    return scene.person(telegram, "Anna")


@pytest.fixture
def private(telegram: Telegraph, anna: User) -> Chat:
    return scene.private(telegram, anna, "member")


def texts(updates: tuple[ptb.Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_updates_stay_until_they_are_confirmed(
    bot: ptb.Bot, telegram: Telegraph, anna: User, private: Chat
) -> None:
    for text in "abc":
        people.say(telegram, anna, private, text)

    assert texts(await bot.get_updates(limit=2)) == ["a", "b"]
    assert texts(await bot.get_updates(limit=2)) == ["a", "b"]
    assert texts(await bot.get_updates(offset=2)) == ["b", "c"]
    assert texts(await bot.get_updates(offset=-1)) == ["c"]
    assert texts(await bot.get_updates()) == ["c"]
    assert texts(await bot.get_updates(offset=4)) == []


async def test_a_poll_waits_for_what_comes(bot: ptb.Bot, telegram: Telegraph, anna: User, private: Chat) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await telegram.until(lambda: telegram.updates._waiting)
    people.say(telegram, anna, private, "now")

    assert texts(await poll) == ["now"]


async def test_a_poll_ends_with_nothing(telegram: Telegraph) -> None:
    """Without HTTP, for the time is Python's own."""
    assert await telegram.updates.poll(0, 100, 0) == []
    poll = asyncio.create_task(telegram.updates.poll(0, 100, 50))
    await asyncio.sleep(0)
    telegram.updates._waiting.cancel()  # type: ignore[union-attr]
    with pytest.raises(asyncio.CancelledError):
        await poll

    assert telegram.updates._waiting is None


async def test_a_second_poller_ends_the_first(bot: ptb.Bot, ask: Ask, telegram: Telegraph) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=50))
    await telegram.until(lambda: telegram.updates._waiting)
    await ask("getUpdates")

    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot instance"):
        await first


async def test_only_the_kinds_that_are_wanted_come(
    bot: ptb.Bot, ask: Ask, telegram: Telegraph, anna: User, private: Chat
) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    message = people.say(telegram, anna, private, "x")
    people.press(telegram, anna, message, data="x")
    [update] = await bot.get_updates()

    assert update.callback_query
    await bot.get_updates(offset=2, allowed_updates=[])
    people.say(telegram, anna, private, "y")
    assert texts(await bot.get_updates()) == ["y"]
    assert not (await ask("getUpdates", allowed_updates={"a": 1}))["ok"]


async def test_numbers_that_are_none_count_as_zero(ask: Ask, telegram: Telegraph, anna: User, private: Chat) -> None:
    for text in "ab":
        people.say(telegram, anna, private, text)

    assert len((await ask("getUpdates", offset="x", limit="y", timeout="", allowed_updates=""))["result"]) == 1


async def test_members_come_only_when_asked_for(telegram: Telegraph, anna: User, ask: Ask) -> None:
    group = scene.supergroup(telegram, "Circle", anna, bot="administrator")
    ben = scene.person(telegram, "Ben")
    people.become(telegram, group, ben, "member", by=ben)
    await ask("getUpdates", allowed_updates=["chat_member"])
    people.become(telegram, group, ben, "left", by=ben)
    updates = (await ask("getUpdates"))["result"]

    assert [set(update) - {"update_id"} for update in updates] == [{"message"}, {"chat_member"}]


async def test_updates_are_kept_for_a_day(bot: ptb.Bot, telegram: Telegraph, anna: User, private: Chat) -> None:
    people.say(telegram, anna, private, "old")
    telegram.clock.pass_by(hours=25)
    people.say(telegram, anna, private, "new")

    assert texts(await bot.get_updates()) == ["new"]


class Hook:
    """A bot's webhook, that can be told to fail."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[tuple[str | None, Any]] = []
        self.answers: list[int] = []

    async def respond(self, request: Request) -> Response:
        self.requests.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return Response(status_code=self.answers.pop(0) if self.answers else 200)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.requests]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    state = ServerState()
    config = Config(Starlette(routes=[Route("/", hook.respond, methods=["POST"])]), log_config=None, lifespan="off")
    config.load()
    server = await asyncio.get_running_loop().create_server(lambda: H11Protocol(config, state, {}), "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    yield hook
    server.close()
    for connection in list(state.connections):
        connection.transport.abort()
    await server.wait_closed()


async def eventually(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  (the hook has no event for it)
            await asyncio.sleep(0.001)


@pytest.fixture
async def pauses(telegram: Telegraph) -> AsyncIterator[list[float]]:
    """What the pushing waited, in a server of its own that does not wait."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        await asyncio.sleep(0)

    async with serve.serving(telegram, sleep=sleep) as url, httpx.AsyncClient(trust_env=False, verify=False) as client:
        telegram.ask = lambda method, **params: ask(client, url, telegram, method, params)  # type: ignore[attr-defined]
        yield waited


async def ask(client: httpx.AsyncClient, url: str, telegram: Telegraph, method: str, params: dict[str, Any]) -> Any:
    return (await client.post(f"{url}/bot{telegram.token}/{method}", json=params)).json()


async def test_updates_are_pushed_in_order_with_the_secret(
    bot: ptb.Bot, telegram: Telegraph, anna: User, private: Chat, hook: Hook
) -> None:
    people.say(telegram, anna, private, "before")
    await bot.set_webhook(hook.url, secret_token="s-1_x")
    people.say(telegram, anna, private, "after")
    await eventually(lambda: not telegram.updates.pending)

    assert hook.texts == ["before", "after"]
    assert {secret for secret, _ in hook.requests} == {"s-1_x"}


async def test_a_push_is_tried_again_until_it_is_taken(
    telegram: Telegraph, anna: User, private: Chat, hook: Hook, pauses: list[float]
) -> None:
    call: Callable[..., Awaitable[Any]] = telegram.ask  # type: ignore[attr-defined]
    hook.answers = [500, 503]
    await call("setWebhook", url=hook.url)
    people.say(telegram, anna, private, "x")
    await eventually(lambda: not telegram.updates.pending)
    info = (await call("getWebhookInfo"))["result"]

    assert hook.texts == ["x", "x", "x"]
    assert pauses == [2, 4]
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)


async def test_a_webhook_that_is_not_there(telegram: Telegraph, anna: User, private: Chat, pauses: list[float]) -> None:
    call: Callable[..., Awaitable[Any]] = telegram.ask  # type: ignore[attr-defined]
    await call("setWebhook", url="http://127.0.0.1:9/", allowed_updates=["message"])
    people.say(telegram, anna, private, "x")
    await eventually(lambda: len(pauses) > 7)
    info = (await call("getWebhookInfo"))["result"]
    await call("deleteWebhook")

    assert pauses[:7] == [2, 4, 8, 16, 32, 60, 60]
    assert info["last_error_message"].startswith("Wrong response from the webhook: ")
    assert (info["pending_update_count"], info["allowed_updates"], info["max_connections"]) == (1, ["message"], 40)


async def test_polling_and_pushing_exclude_each_other(bot: ptb.Bot, ask: Ask, telegram: Telegraph) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await telegram.until(lambda: telegram.updates._waiting)
    answers = [
        await ask("setWebhook", url="https://example.org/hook"),
        await ask("setWebhook", url="https://example.org/hook"),
    ]
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    answers += [await ask("setWebhook", url=""), await ask("deleteWebhook")]

    assert [answer["description"] for answer in answers] == [
        "Webhook was set",
        "Webhook is already set",
        "Webhook was deleted",
        "Webhook is already deleted",
    ]
    assert await bot.get_updates() == ()
    assert (await bot.get_webhook_info()).url == ""


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"url": "http://example.org"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "nowhere"}, "bad webhook: Wrong HTTP URL"),
        ({"url": "https://example.org", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_is_refused(ask: Ask, params: dict[str, Any], why: str) -> None:
    assert (await ask("setWebhook", **params))["description"] == f"Bad Request: {why}"


async def test_pending_updates_are_dropped(bot: ptb.Bot, telegram: Telegraph, anna: User, private: Chat) -> None:
    people.say(telegram, anna, private, "x")
    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == ()
