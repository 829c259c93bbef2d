"""A day's digest: of a feed, on a day in many words, page by page, and the day before and after it."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from telegram import Update

from bot.compose import daily as post
from bot.compose import fit, measure, notice
from bot.compose.actions import ChooseFeed, Open
from bot.errors import UserError
from bot.model.digest import DigestKey
from bot.model.message import Button, Message, keyboard
from bot.model.reading import PaperRow, Selection
from bot.model.taxonomy import ARCHIVES, CATEGORIES, is_feed
from bot.text import days
from handlers import gate, reply
from handlers.context import Context
from storage import Connection, digests
from storage import days as kept

_FEEDS_A_PAGE = 24


async def show(update: Update, context: Context) -> None:
    """`/digest [FEED] [DATE]`, in either order; without a feed, the feeds to choose from."""
    gate.charge(update, context)
    feed, day = _understand(context)
    if feed is None:
        await reply.say(update, context, await _feeds(context, 0, day))
        return
    async with context.house.database.read() as connection:
        newest = await kept.get_newest(connection, feed)
    if newest is None:
        raise UserError("I have no digest of {feed}. /digest shows the feeds that I have.", feed=feed)
    await reply.say(update, context, await _page(context, DigestKey(feed, day or newest), 0))


async def show_by_link(update: Update, context: Context, key: DigestKey) -> None:
    """A link into the private chat, as under a shortened post."""
    gate.charge(update, context)
    await reply.say(update, context, await _page(context, key, 0))


async def choose(update: Update, context: Context, action: ChooseFeed) -> None:
    """The feeds to choose from."""
    await reply.turn_into(update, context, await _feeds(context, action.page))


async def turn_page(update: Update, context: Context, action: Open) -> None:
    """Another page, or another day."""
    gate.charge(update, context)
    try:
        key = DigestKey(action.feed, date.fromisoformat(action.day))
    except ValueError as error:
        raise UserError("This button is too old. Ask me again, and there is a new one.") from error
    await reply.turn_into(update, context, await _page(context, key, action.page))


def _understand(context: Context) -> tuple[str | None, date | None]:
    """The feed and the day that were said; a word that is neither is told so."""
    feed, day = None, None
    today = context.house.clock.now().astimezone(ZoneInfo(context.house.settings.default_timezone)).date()
    for word in context.args or ():
        if found := days.parse(word, today):
            day = found
        elif feed is None and (named := _feed(word)):
            feed = named
        else:
            raise UserError(
                "I do not understand “{word}”. Say it like /digest cs.CL 2024-04-03, or /digest cs.CL yesterday.",
                word=word[:40],
            )
    return feed, day


def _feed(word: str) -> str | None:
    """The feed that is meant, whatever its letters' case; one that is not known today stays as it is written."""
    written = {name.casefold(): name for name in (*CATEGORIES, *ARCHIVES)}.get(word.casefold(), word)
    return written if is_feed(written) else None


async def _feeds(context: Context, page: int, day: date | None = None) -> Message:
    """The feeds, each with its newest day, or with the day that was asked for."""
    t, encode = context.t, context.house.codec.encode
    async with context.house.database.read() as connection:
        feeds = await kept.get_feeds(connection)
        here = feeds[page * _FEEDS_A_PAGE :][:_FEEDS_A_PAGE]
        shown = {feed: day or await kept.get_newest(connection, feed) for feed in here}
    if not feeds:
        return notice.tell(t("There is no digest here yet."))
    buttons = [Button(feed, "data", encode(Open(feed, _written(to), 0))) for feed, to in shown.items() if to]
    turns = [
        Button(label, "data", encode(ChooseFeed(to)))
        for label, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to * _FEEDS_A_PAGE < len(feeds)
    ]
    return notice.offer(t("Digests"), t("Which feed?"), buttons, turns)


async def _page(context: Context, key: DigestKey, page: int) -> Message:
    async with context.house.database.read() as connection:
        digest = await digests.get(connection, key)
        around = await _around(connection, key)
    if digest is None:
        said = context.t("There is no digest of {feed} for {day}.", feed=key.feed, day=key.day)
        return replace(notice.tell(said), keyboard=keyboard(_to_days(context, key.feed, around)))
    message = post.compose(Selection(key, tuple(map(PaperRow.of, digest.entries))), context.reader)
    pages = fit.split(message, measure.RICH)
    page = min(page, len(pages) - 1)
    rows = _to_pages(context, key, page, len(pages)), _to_days(context, key.feed, around)
    return replace(pages[page], keyboard=keyboard(*rows))


async def _around(connection: Connection, key: DigestKey) -> tuple[date | None, date | None]:
    return await kept.get_before(connection, key), await kept.get_after(connection, key)


def _to_pages(context: Context, key: DigestKey, page: int, pages: int) -> list[Button]:
    encode = context.house.codec.encode
    return [
        Button(f"{label} {to + 1}/{pages}", "data", encode(Open(key.feed, _written(key.day), to)))
        for label, to in (("◀", page - 1), ("▶", page + 1))
        if 0 <= to < pages
    ]


def _to_days(context: Context, feed: str, around: tuple[date | None, date | None]) -> list[Button]:
    before, after = around
    labels = ("« {day}", before), ("{day} »", after)
    return [
        Button(
            label.format(day=context.t.short_date(day)),
            "data",
            context.house.codec.encode(Open(feed, _written(day), 0)),
        )
        for label, day in labels
        if day
    ]


def _written(day: date) -> str:
    return f"{day:%Y%m%d}"
