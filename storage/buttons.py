"""What is too long for a button to remember: kept under a key that is short, and the same for the same."""

from base64 import urlsafe_b64encode
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import delete, select

from storage import upsert
from storage.engine import Connection
from storage.schema import buttons


async def keep(connection: Connection, text: str, now: datetime) -> str:
    """The key of a text, which is kept from now on."""
    key = urlsafe_b64encode(blake2b(text.encode(), digest_size=9).digest()).decode()
    await upsert.put(connection, buttons, {"key": key, "text": text, "used_at": now})
    return key


async def get(connection: Connection, key: str) -> str | None:
    """The text under a key, if it is still kept."""
    text: str | None = (
        await connection.execute(select(buttons.c.text).where(buttons.c.key == key))
    ).scalar_one_or_none()
    return text


async def remove_unused(connection: Connection, since: datetime) -> None:
    """Forgets what nobody has asked for since then."""
    await connection.execute(delete(buttons).where(buttons.c.used_at < since))
