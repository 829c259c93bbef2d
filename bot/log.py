"""Log lines, as text or as JSON: one a line whatever the message holds, and no secret in any."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Literal

# Their DEBUG lines hold whole texts, and of these two libraries even an INFO line holds the URL with the token.
_QUIET = ("aiosqlite", "alembic", "asyncio", "httpcore", "httpx", "sqlalchemy", "telegram")
_SECRETS = re.compile(r"(?<![0-9])[0-9]{3,20}:[A-Za-z0-9_-]{10,}|(?<=://)[^\s/:@]*:[^\s/@]+(?=@)")


def configure(level: str, style: Literal["text", "json"]) -> None:
    """Sends the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else TextLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def redact(text: str) -> str:
    """The text without what looks like a bot's token, or like a name and password in an address."""
    return _SECRETS.sub("…", text)


class TextLines(logging.Formatter):
    """`2024-04-01T08:00:00Z INFO bot.jobs.collect: …`"""

    def format(self, record: logging.LogRecord) -> str:
        message = redact(super().format(record)).replace("\r", "\\r")
        first, *more = message.split("\n")
        lines = (f"{_time(record)} {record.levelname} {record.name}: {first}", *(f"    {line}" for line in more))
        return "\n".join(lines)


class JsonLines(logging.Formatter):
    """One object a line, with `time`, `level`, `logger`, `message` and, after a failure, `exception`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return redact(json.dumps(line, ensure_ascii=False))


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
