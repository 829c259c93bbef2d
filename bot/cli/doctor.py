"""`zhaiyao doctor`: whether everything is as it should be, and what to do where it is not."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import typer
from dotenv import dotenv_values

from bot import config, i18n
from bot.cli import session
from bot.clock import Clock
from bot.config import Settings
from bot.errors import BotError, ConfigError
from storage import Database, engine, migrate

_FREE_MB = 500


@dataclass(frozen=True, slots=True)
class Check:
    """One row: what was looked at, what was found, and what to do if that is not well."""

    what: str
    found: str
    todo: str | None = None


def run() -> None:
    """Check settings, database and disk.

    A row each, and the exit code is 1 if anything is to be done.
    """
    checks = session.run(_collect())
    for each in checks:
        typer.echo(f"{'ok  ' if each.todo is None else 'TODO'}  {each.what:<14}{each.found}")
        if each.todo:
            typer.echo(f"{'':20}→ {each.todo}")
    if any(each.todo for each in checks):
        raise typer.Exit(1)


async def _collect() -> list[Check]:
    return [check async for check in _checks()]


async def _checks() -> AsyncIterator[Check]:
    try:
        settings = config.load()
    except ConfigError as error:
        yield Check("settings", "wrong", str(error).replace("\n", "; "))
        return
    yield _settings()
    yield _zones(settings)
    yield _catalogs()
    yield _sqlite()
    if (path := engine.file_of(settings.database_url)) and path.parent.is_dir() and not path.exists():
        yield Check("database", f"{path} comes with the first command that needs it")
        yield _disk(path)
        return
    try:
        async with engine.opened(settings.database_url) as database:
            yield Check("database", database.url)
            yield await _schema(database)
            yield _disk(database.path)
    except BotError as error:
        yield Check("database", "not to be had", str(error))


def _settings() -> Check:
    """Names in .env that mean nothing to this program: most often one that is misspelt."""
    known = [name.upper() for name in Settings.model_fields]
    unknown = [name for name in dotenv_values(config.ENV_FILE) if name.upper() not in known]
    found = config.ENV_FILE if Path(config.ENV_FILE).exists() else f"no {config.ENV_FILE}, the environment alone"
    if not unknown:
        return Check("settings", found)
    near = get_close_matches(unknown[0].upper(), known, n=1)
    hint = f": is it {near[0]}?" if near else ""
    return Check("settings", found, f"{config.ENV_FILE} names {', '.join(unknown)}, which nothing here reads{hint}")


def _zones(settings: Settings) -> Check:
    local = Clock().now().astimezone(ZoneInfo(settings.default_timezone))
    return Check(
        "time zones", f"{len(available_timezones())} known; {settings.default_timezone} has {local:%Y-%m-%d %H:%M}"
    )


def _catalogs() -> Check:
    for locale in i18n.LOCALES:
        i18n.translator(locale)
    return Check("languages", ", ".join(i18n.LOCALES))


def _sqlite() -> Check:
    todo = None if sqlite3.sqlite_version_info >= (3, 37) else "SQLite 3.37 or later is needed: use a newer Python"
    return Check("sqlite", sqlite3.sqlite_version, todo)


async def _schema(database: Database) -> Check:
    async with database.read() as connection:
        found = await migrate.version(connection)
    newest = migrate.newest_version()
    if found is None:
        return Check("schema", f"none yet; {newest} comes with the first command that needs it")
    if await migrate.is_current(database):
        return Check("schema", found)
    return Check("schema", f"{found}, this program has {newest}", "run `zhaiyao migrate`")


def _disk(path: Path | None) -> Check:
    folder = path.absolute().parent if path else Path.cwd()
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    todo = None if free_mb >= _FREE_MB else f"make room in {folder}: less than {_FREE_MB} MB are free"
    return Check("disk", f"{free_mb:,} MB free in {folder}", todo)
