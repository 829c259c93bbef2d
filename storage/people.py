"""People, who are not chats: what each chose for themselves."""

from sqlalchemy import select

from storage import upsert
from storage.engine import Connection
from storage.schema import people


async def get_locale(connection: Connection, telegram_id: int) -> str | None:
    """The locale that a person chose, if they did."""
    query = select(people.c.locale).where(people.c.telegram_id == telegram_id)
    locale: str | None = (await connection.execute(query)).scalar_one_or_none()
    return locale


async def set_locale(connection: Connection, telegram_id: int, locale: str) -> None:
    """The locale that a person chooses."""
    await upsert.put(connection, people, {"telegram_id": telegram_id, "locale": locale})
