"""What the pages answer to whom: only Telegram's updates come in, and nobody fills the memory."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram.ext import Application, ApplicationBuilder

from bot import web
from bot.config import Settings

SECRET = "knock-knock"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.fixture
def app() -> Application:  # type: ignore[type-arg]
    return ApplicationBuilder().token("1000:playground").updater(None).build()


@pytest.fixture
async def http(app: Application) -> AsyncIterator[httpx.AsyncClient]:  # type: ignore[type-arg]
    transport = httpx.ASGITransport(web.build(app, SECRET))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", verify=False) as client:
        yield client


async def test_an_update_goes_into_the_queue(http: httpx.AsyncClient, app: Application) -> None:  # type: ignore[type-arg]
    answer = await http.post(web.PATH, json={"update_id": 7}, headers=HEADERS)

    assert (answer.status_code, answer.text) == (200, "")
    assert app.update_queue.get_nowait().update_id == 7


@pytest.mark.parametrize("secret", ["", "knock", "knock-knock!", "knöck".encode()])
async def test_without_the_secret_nothing_comes_in(
    secret: str | bytes,
    http: httpx.AsyncClient,
    app: Application,  # type: ignore[type-arg]
) -> None:
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": secret}):
        answer = await http.post(web.PATH, json={"update_id": 7}, headers=headers)  # type: ignore[arg-type]
        assert answer.status_code == 403
    assert app.update_queue.empty()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff", b"{", b"[]", b"{}", b"1", b"null", b'"x"', b"[1]", b'{"update_id": 7, "message": 1}',
        b'{"update_id": 7, "message": {"chat": []}}', b"[" * 200_000,
    ],
    ids=lambda body: str(body[:40]),
)  # fmt: skip
async def test_garbage_is_refused(body: bytes, http: httpx.AsyncClient, app: Application) -> None:  # type: ignore[type-arg]
    answer = await http.post(web.PATH, content=body, headers=HEADERS)

    assert answer.status_code == 400
    assert app.update_queue.empty()


async def test_too_much_is_refused_before_all_of_it_came(http: httpx.AsyncClient) -> None:
    asked = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal asked
        for _ in range(10_000):
            asked += 1
            yield b"x" * 10_000

    assert (await http.post(web.PATH, content=b"[" + b" " * 999_998 + b"]", headers=HEADERS)).status_code == 400
    assert (await http.post(web.PATH, content=endless(), headers=HEADERS)).status_code == 413
    assert asked < 200


async def test_nothing_else_is_served(http: httpx.AsyncClient) -> None:
    assert (await http.get("/health")).text == "ok\n"
    assert (await http.get(web.PATH)).status_code == 405
    assert (await http.get("/")).status_code == 404


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None, bot_token="1000:playground")  # type: ignore[call-arg,arg-type]


def test_a_secret_is_derived_that_telegram_takes(settings: Settings) -> None:
    secret = web._secret(settings)

    assert secret.isalnum()
    assert len(secret) == 64
    assert "playground" not in secret
    assert web._secret(settings.model_copy(update={"webhook_secret": type(settings.bot_token)("mine")})) == "mine"


def test_an_address_of_the_newer_kind_is_served(settings: Settings) -> None:
    with web._bound(settings.model_copy(update={"host": "::1", "port": 0})) as listener:
        assert listener.getsockname()[0] == "::1"
