"""HTTP: bodies of every kind, wrong addresses, trouble in between, and an end that leaves nothing open."""

import asyncio
import gc
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
import telegram as ptb
from telegram.error import EndPointNotFound, InvalidToken, RetryAfter

from bot.playground.server import people, scene, serve
from bot.playground.server.call import ApiError, Call
from bot.playground.server.state import Telegram
from bot.playground.server.trouble import HungUpError, Reply
from tests.playground.conftest import Ask, Moment, Telegraph

Proceed = Callable[[], Awaitable[Reply]]


async def test_every_way_to_send_parameters(http: httpx.AsyncClient, telegram: Telegraph) -> None:
    chat = scene.private(telegram, scene.person(telegram, "Anna"), "member")
    params = {"chat_id": str(chat.id), "text": "字 & 😀", "reply_markup": '{"inline_keyboard": []}'}
    responses = [
        await http.get("sendMessage", params=params),
        await http.post("sendMessage", data=params),
        await http.post("sendMessage", data=params, files={"unused": b"\r\n--x\r\n"}),
        await http.post("SENDMESSAGE", json=params | {"chat_id": chat.id, "reply_markup": {"inline_keyboard": []}}),
        await http.post("sendMessage", params={"chat_id": chat.id}, data={"text": "字 & 😀"}),
    ]

    assert [response.json()["result"]["text"] for response in responses] == ["字 & 😀"] * 5


@pytest.mark.parametrize("content", ["{", "[]", b"\xff", '{"text": "\\ud800"}'])
async def test_a_body_that_cannot_be_read(http: httpx.AsyncClient, content: str | bytes) -> None:
    response = await http.post("getMe", content=content, headers={"content-type": "application/json"})

    assert (response.status_code, response.json()["description"]) == (400, "Bad Request: can't parse request")


async def test_a_body_too_large(http: httpx.AsyncClient) -> None:
    response = await http.post("sendDocument", files={"document": b"x" * (51 * 2**20)})

    assert response.json() == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


@pytest.mark.parametrize(
    ("path", "code", "why"),
    [
        ("bot1000:playground/getMoon", 404, "Not Found"),
        ("bot1000:wrong/getMe", 401, "Unauthorized"),
        ("botx/getMe", 404, "Not Found"),
        ("", 404, "Not Found"),
    ],
)
async def test_wrong_addresses(url: str, path: str, code: int, why: str) -> None:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        response = await client.post(f"{url}/{path}")

    assert response.json() == {"ok": False, "error_code": code, "description": why}


async def test_python_telegram_bot_understands_them(bot: ptb.Bot, url: str) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("getMoon")
    with pytest.raises(InvalidToken):
        async with ptb.Bot("1:wrong", base_url=f"{url}/bot"):
            pass


