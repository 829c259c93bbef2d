"""People, who are not chats: what each chose for themselves."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from storage.engine import Connection
from storage.schema import people


async def get_locale(connection: Connection, telegram_id: int) -> str | None:
    """The locale that a person chose, if they did."""
    query = select(people.c.locale).where(people.c.telegram_id == telegram_id)
    locale: str | None = (await connection.execute(query)).scalar_one_or_none()
    return locale


async def set_locale(connection: Connection, telegram_id: int, locale: str) -> None:
    """The locale that a person chooses."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = insert(people).values(telegram_id=telegram_id, locale=locale)
    await connection.execute(row.on_conflict_do_update(index_elements=["telegram_id"], set_={"locale": locale}))
