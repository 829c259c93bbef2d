"""Takes digest documents in: parsed, taken apart, and added to the database, each in one transaction.

    documents ─parse, prepare─> Prepared ─add─> the database
               the next one's, while this one's is being written

A document that is damaged is told about and passed over.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from bot.clock import Clock
from bot.digest import document
from bot.errors import DocumentError
from bot.model.digest import DigestKey
from storage import Database, digests


@dataclass(frozen=True, slots=True)
class Source:
    """A document, where it came from, and which digest it is a revision of."""

    name: str
    key: DigestKey
    data: bytes
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of a document: what was added, or why it was refused."""

    source: Source
    added: digests.Added | None = None
    notes: tuple[str, ...] = ()
    refused: str | None = None


async def collect(database: Database, sources: Iterable[Source], clock: Clock) -> AsyncIterator[Collected]:
    """What comes of each document, in order."""
    taking: asyncio.Task[Collected] | None = None
    try:
        for source in sources:
            prepared = await _prepare(database, source)
            if taking:
                yield await taking
            taking = asyncio.create_task(_add(database, source, prepared, clock))
        if taking:
            yield await taking
    finally:
        if taking:
            await asyncio.gather(taking, return_exceptions=True)


async def _prepare(database: Database, source: Source) -> tuple[digests.Prepared, tuple[str, ...]] | str:
    """The document, ready to be added, and what was overlooked in it; or why it is refused."""
    try:
        digest = document.parse(source.data)
    except DocumentError as error:
        return str(error)
    async with database.read() as connection:
        return await digests.prepare(connection, source.key, digest), digest.notes


async def _add(
    database: Database, source: Source, prepared: tuple[digests.Prepared, tuple[str, ...]] | str, clock: Clock
) -> Collected:
    if isinstance(prepared, str):
        return Collected(source, refused=prepared)
    ready, notes = prepared
    async with database.write() as connection:
        return Collected(source, await digests.add(connection, ready, now=clock.now(), number=source.number), notes)
