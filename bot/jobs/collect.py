"""Takes digest documents in: parsed, taken apart, and added to the database, each in one transaction.

    documents ─parse, prepare─> Prepared ─plan, write─> the database
               the next one's, while this one's is written

A document that is damaged is told about and passed over.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from bot.clock import Clock
from bot.digest import document
from bot.errors import DocumentError
from bot.model.digest import DigestKey
from storage import Database, digests

# Between two statements the database's thread needs Python for a moment, and would wait 5 ms for it each time, while
# the next document is being prepared: half of the speed.
_HAND_OVER_S = 0.0001


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


@dataclass(frozen=True, slots=True)
class _Ready:
    """A document, ready to be written."""

    source: Source
    prepared: digests.Prepared
    notes: tuple[str, ...]


async def collect(database: Database, sources: Iterable[Source], clock: Clock) -> AsyncIterator[Collected]:
    """What comes of each document, in order."""
    taking: asyncio.Task[Collected] | None = None
    hand_over_s = sys.getswitchinterval()
    sys.setswitchinterval(_HAND_OVER_S)
    try:
        for source in sources:
            ready = await _prepare(database, source)
            if taking:
                yield await taking
            is_written = asyncio.Event()
            taking = asyncio.create_task(_add(database, ready, clock, is_written))
            await is_written.wait()  # the database's thread is busy from now on, and leaves Python to us
        if taking:
            yield await taking
    finally:
        sys.setswitchinterval(hand_over_s)
        if taking:
            await asyncio.gather(taking, return_exceptions=True)


async def _prepare(database: Database, source: Source) -> Collected | _Ready:
    """What came of a document that needs no writing, or else what is to be written."""
    try:
        digest = document.parse(source.data)
    except DocumentError as error:
        return Collected(source, refused=str(error))
    async with database.read() as connection:
        prepared = await digests.prepare(connection, source.key, digest)
    if isinstance(prepared, digests.Added):
        return Collected(source, prepared, digest.notes)
    return _Ready(source, prepared, digest.notes)


async def _add(database: Database, ready: Collected | _Ready, clock: Clock, is_written: asyncio.Event) -> Collected:
    try:
        if isinstance(ready, Collected):
            return ready
        async with database.write() as connection:
            plan = await digests.plan(connection, ready.prepared, now=clock.now(), number=ready.source.number)
            is_written.set()
            return Collected(ready.source, await digests.write(connection, plan), ready.notes)
    finally:
        is_written.set()
