"""Digests added and got, as a driver does it."""

from datetime import UTC, date, datetime
from typing import Any

from bot.model.digest import Digest, DigestKey
from storage import Database, digests
from storage.digests import Added

NOW = datetime(2024, 4, 2, 6, 30, tzinfo=UTC)
KEY = DigestKey("cs.CL", date(2024, 4, 1))


async def add(database: Database, digest: Digest, key: DigestKey = KEY, **options: Any) -> Added:
    async with database.read() as connection:
        prepared = await digests.prepare(connection, key, digest)
    if isinstance(prepared, Added):
        return prepared
    async with database.write() as connection:
        return await digests.write(connection, await digests.plan(connection, prepared, now=NOW, **options))


async def get(database: Database, key: DigestKey = KEY, number: int | None = None) -> Digest | None:
    async with database.read() as connection:
        return await digests.get(connection, key, number)
