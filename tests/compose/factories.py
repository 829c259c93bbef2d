"""Readers and rows to compose for."""

from datetime import date
from typing import Any

from bot import i18n
from bot.compose import render_plain
from bot.compose.reader import Reader
from bot.model.digest import DigestKey, Kind
from bot.model.message import Message
from bot.model.paper import ArxivId, Texts
from bot.model.reading import Choices, PaperRow, Selection

BOT = "zhaiyao_bot"
KEY = DigestKey("cs.CL", date(2024, 4, 1))


class Long(str):
    """A long text that is not printed whole when a property fails."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} letters: {self[:20]}…>"


def reader(locale: str = "en", *, bot: str = "", **choices: Any) -> Reader:
    return Reader(i18n.translator(locale), Choices(**choices), bot)


def texts(n: int = 1) -> tuple[Texts, ...]:
    return (
        Texts("en", f"On Counting to {n}", f"Counting to {n} is hard. We say why.", f"We count to {n}."),
        Texts("zh", f"论数到{n}", f"数到{n}并不容易，我们说明为什么。", f"本文从一数到{n}。"),
    )


def row(n: int = 1, **changes: Any) -> PaperRow:
    return PaperRow(**{"id": ArxivId(f"2404.{n:05}"), "texts": texts(n), "kind": Kind.NEW, "version": 1} | changes)


def selection(*rows: PaperRow, **changes: Any) -> Selection:
    return Selection(**{"key": KEY, "rows": rows} | changes)


def lines(message: Message) -> list[str]:
    """What the message says, line by line, without the empty ones."""
    return [line for line in render_plain.render(message).split("\n") if line]
