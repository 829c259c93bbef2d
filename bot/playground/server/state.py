"""What there is on this Telegram: people, chats, members and their rights, topics, messages and their numbers."""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from bot.clock import Clock
from bot.playground.server.call import Call, Json
from bot.playground.server.trouble import Trouble
from bot.playground.server.updates import Updates

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
Kind = Literal["private", "group", "supergroup", "channel"]

TOKEN = "1000:playground"  # noqa: S105  (it opens nothing)
QUERY_LIFE = timedelta(seconds=15)
"""How long a press of a button or an inline query can be answered. Telegram says no figure but this one, of ephemeral
answers to a button; clients wait no longer."""
ORDINARY = frozenset(
    {"can_send_messages", "can_send_documents", "can_send_other_messages", "can_add_web_page_previews"}
)
"""What members may do where nothing was forbidden, of what a bot does."""


@dataclass(eq=False, slots=True)
class User:
    """A person, or the bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    is_deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """What somebody is in a chat. In a private chat the bot is a member, or kicked: blocked."""

    user: User
    status: Status = "member"
    rights: frozenset[str] = frozenset()

    @property
    def is_in(self) -> bool:
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.is_in and right in self.rights)


@dataclass(slots=True)
class Topic:
    """A topic of a forum."""

    id: int
    name: str
    is_closed: bool = False


@dataclass(eq=False, slots=True)
class Chat:
    """A place where messages go."""

    id: int
    kind: Kind
    title: str
    ids: Iterator[int]
    """Where its messages get their numbers: of its own in channels and supergroups, the bot's account's elsewhere."""
    username: str | None = None
    is_forum: bool = False
    person: User | None = None
    members: dict[int, Member] = field(default_factory=dict)
    permissions: frozenset[str] = ORDINARY
    topics: dict[int, Topic] = field(default_factory=dict)
    log: list["Message"] = field(default_factory=list)
    """Everything that ever stood here, in its order and in its present state."""
    messages: dict[int, "Message"] = field(default_factory=dict)
    ephemeral: dict[int, "Message"] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    successor: "Chat | None" = None
    """The supergroup that this group became."""

    def member(self, user: User) -> Member:
        return self.members.get(user.id) or Member(user, "left")

    def add(self, message: "Message") -> None:
        """Something new stands here."""
        self.log.append(message)
        if message.id:
            self.messages[message.id] = message
        if message.ephemeral_id:
            self.ephemeral[message.ephemeral_id] = message


@dataclass(eq=False, slots=True)
class Message:
    """A message in its present state."""

    id: int
    chat: Chat
    sender: User | None
    date: int
    content: Json
    """The parts of the Bot API's object that say what it says."""
    markup: Json | None = None
    thread: int = 0
    reply_to: "Message | None" = None
    is_silent: bool = False
    is_protected: bool = False
    is_deleted: bool = False
    edit_date: int = 0
    via: User | None = None
    inline_id: str = ""
    receiver: User | None = None
    ephemeral_id: int = 0

    @property
    def text(self) -> str:
        """The letters of a classic message, the caption of a document."""
        return str(self.content.get("text") or self.content.get("caption") or "")


@dataclass(eq=False, slots=True)
class Query:
    """A press of a button or an inline query, with what the bot answered to it."""

    id: str
    user: User
    at: datetime
    asked: Json
    message: Message | None = None
    answer: Json | None = None


@dataclass(slots=True)
class Profile:
    """What the bot says of itself, by language, and its command menus, by scope and language."""

    commands: dict[tuple[str, int, int, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


class Telegram:
    """Everything, and the one who waits for it to change. All of it lives in one event loop."""

    def __init__(self, clock: Clock, *, token: str = TOKEN, username: str = "zhaiyao_bot") -> None:
        self.clock = clock
        self.token = token
        self.bot = User(int(token.partition(":")[0]), "Zhaiyao", username, is_bot=True)
        self.reads_groups = False
        """Privacy mode is off."""
        self.can_pay_broadcasts = False
        self.users = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.inline: dict[str, Message] = {}
        self.documents: dict[str, Json] = {}
        self.profile = Profile()
        self.calls: list[Call] = []
        self.updates = Updates(clock)
        self.troubles: list[Trouble] = []
        """Asked of every call in order: pace and faults."""
        self.account_ids = itertools.count(1)
        self.numbers = itertools.count(1)
        self._waiting: list[asyncio.Future[None]] = []

    @property
    def now(self) -> int:
        """Unix time."""
        return int(self.clock.now().timestamp())

    def stir(self) -> None:
        """Something changed: whoever waits looks again."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, condition: Callable[[], object]) -> None:
        """Waits, without looking at the clock, until this is so."""
        while not condition():
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future
