"""What a handler has at hand: the house, and who is speaking."""

from dataclasses import dataclass
from random import Random as Chance
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot import i18n
from bot.clock import Clock
from bot.compose.callback import Codec
from bot.compose.reader import Reader
from bot.config import Settings
from bot.i18n import Translator
from handlers.pace import Pace
from storage import Database


@dataclass(frozen=True, slots=True)
class House:
    """What there is one of, made by `bot.app`."""

    settings: Settings
    database: Database
    clock: Clock
    codec: Codec
    requests: Pace
    hints: Pace
    reports: Pace
    chance: Chance


class App(Application[Any, Any, Any, Any, Any, Any]):
    """The framework's application, which knows the house."""

    __slots__ = ("house",)

    def __init__(self, *, house: House, **framework: Any) -> None:
        super().__init__(**framework)
        self.house = house


class Context(CallbackContext[ExtBot[None], Any, Any, Any]):
    """The framework's context of one update, with the house and the person."""

    __slots__ = ("t",)

    t: Translator

    def __init__(self, application: App, chat_id: int | None = None, user_id: int | None = None) -> None:
        super().__init__(application, chat_id, user_id)
        self.t = i18n.translator(application.house.settings.default_locale)

    @property
    def house(self) -> House:
        assert isinstance(self.application, App)  # noqa: S101 (for the type checker)
        return self.application.house

    @property
    def reader(self) -> Reader:
        """For whom an answer is composed."""
        return Reader(self.t, bot=self.bot.username)

    @property
    def words(self) -> str:
        """What was said after the command."""
        return " ".join(self.args or ())


def speaker(update: Update) -> int:
    """The id of who speaks: a person, or the chat in whose name somebody does.

    Telegram gives all who speak in the name of a chat one and the same user.
    """
    who = update.effective_sender or update.effective_user
    return who.id if who else 0
