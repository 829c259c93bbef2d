"""The real bot over real HTTP against a local Telegram; whatever it sends is judged at the end."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import app
from bot.clock import Clock
from bot.config import Settings
from bot.digest import document
from bot.model.digest import DigestKey
from bot.playground.server import people, scene, serve
from bot.playground.server.rich import letters
from bot.playground.server.state import Chat, Message, Query, Telegram, User
from handlers.context import App
from storage import Database, engine
from tests import factories, judges
from tests.storage.adding import add

NOW = datetime(2024, 4, 5, 2, tzinfo=UTC)  # a Friday, ten in the morning in Shanghai


@dataclass
class Stage:
    """A bot, the Telegram that it speaks with, and somebody who speaks with it."""

    telegram: Telegram
    settings: Settings
    database: Database
    user: User
    chat: Chat
    app: App = field(init=False)

    def running(self, **options: Any) -> AbstractAsyncContextManager[App]:
        return app.running(self.database, self.settings, clock=Clock(lambda: NOW), **options)

    async def say(self, text: str, answers: int = 1, **where: Any) -> list[Message]:
        """Says it, and gives what the bot answers."""
        chat = where.pop("chat", self.chat)
        before = len(self.sent(chat))
        people.say(self.telegram, where.pop("user", self.user), chat, text, **where)
        await self.done()
        new = self.sent(chat)[before:]
        assert len(new) == answers, [read(each) for each in new]
        return new

    def somebody(self, name: str = "Bob") -> dict[str, Any]:
        """Somebody new, and their chat."""
        user = scene.person(self.telegram, name)
        return {"user": user, "chat": scene.private(self.telegram, user)}

    async def press(self, message: Message, label: str = "", *, data: str = "", user: User | None = None) -> Query:
        """Presses a button; it must be answered."""
        query = people.press(self.telegram, user or self.user, message, label, data=data)
        await self.done()
        assert query.answer is not None
        return query

    async def done(self) -> None:
        """Until the bot has done everything that it was told of. A word of nobody in particular comes last."""
        await self.telegram.until(lambda: not self.telegram.updates.pending or self._taken())
        await self.app.update_queue.join()

    def _taken(self) -> bool:
        """By polling, what is taken is only forgotten with the next call; its number says that it was taken."""
        polls = [call for call in self.telegram.calls if call.method == "getUpdates"]
        newest = self.telegram.updates.pending[-1][1]["update_id"]
        return bool(polls and polls[-1].number("offset") > newest)

    def sent(self, chat: Chat | None = None) -> list[Message]:
        return [each for each in (chat or self.chat).log if each.sender is self.telegram.bot]


def read(message: Message) -> str:
    """The letters of a message of either kind."""
    rich = message.content.get("rich_message")
    return judges.read_rich(rich) if rich else message.text


def labels(message: Message) -> list[str]:
    rows = (message.markup or {"inline_keyboard": []})["inline_keyboard"]
    return [letters(button["text"]) for row in rows for button in row]


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    """Whatever was sent must be as Telegram wants it, whether or not the server took it."""
    telegram = Telegram(Clock())
    yield telegram
    for call in telegram.calls:
        markup = call.value("reply_markup", "")
        if call.params.get("rich_message"):
            assert judges.judge_rich(call.value("rich_message", ""), markup) == []
        elif call.params.get("text") and call.method.lower() in ("sendmessage", "editmessagetext"):
            assert judges.judge_classic(call.text("text"), markup) == []
            assert call.value("link_preview_options", "") == {"is_disabled": True}


@pytest.fixture(scope="session")
def filled_file(migrated_file: Path) -> Path:
    """A library, made once; each test has a copy of its own."""
    filled = migrated_file.with_name("filled.db")
    shutil.copyfile(migrated_file, filled)
    with ThreadPoolExecutor(1) as executor:  # a loop of its own, since the test may have one that runs
        executor.submit(asyncio.run, _fill(f"sqlite:///{filled}")).result()
    return filled


async def _fill(url: str) -> None:
    """Two feeds, of which one has days in two years."""
    async with engine.opened(url) as database:
        await add(database, factories.digest(2), DigestKey("cs.CL", date(2024, 4, 1)))
        await add(database, factories.digest(3), DigestKey("cs.CL", date(2024, 4, 3)))
        await add(database, factories.digest(130), DigestKey("cs.CL", date(2024, 4, 4)))
        await add(database, factories.digest(1), DigestKey("math.CO", date(2024, 4, 2)))
        example = (Path(__file__).parents[2] / "docs/example/2017-06-13_cs.CL.md").read_bytes()
        await add(database, document.parse(example), DigestKey("cs.CL", date(2017, 6, 13)))


@pytest.fixture
async def library(filled_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    file = shutil.copyfile(filled_file, tmp_path / "zhaiyao.db")
    async with engine.opened(f"sqlite:///{file}") as database:
        yield database


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting and no proxy but the test's; what the bot sets in the environment is undone."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    for name in (*Settings.model_fields, "https_proxy", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def stage(telegram: Telegram, library: Database, clean: None) -> AsyncIterator[Stage]:
    """Everything but the bot, which a test starts as it wants it."""
    user = scene.person(telegram, "Ann")
    async with serve.serving(telegram) as url:
        settings = Settings(_env_file=None, bot_token=telegram.token, telegram_api_base=url)  # type: ignore[call-arg]
        yield Stage(telegram, settings, library, user, scene.private(telegram, user))


@pytest.fixture
async def bot(stage: Stage) -> AsyncIterator[Stage]:
    """The bot at work, by polling."""
    async with stage.running() as stage.app:
        yield stage


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
