"""One call of a method: its parameters, read as leniently or strictly as Telegram reads them, and its refusal."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.errors import BotError

Json = dict[str, Any]


def parse(text: str | bytes) -> Any:
    """Reads JSON; a `ValueError` also where an escape is half a letter."""
    value = json.loads(text)
    if (b"\\u" if isinstance(text, bytes) else "\\u") in text:  # type: ignore[operator]
        json.dumps(value, ensure_ascii=False).encode()
    return value


def number(value: object) -> int:
    """A number, however it is written; what is none counts as zero."""
    try:
        return int(str(value))
    except ValueError:
        return 0


class ApiError(BotError):
    """A call is refused: a code, and Telegram's words."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters
        """`retry_after` or `migrate_to_chat_id`."""


def bad_request(what: str) -> ApiError:
    """The refusal of nearly everything that is wrong."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """The refusal of what the bot is not let do."""
    return ApiError(403, f"Forbidden: {what}")


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a call."""

    name: str
    content: bytes
    mime: str


@dataclass(slots=True)
class Call:
    """A method with its parameters. A form brings text alone, JSON brings every type: both are read."""

    method: str
    params: Json
    at: datetime
    files: dict[str, File] = field(default_factory=dict)
    answer: Json | None = None
    """What the bot was told, once it was."""

    def text(self, name: str) -> str:
        """The parameter as a string, empty when it is not there."""
        value = self.params.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def number(self, name: str, default: int = 0) -> int:
        """A number, or the default where nothing is said."""
        return number(self.text(name) or default)

    def flag(self, name: str) -> bool:
        """A truth; everything but these words is false."""
        return self.text(name).lower() in ("true", "yes", "1")

    def value(self, name: str, what: str) -> Any:
        """The JSON in a parameter, None when there is none."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return parse(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def mapping(self, name: str, what: str) -> Json:
        """The JSON object in a parameter, empty when there is none."""
        value = self.value(name, what)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {what}")
        return value
