"""Backups: one SQLite file whichever the database, consistent while others write, checked before it is trusted."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import StorageError
from bot.model.paper import Texts
from storage import copy, engine, migrate, papers
from storage.engine import Database


async def back_up(database: Database, file: Path) -> None:
    """Writes the database to a file that is not there yet; it appears whole or not at all."""
    if file.exists():
        raise StorageError(f"{file} is there already and is not overwritten")
    if not file.parent.is_dir():
        raise StorageError(f"{file} cannot be written: there is no folder {file.parent}")
    part = file.with_name(f"{file.name}.part")
    with _told(f"{file} cannot be written"):
        part.unlink(missing_ok=True)
        if database.path:
            await asyncio.to_thread(_vacuum, database.path, part)
        else:
            await _copy_out(database, part)
        _sync(part)
        part.rename(file)
        _sync(file.parent)


async def verify(file: Path) -> str:
    """Checks a backup from end to end, and says what it holds; a damaged one raises StorageError."""
    with _told(f"{file} is no sound backup"):
        return await asyncio.to_thread(_check, file)


async def before_upgrade(database: Database, *, aside: Path | None = None) -> Path | None:
    """Keeps the database as it was before its schema changes; an empty one needs no keeping."""
    async with database.read() as connection:
        version = await migrate.version(connection)
    return await _keep(database, f"before-{migrate.newest_version()}", aside) if version else None


async def restore(database: Database, file: Path, *, aside: Path | None = None) -> Path | None:
    """Puts a backup in the place of the database, and says where what was there is kept: in the folder `aside`."""
    await verify(file)
    async with database.read() as connection:
        version = await migrate.version(connection)
    kept = await _keep(database, "before-restore", aside) if version else None
    with _told(f"{file} cannot be restored"):
        if database.path:
            await asyncio.to_thread(_copy_in, file, database.path)
        else:
            await _copy_into_postgresql(file, database)
    await migrate.upgrade(database)
    return kept


async def _keep(database: Database, why: str, aside: Path | None) -> Path:
    """By default beside the database, and what is no file in the folder where we are."""
    path = database.path or Path("zhaiyao.db")
    names = ((aside or path.parent) / f"{path.name}.{why}-{number}" for number in count(1))
    file = next(name for name in names if not name.exists())
    await back_up(database, file)
    return file


def _vacuum(path: Path, file: Path) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))


def _copy_in(file: Path, path: Path) -> None:
    """In one transaction of SQLite's own: readers see the old database or the new one."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(path, timeout=30)) as target:
        source.backup(target)


async def _copy_out(database: Database, file: Path) -> None:
    async with database.read() as source:
        version = await migrate.version(source)
        async with engine.opened(f"sqlite:///{file}") as copied:
            if version:
                await migrate.upgrade(copied, version)
                async with copied.migrate() as target:
                    await copy.replace(source, target)


async def _copy_into_postgresql(file: Path, database: Database) -> None:
    """By way of a copy that has today's schema, whichever the backup has."""
    with TemporaryDirectory() as folder:
        today = Path(folder) / "today.db"
        await asyncio.to_thread(_vacuum, file, today)
        async with engine.opened(f"sqlite:///{today}") as copied:
            await migrate.upgrade(copied)
            await migrate.upgrade(database)
            async with copied.read() as source, database.write() as target:
                await copy.replace(source, target)


def _check(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        problems = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        problems += [f"a row of {row[0]} without its parent" for row in connection.execute("PRAGMA foreign_key_check")]
        problems += _changed_texts(connection)
        if problems:
            raise StorageError(f"{file} is damaged: {problems[0]}")
        [version] = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        migrate.refuse_newer(version, str(file))
        counts = [connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in ("revisions", "papers")]  # noqa: S608
        return f"schema {version}, {counts[0]} documents, {counts[1]} papers, no damage"


def _changed_texts(connection: sqlite3.Connection) -> list[str]:
    """Texts that are not any more what their hash was made of: SQLite itself looks at no values."""
    rows = connection.execute("SELECT id, content, language, title, abstract, summary FROM texts")
    return [f"text {id_} has changed" for id_, content, *told in rows if papers.content(Texts(*told)) != content]


def _sync(path: Path) -> None:
    """What was written survives the loss of power: of a folder, the names in it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(what: str) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StorageError(f"{what}: {error}") from error
