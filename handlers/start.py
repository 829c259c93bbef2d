"""The first words: /start, alone or by a link that leads to a paper or a digest."""

from telegram import Update

from bot.compose import deeplink, notice
from bot.compose.actions import ChooseFeed, Random, Speak
from bot.model.digest import DigestKey
from bot.model.message import Button, Message, bold
from bot.model.paper import ArxivId
from handlers import daily, paper, reply
from handlers.context import Context


async def welcome(update: Update, context: Context) -> None:
    """`/start`, or what its link leads to."""
    match deeplink.parse(context.words):
        case ArxivId() as wanted:
            await paper.show_by_link(update, context, wanted)
        case DigestKey() as key:
            await daily.show_by_link(update, context, key)
        case _:
            await reply.say(update, context, message(context))


def message(context: Context) -> Message:
    """The welcome."""
    t, encode = context.t, context.house.codec.encode
    return notice.tell(
        bold(t("Hello. Every day I tell you what is new on arXiv: each paper in one sentence.")),
        t("Choose a feed to see its newest digest, or send me the id or link of a paper."),
        (
            Button(t("Digests"), "data", encode(ChooseFeed(0))),
            Button(t("Any paper"), "data", encode(Random(""))),
            Button(t("Language"), "data", encode(Speak(""))),
        ),
    )