async def test_the_token_is_never_logged(url: str, telegram: Telegraph, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for path in ("getMe", "getMoon", "sendMessage?text=x"):
        _, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.write(f"GET /bot{telegram.token}/{path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        await telegram.until(lambda path=path: telegram.calls and path.startswith(telegram.calls[-1].method))
        writer.close()
        await writer.wait_closed()

    assert telegram.token not in caplog.text


def is_sending(call: Call) -> bool:
    return call.method.startswith("send")


async def flood(call: Call, proceed: Proceed) -> Reply:
    """Every message is one too many."""
    if is_sending(call):
        raise ApiError(429, "Too Many Requests: retry after 7", retry_after=7)
    return await proceed()


async def cut_before(call: Call, proceed: Proceed) -> Reply:
    if is_sending(call):
        raise HungUpError
    return await proceed()


async def cut_after(call: Call, proceed: Proceed) -> Reply:
    reply = await proceed()
    if is_sending(call):
        raise HungUpError
    return reply


async def break_answer(call: Call, proceed: Proceed) -> Reply:
    reply = await proceed()
    return Reply(502, b"<html>" + reply.body[:9]) if is_sending(call) else reply


async def test_a_trouble_refuses(bot: ptb.Bot, telegram: Telegraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    chat = scene.private(telegram, scene.person(telegram, "Anna"), "member")
    telegram.troubles.append(flood)
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await bot.send_message(chat.id, "x")
    assert (await bot.get_me()).id == telegram.bot.id

    telegram.troubles.clear()
    assert await bot.send_message(chat.id, "x")


@pytest.mark.parametrize(("trouble", "arrived"), [(cut_before, 0), (cut_after, 1)])
async def test_a_trouble_cuts_the_connection(ask: Ask, telegram: Telegraph, trouble: Any, arrived: int) -> None:
    chat = scene.private(telegram, scene.person(telegram, "Anna"), "member")
    telegram.troubles.append(trouble)
    with pytest.raises(httpx.ReadError):
        await ask("sendMessage", chat_id=chat.id, text="x")

    assert len(chat.log) == arrived
    assert (await ask("getMe"))["ok"]


async def test_a_trouble_breaks_the_answer_within_another(http: httpx.AsyncClient, telegram: Telegraph) -> None:
    chat = scene.private(telegram, scene.person(telegram, "Anna"), "member")
    order: list[str] = []

    async def outer(_: Call, proceed: Proceed) -> Reply:
        order.append("in")
        reply = await proceed()
        order.append("out")
        return reply

    telegram.troubles += [outer, break_answer]
    response = await http.post("sendMessage", json={"chat_id": chat.id, "text": "x"})

    assert (response.status_code, response.content, order) == (502, b'<html>{"ok": tr', ["in", "out"])
    assert len(chat.log) == 1


async def test_an_end_answers_who_waits_and_leaves_nothing_open() -> None:
    telegram = Telegram(Moment())
    people.say(telegram, anna := scene.person(telegram, "Anna"), scene.private(telegram, anna), "x")

    async def sleep_for_ever(call: Call, proceed: Proceed) -> Reply:
        if is_sending(call):
            await asyncio.Event().wait()
        return await proceed()

    telegram.troubles.append(sleep_for_ever)
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        async with serve.serving(telegram) as url:
            poll = asyncio.create_task(client.get(f"{url}/bot{telegram.token}/getUpdates?timeout=50&offset=2"))
            send = asyncio.create_task(client.get(f"{url}/bot{telegram.token}/sendMessage"))
            await telegram.until(lambda: len(telegram.calls) == 2)
        answers = await asyncio.gather(poll, send, return_exceptions=True)

    assert isinstance(answers[0], httpx.Response)
    assert answers[0].json() == {"ok": True, "result": []}
    assert not isinstance(answers[1], httpx.Response) or answers[1].status_code == 503
    assert asyncio.all_tasks() == {asyncio.current_task()}
    gc.collect()  # a socket left open would warn here


async def test_the_same_telegram_is_served_again(telegram: Telegraph) -> None:
    for _ in range(2):
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            async with serve.serving(telegram) as url:
                poll = asyncio.create_task(client.get(f"{url}/bot{telegram.token}/getUpdates?timeout=50"))
                await telegram.until(lambda: telegram.updates._waiting)
            assert (await poll).json() == {"ok": True, "result": []}


async def test_a_trouble_sees_what_was_refused(ask: Ask, telegram: Telegraph) -> None:
    replies: list[int] = []

    async def look(_: Call, proceed: Proceed) -> Reply:
        reply = await proceed()
        replies.append(reply.status)
        return reply

    telegram.troubles.append(look)
    await ask("getMe")
    await ask("sendMessage")

    assert replies == [200, 400]


async def test_the_port_is_free_again() -> None:
    async with serve.serving(Telegram(Moment())) as url:
        port = int(url.rpartition(":")[2])
    async with serve.serving(Telegram(Moment()), port=port) as again:
        assert again == url


async def test_an_answer_says_no_more_than_asked(http: httpx.AsyncClient) -> None:
    response = await http.get("getMe")

    assert set(response.headers) == {"content-length", "content-type"}
    assert json.loads(response.content)["result"]["username"] == "zhaiyao_bot"
