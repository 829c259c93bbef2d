"""Looking papers up: by a command, by a link in a private chat, by a button, or in answer to a message."""

import json
from collections.abc import Sequence

from telegram import Message as Received
from telegram import Update

from bot import i18n
from bot.compose import bibtex, notice
from bot.compose import paper as sheet
from bot.compose.actions import Bibtex, Random, Show
from bot.errors import UserError
from bot.model.message import Message, link
from bot.model.paper import ArxivId, find_ids
from handlers import gate, reply
from handlers.context import Context
from storage import find, papers

_MOST = 5


async def show_papers(update: Update, context: Context) -> None:
    """`/paper ID…`, or the papers of the message that is answered."""
    asked = update.effective_message
    ids = find_ids(context.words) or _ids_in(asked and asked.reply_to_message)
    if not ids:
        raise UserError("Which paper? Send its id or link, like /paper 2404.00727.")
    await _show(update, context, ids)


async def show_linked_papers(update: Update, context: Context) -> None:
    """A private message that holds ids or links."""
    if ids := _ids_in(update.effective_message):
        await _show(update, context, ids)


async def show_by_button(update: Update, context: Context, action: Show) -> None:
    """The number under a list."""
    await _show(update, context, [ArxivId(action.paper)])


async def show_by_link(update: Update, context: Context, wanted: ArxivId) -> None:
    """A link into the private chat, as under a post in a channel."""
    await _show(update, context, [wanted])


async def show_random(update: Update, context: Context, action: Random | None = None) -> None:
    """`/random [FEED]`, or its button."""
    feed = action.feed if action else context.words
    async with context.house.database.read() as connection:
        wanted = await find.random(connection, feed or None, context.house.chance)
    if wanted is None:
        raise UserError("There is no paper here yet.")
    await _show(update, context, [wanted])


def _ids_in(said: Received | None) -> list[ArxivId]:
    """The ids that a message holds, in its letters or where its links lead; the library does not read rich ones."""
    if said is None:
        return []
    urls = [entity.url for entity in (*said.entities, *said.caption_entities) if entity.url]
    rich = said.api_kwargs.get("rich_message")
    return find_ids("\n".join((said.text or said.caption or "", *urls, json.dumps(rich) if rich else "")))


async def cite(update: Update, context: Context, action: Bibtex) -> None:
    """The button that gives the BibTeX entry."""
    gate.charge(update, context)
    wanted = ArxivId(action.paper)
    found = await _look_up(context, [wanted])
    detail = found.get(wanted)
    message = bibtex.compose(detail.paper, detail.texts) if detail else _unknown(context, wanted)
    await reply.say(update, context, message)


async def _show(update: Update, context: Context, ids: Sequence[ArxivId]) -> None:
    gate.charge(update, context)
    wanted = list(dict.fromkeys(each.unversioned for each in ids))
    found = await _look_up(context, wanted[:_MOST])
    for each in wanted[:_MOST]:
        message = (
            sheet.compose(found[each], context.reader, context.house.codec)
            if each in found
            else _unknown(context, each)
        )
        await reply.say(update, context, message)
    if len(wanted) > _MOST:
        said = context.t("That is as many as I show at once: {n} of {total}.", n=_MOST, total=len(wanted))
        await reply.say(update, context, notice.tell(said))


async def _look_up(context: Context, wanted: Sequence[ArxivId]) -> dict[ArxivId, sheet.Detail]:
    async with context.house.database.read() as connection:
        found = await papers.get(connection, wanted)
        texts = await papers.get_texts(connection, wanted)
    return {each.id: sheet.Detail(each, tuple(texts.get(each.id, ())), is_saved=None) for each in found}


def _unknown(context: Context, wanted: ArxivId) -> Message:
    said = i18n.splice(
        context.t("I do not have {paper} yet. If there is such a paper, arXiv has it."),
        paper=link(f"arXiv:{wanted}", wanted.abs_url),
    )
    return notice.tell(tuple(said))
