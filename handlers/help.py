"""What the bot can do, who it is, and whether it is well: /help, /about, /ping."""

from telegram import Update

from bot import i18n
from bot.compose import help as screen
from bot.compose import notice
from bot.compose.help import Command, Group
from handlers import reply
from handlers.context import Context
from storage import days

GROUPS = (
    Group(
        i18n.msgid("Read"),
        (
            Command("digest", i18n.msgid("a day's digest"), "cs.CL"),
            Command("paper", i18n.msgid("a paper in detail"), "1706.03762"),
        ),
    ),
    Group(
        i18n.msgid("Find"),
        (
            Command("search", i18n.msgid("papers that say something"), "diffusion -survey"),
            Command("similar", i18n.msgid("papers like one that you know"), "1706.03762"),
            Command("random", i18n.msgid("any paper")),
        ),
    ),
    Group(
        i18n.msgid("Me"),
        (
            Command("language", i18n.msgid("the language I speak with you")),
            Command("about", i18n.msgid("who I am")),
            Command("ping", i18n.msgid("whether I am well")),
        ),
    ),
)
COMMANDS = (*(command for group in GROUPS for command in group.commands), Command("help", i18n.msgid("What I can do")))


async def explain(update: Update, context: Context) -> None:
    """`/help`."""
    await reply.say(update, context, screen.compose(GROUPS, context.t))


async def introduce(update: Update, context: Context) -> None:
    """`/about`."""
    t = context.t
    said = t("I hand on digests of new arXiv papers: free software that somebody runs for you.")
    await reply.say(update, context, notice.tell(said, t("Papers and abstracts belong to their authors.")))


async def ping(update: Update, context: Context) -> None:
    """`/ping`: the age of what was last imported."""
    async with context.house.database.read() as connection:
        last = await days.get_last_import(connection)
    t = context.t
    if last is None:
        await reply.say(update, context, notice.tell(t("I am here, but I have no digest yet.")))
        return
    key, came_at = last
    hours = int((context.house.clock.now() - came_at).total_seconds() // 3600)
    age = t.ngettext("{n} hour ago", "{n} hours ago", hours) if hours else t("within the last hour")
    said = t("I am here. The last digest is {feed} of {day}; it came {age}.", feed=key.feed, day=key.day, age=age)
    await reply.say(update, context, notice.tell(said))
