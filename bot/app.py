"""The only wiring of the running bot: opens what there is one of, and closes it in reverse.

settings ─> lock ─> database ─> HTTP ─> Telegram ─> polling or webhook
Update ─order─> gate ─> handler ─> storage ─> compose ─> reply ─post─> Telegram
"""

import asyncio
import logging
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from random import Random

from telegram import Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest, HTTPXRequest

import handlers
from bot import web
from bot.clock import Clock
from bot.compose import actions
from bot.compose.callback import Codec
from bot.config import Settings
from bot.errors import ConfigError
from handlers import menu
from handlers.context import App, Context, House
from handlers.order import PerChat
from handlers.pace import Pace
from storage import Database, buttons, lock

_log = logging.getLogger(__name__)

_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
_FINISH_S = 10
_LONGEST_PAUSE_S = 60
_CONNECTIONS = 64
_BUTTONS_KEPT = timedelta(days=90)

Sleep = Callable[[float], Awaitable[object]]


async def run(database: Database, settings: Settings) -> None:
    """Runs the bot until SIGTERM or SIGINT, then finishes what is in hand; also while it still waits for a network."""
    working = asyncio.create_task(_work(database, settings))
    with _signals(working.cancel), suppress(asyncio.CancelledError):
        await working


async def _work(database: Database, settings: Settings) -> None:
    async with running(database, settings):
        await asyncio.Event().wait()  # for ever, until it is cancelled


@asynccontextmanager
async def running(
    database: Database, settings: Settings, *, clock: Clock | None = None, sleep: Sleep = asyncio.sleep
) -> AsyncIterator[App]:
    """The bot at work, for as long as the block lasts."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(lock.held(database))
        app = build(database, settings, clock or Clock())
        stack.push_async_callback(app.bot.shutdown)  # also where what comes next fails
        await _until_it_answers(app.bot.initialize, sleep)
        await stack.enter_async_context(app)
        await _tidy(app)
        await stack.enter_async_context(_started(app))
        listening = web.listening(app, settings, _UPDATES) if settings.webhook_url else _polling(app)
        await stack.enter_async_context(listening)
        _log.info("@%s is at work", app.bot.username)
        yield app


def build(database: Database, settings: Settings, clock: Clock) -> App:
    """The framework's application with our routes; nothing is started."""
    token = settings.bot_token.get_secret_value()
    if not token:
        raise ConfigError("BOT_TOKEN: set it to the token that @BotFather gave you")
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # or the library warns whenever Telegram asks us to wait
    codec = Codec(*actions.ALL, key=token.encode())
    house = House(
        settings=settings,
        database=database,
        clock=clock,
        codec=codec,
        requests=Pace(20, 60, time.monotonic),
        hints=Pace(1, 60, time.monotonic),
        reports=Pace(1, 60, time.monotonic),
        chance=Random(),  # noqa: S311 (which paper is shown is no secret)
    )
    builder = (
        ApplicationBuilder()
        .application_class(App, kwargs={"house": house})
        .context_types(ContextTypes(context=Context))
        .concurrent_updates(PerChat())
        .token(token)
        .base_url(f"{settings.telegram_api_base}/bot")
        .base_file_url(f"{settings.telegram_api_base}/file/bot")
        .request(_request(settings, _CONNECTIONS))
        .get_updates_request(_request(settings, 1))
        .job_queue(None)
    )
    app = builder.build()
    assert isinstance(app, App)  # noqa: S101 (the builder makes the class that it was told)
    handlers.add_to(app)
    return app


def _request(settings: Settings, connections: int) -> BaseRequest:
    """A proxy that is set for Telegram alone, or else what HTTPS_PROXY and ALL_PROXY say."""
    return HTTPXRequest(connection_pool_size=connections, proxy=settings.telegram_proxy or None)


async def _until_it_answers(initialize: Callable[[], Awaitable[None]], sleep: Sleep) -> None:
    """Without a network the bot waits for one; a wrong token will not heal."""
    pause_s = 1
    while True:
        try:
            return await initialize()
        except InvalidToken as error:
            raise ConfigError("BOT_TOKEN: Telegram does not know this token; @BotFather tells the right one") from error
        except TelegramError as error:
            if not _heals(error):
                raise ConfigError(f"TELEGRAM_API_BASE: what answers there is no Bot API: {error}") from error
            _log.warning("Telegram cannot be reached (%s): again in %d s", error, pause_s)
            await sleep(pause_s)
            pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)


def _heals(error: TelegramError) -> bool:
    """In the library a BadRequest is a NetworkError."""
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


async def _tidy(app: App) -> None:
    """What is done once at a start; the bot works also where Telegram does not take its menu."""
    async with app.house.database.write() as connection:
        await buttons.remove_unused(connection, app.house.clock.now() - _BUTTONS_KEPT)
    try:
        await menu.publish(app.bot, app.house.settings.default_locale)
    except TelegramError as error:
        _log.warning("the menu of commands stays as it was: %s", error)


@asynccontextmanager
async def _started(app: App) -> AsyncIterator[None]:
    await app.start()
    try:
        yield
    finally:
        _log.info("stopping: finishing what is in hand")
        try:
            async with asyncio.timeout(_FINISH_S):
                await app.stop()
        except TimeoutError:
            _log.warning("something was still in hand after %d s, and is given up", _FINISH_S)


@asynccontextmanager
async def _polling(app: App) -> AsyncIterator[None]:
    assert app.updater  # noqa: S101 (it was built with one)
    await app.updater.start_polling(
        allowed_updates=_UPDATES, bootstrap_retries=-1, drop_pending_updates=False, error_callback=_say_why
    )
    try:
        yield
    finally:
        await app.updater.stop()


def _say_why(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        _log.error("another program polls with this token: stop it, or give this one a token of its own")
    else:
        _log.warning("Telegram cannot be reached: %s", error)


@contextmanager
def _signals(stop: Callable[[], object]) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop)
    try:
        yield
    finally:
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(each)
