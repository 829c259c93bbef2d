"""A command that there is not: one helpful line with the nearest one, and only in private."""

from difflib import get_close_matches

from telegram import Update

from bot.compose import notice
from handlers import help as known
from handlers import reply
from handlers.context import Context


async def suggest(update: Update, context: Context) -> None:
    """Names the command that was most likely meant."""
    asked = update.effective_message
    word = ((asked and asked.text) or "").split(maxsplit=1)[0].lstrip("/").partition("@")[0].casefold()
    names = ["start", *(command.name for command in known.COMMANDS)]
    near = get_close_matches(word, names, n=1, cutoff=0.5)
    t = context.t
    said = t("Did you mean /{command}?", command=near[0]) if near else t("/help tells what I can do.")
    await reply.say(update, context, notice.tell(t("I do not know that command."), said))
