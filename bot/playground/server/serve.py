"""The server itself: HTTP on 127.0.0.1, from the bytes of a request to the method and back.

    request ─read─> Call ─troubles, each around the next─> method ─> state
    answer  <─Reply── as they let it through <──────────── result or ApiError

The bot's token is part of every path, so no path is ever logged.
"""

import asyncio
import contextlib
import email.parser
import inspect
import json
import re
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.playground.server.call import ApiError, Call, File, Json, parse
from bot.playground.server.methods import METHODS
from bot.playground.server.methods.delivery import Told
from bot.playground.server.state import Telegram
from bot.playground.server.trouble import HungUpError, Reply, Trouble

_LARGEST_BODY = 50 * 2**20 + 2**16
_GRACE_S = 0.1
_RESET = struct.pack("ii", 1, 0)
"""`SO_LINGER` that closes at once: what the other side sees is a reset."""


@contextlib.asynccontextmanager
async def serving(
    telegram: Telegram, *, port: int = 0, sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep
) -> AsyncIterator[str]:
    """Serves on a free port, or this one, and gives the address for `base_url`, which the token follows: `…/bot`.

    `sleep` is how the pushing of updates waits before it tries again.
    """
    state = ServerState()
    config = Config(_app(telegram), log_config=None, lifespan="off", server_header=False, date_header=False)
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Protocol(config, state, {}), "127.0.0.1", port)
    telegram.updates.open()
    pushing = asyncio.create_task(telegram.updates.push(sleep))
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await _stop(telegram, state, pushing)
        await server.wait_closed()


async def answer(telegram: Telegram, call: Call) -> Reply:
    """Does what a call asks, if nothing stands in its way."""
    telegram.calls.append(call)
    telegram.stir()

    async def proceed(rest: list[Trouble]) -> Reply:
        if rest:
            return await rest[0](call, lambda: proceed(rest[1:]))
        return await _do(telegram, call)

    try:
        return await proceed(telegram.troubles)
    except ApiError as error:
        return _refusal(call, error)
    finally:
        telegram.stir()


class _Protocol(H11Protocol):
    """HTTP that logs no request, and of which a request can cut its own connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.access_log = False
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


def _app(telegram: Telegram) -> Starlette:
    async def respond(request: Request) -> Response:
        try:
            reply = await _respond(telegram, request)
        except HungUpError:
            await _hang_up(request.state.transport)
            return Response()
        except asyncio.CancelledError:  # the server ends, and with it this task: nobody is left to hear of it
            return Response(status_code=503)
        return Response(reply.body, reply.status, media_type="application/json")

    return Starlette(routes=[Route("/{path:path}", respond, methods=["GET", "POST"])])


async def _respond(telegram: Telegram, request: Request) -> Reply:
    found = re.fullmatch(r"bot(\d+:[A-Za-z0-9_-]+)/(\w+)", request.path_params["path"])
    if found is None:
        return _reply(_error(404, "Not Found"))
    if found[1] != telegram.token:
        return _reply(_error(401, "Unauthorized"))
    body = await _body(request)
    if body is None:
        return _reply(_error(413, "Request Entity Too Large"))
    try:
        params, files = _read(request, body)
    except ValueError:
        return _reply(_error(400, "Bad Request: can't parse request"))
    return await answer(telegram, Call(found[2], params, telegram.clock.now(), files))


async def _body(request: Request) -> bytes | None:
    """The body, unless it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            return None
    return bytes(body)


def _read(request: Request, body: bytes) -> tuple[Json, dict[str, File]]:
    """The parameters: of the query string, and of a form, a form with files, or JSON."""
    params: Json = dict(parse_qsl(request.url.query, keep_blank_values=True))
    kind = request.headers.get("content-type", "")
    files: dict[str, File] = {}
    if kind.startswith("application/json") and body:
        content = parse(body)
        if not isinstance(content, dict):
            raise ValueError("no object")
        params |= content
    elif kind.startswith("multipart/form-data"):
        for name, file in _parts(kind, body):
            if file.name:
                files[name] = file
            else:
                params[name] = file.content.decode()
    else:
        params |= parse_qsl(body.decode(), keep_blank_values=True)
    return params, files


def _parts(kind: str, body: bytes) -> list[tuple[str, File]]:
    """The parts of a form; one without a file name is a plain value."""
    boundary = email.parser.HeaderParser().parsestr(f"Content-Type: {kind}\n\n").get_boundary("")
    parts = []
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = email.parser.HeaderParser().parsestr(head.decode())
        name = str(headers.get_param("name", "", "content-disposition"))
        parts.append((name, File(headers.get_filename(""), content, headers.get_content_type())))
    return parts


async def _do(telegram: Telegram, call: Call) -> Reply:
    method = METHODS.get(call.method.lower())
    if method is None:
        return _refusal(call, ApiError(404, "Not Found"))
    try:
        result = method(telegram, call)
        if inspect.isawaitable(result):
            result = await result
    except ApiError as error:
        return _refusal(call, error)
    call.answer = {"ok": True, "result": result}
    if isinstance(result, Told):
        call.answer = {"ok": True, "result": result.result, "description": result.description}
    return _reply(call.answer)


def _refusal(call: Call, error: ApiError) -> Reply:
    call.answer = _error(error.code, error.description, error.parameters)
    return _reply(call.answer)


def _error(code: int, description: str, parameters: dict[str, int] | None = None) -> Json:
    shape: Json = {"ok": False, "error_code": code, "description": description}
    return shape | ({"parameters": parameters} if parameters else {})


def _reply(content: Json) -> Reply:
    return Reply(content.get("error_code", 200), json.dumps(content, ensure_ascii=False).encode())


async def _hang_up(transport: asyncio.Transport) -> None:
    """Resets the connection, and gives the loop the turn in which the protocol learns of it."""
    transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    transport.abort()
    await asyncio.sleep(0)


async def _stop(telegram: Telegram, state: ServerState, pushing: asyncio.Task[None]) -> None:
    """Ends what waits, and lets what is in hand be answered unless it sleeps."""
    telegram.updates.close()
    pushing.cancel()
    tasks = {pushing, *state.tasks}
    _, late = await asyncio.wait(tasks, timeout=_GRACE_S)
    for task in late:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for connection in list(state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)
