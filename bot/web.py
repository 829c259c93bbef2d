"""What is served over HTTP: Telegram's webhook, and whether the bot is well."""

import asyncio
import hmac
import json
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from hashlib import sha256
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application

from bot.config import Settings
from bot.errors import ConfigError

PATH = "/telegram"
_MOST_BYTES = 1_000_000
_PATIENCE_S = 3  # for a request that is slow to come, when the bot ends
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@asynccontextmanager
async def listening(
    app: Application[Any, Any, Any, Any, Any, Any], settings: Settings, kinds: Sequence[str]
) -> AsyncIterator[None]:
    """Telegram sends its updates of these kinds here, for as long as the block lasts; it keeps what comes later."""
    secret = _secret(settings)
    async with _serving(build(app, secret), settings):
        try:
            await app.bot.set_webhook(f"{settings.webhook_url}{PATH}", secret_token=secret, allowed_updates=kinds)
        except BadRequest as error:
            raise ConfigError(f"WEBHOOK_URL: Telegram does not take it: {error}") from error
        try:
            yield
        finally:
            with suppress(TelegramError):
                await app.bot.delete_webhook()


def build(app: Application[Any, Any, Any, Any, Any, Any], secret: str) -> Starlette:
    """The pages: the webhook, and health."""

    async def take(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = Update.de_json(json.loads(body), app.bot)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return Response(status_code=400)
        await app.update_queue.put(update)
        return Response()

    async def health(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    return Starlette(routes=[Route(PATH, take, methods=["POST"]), Route("/health", health)])


async def _body(request: Request) -> bytes | None:
    """What was sent, or None as soon as it is too much: nobody foreign fills our memory."""
    taken = bytearray()
    async for chunk in request.stream():
        taken += chunk
        if len(taken) > _MOST_BYTES:
            return None
    return bytes(taken)


def _secret(settings: Settings) -> str:
    """The one that is set, or one that only who knows the token can work out."""
    told = settings.webhook_secret.get_secret_value()
    return told or sha256(f"webhook {settings.bot_token.get_secret_value()}".encode()).hexdigest()


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """What ends the bot ends its pages: nobody else listens to signals."""
        yield


@asynccontextmanager
async def _serving(pages: Starlette, settings: Settings) -> AsyncIterator[None]:
    config = uvicorn.Config(
        pages,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    server = _Server(config)
    with closing(_bound(settings)) as listener:
        serving = asyncio.create_task(server.serve([listener]))
        try:
            yield
        finally:
            server.should_exit = True
            await serving


def _bound(settings: Settings) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise ConfigError(f"HOST and PORT: {settings.host}:{settings.port} cannot be had: {error.strerror}") from error
