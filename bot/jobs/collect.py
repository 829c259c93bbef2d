"""Takes digest documents in: parsed, taken apart, and added to the database, each in one transaction.

    documents ─parse, prepare─> Prepared ─plan, write─> the database
               the next ones', while this one's is written

A document that is damaged is told about and passed over.
"""

import asyncio
import sys
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.clock import Clock
from bot.digest import document
from bot.errors import DocumentError
from bot.model.digest import DigestKey
from storage import Database, digests

# Between two statements the database's thread needs Python for a moment, and would wait 5 ms for it each time, while
# the next document is being prepared: half of the speed.
_HAND_OVER_S = 0.0001
_AHEAD = 2  # documents that are prepared or being prepared while one is written


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
    rest, ahead = iter(sources), deque[asyncio.Task[Collected | _Ready | None]]()

    def prepare_next() -> None:
        ahead.append(asyncio.create_task(_prepare_next(database, rest)))

    hand_over_s = sys.getswitchinterval()
    sys.setswitchinterval(_HAND_OVER_S)
    try:
        for _ in range(_AHEAD):
            prepare_next()
        while ready := await ahead.popleft():
            yield await _add(database, ready, clock, meanwhile=prepare_next)
    finally:
        sys.setswitchinterval(hand_over_s)
        for each in ahead:
            each.cancel()
        await asyncio.gather(*ahead, return_exceptions=True)


async def _prepare_next(database: Database, sources: Iterator[Source]) -> Collected | _Ready | None:
    source = next(sources, None)
    return await _prepare(database, source) if source else None


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


async def _add(
    database: Database, ready: Collected | _Ready, clock: Clock, *, meanwhile: Callable[[], None]
) -> Collected:
    if isinstance(ready, Collected):
        meanwhile()
        return ready
    async with database.write() as connection:
        plan = await digests.plan(connection, ready.prepared, now=clock.now(), number=ready.source.number)
        meanwhile()  # from now on the database's thread is busy, and Python is free
        return Collected(ready.source, await digests.write(connection, plan), ready.notes)
