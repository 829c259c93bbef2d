"""Finding papers: /search with the query language, page by page and in two orders; and /similar."""

from collections.abc import Iterator, Sequence

from telegram import Update

from bot.compose import papers as screen
from bot.compose.actions import Find, Similar
from bot.compose.papers import Page
from bot.errors import UserError
from bot.model.message import Button, Message
from bot.model.paper import ArxivId, parse_id
from bot.model.query import And, Expression, Or, Phrase
from bot.model.reading import Hit, PaperRow
from bot.text import analysis
from bot.topics import query
from handlers import gate, reply
from handlers.context import Context
from storage import Connection, buttons, find, papers
from storage.find import Found, Order

_LONGEST_HEADING = 60


async def show(update: Update, context: Context) -> None:
    """`/search QUERY`."""
    gate.charge(update, context)
    said = context.words
    if not said.strip():
        raise UserError("Search for what? For example /search diffusion -survey.")
    query.parse(said)  # a wrong one is told before anything is kept
    async with context.house.database.write() as connection:
        key = await buttons.keep(connection, said, context.house.clock.now())
    await reply.say(update, context, await _page(context, said, Find(key, Order.BEST, 0)))


async def turn_page(update: Update, context: Context, action: Find) -> None:
    """Another page, or the other order."""
    gate.charge(update, context)
    async with context.house.database.read() as connection:
        said = await buttons.get(connection, action.query)
    if said is None or action.order not in list(Order):
        raise UserError("This button is too old. Ask me again, and there is a new one.")
    await reply.turn_into(update, context, await _page(context, said, action))


async def show_similar(update: Update, context: Context) -> None:
    """`/similar ID`."""
    if not (wanted := parse_id(context.words)):
        raise UserError("Similar to which paper? Send its id or link, like /similar 1706.03762.")
    await reply.say(update, context, await _similar(update, context, wanted.unversioned))


async def show_similar_by_button(update: Update, context: Context, action: Similar) -> None:
    """The button under a paper."""
    await reply.say(update, context, await _similar(update, context, ArxivId(action.paper)))


async def _page(context: Context, said: str, action: Find) -> Message:
    asked = query.parse(said)
    first = action.page * screen.MOST
    async with context.house.database.read() as connection:
        found = await find.find(connection, asked, order=Order(action.order), limit=screen.MOST, offset=first)
        rows = await _rows(connection, found.papers, _hits(asked))
    t = context.t
    page = Page(
        heading=t("Search: {query}", query=said[:_LONGEST_HEADING]),
        rows=tuple(rows),
        first=first + 1,
        total=found.count,
        if_empty=t("Nothing here says that. Fewer words find more."),
    )
    return screen.compose(page, context.reader, context.house.codec, _pager(context, action, found))


def _pager(context: Context, action: Find, found: Found) -> list[Button]:
    t, encode = context.t, context.house.codec.encode
    turns = [("◀", action.page - 1)] if action.page else []
    if (action.page + 1) * screen.MOST < found.count:
        turns.append(("▶", action.page + 1))
    pager = [Button(label, "data", encode(Find(action.query, action.order, to))) for label, to in turns]
    if found.count > 1 and action.order != found.order:
        return pager  # too much to rank, so there is one order only
    other = Order.NEWEST if found.order is Order.BEST else Order.BEST
    label = t("Newest first") if other is Order.NEWEST else t("Best first")
    return [*pager, Button(label, "data", encode(Find(action.query, other, 0)))] if found.count > 1 else pager


async def _similar(update: Update, context: Context, wanted: ArxivId) -> Message:
    gate.charge(update, context)
    async with context.house.database.read() as connection:
        known = await papers.get(connection, [wanted])
        rows = await _rows(connection, await find.similar(connection, wanted, limit=screen.MOST), ())
    if not known:
        raise UserError("I do not have {paper} yet, so I cannot compare it.", paper=f"arXiv:{wanted}")
    heading = context.t("Similar to {paper}", paper=f"arXiv:{wanted}")
    return screen.compose(Page(heading, tuple(rows)), context.reader, context.house.codec)


async def _rows(connection: Connection, found: Sequence[ArxivId], hits: tuple[Hit, ...]) -> list[PaperRow]:
    texts = await papers.get_texts(connection, found)
    return [PaperRow(each, tuple(texts.get(each, ())), hits=hits) for each in found]


def _hits(asked: Expression) -> tuple[Hit, ...]:
    """The words to emphasise in what was found."""
    phrases = tuple(_phrases(asked))
    return (Hit("", phrases),) if phrases else ()


def _phrases(asked: Expression) -> Iterator[tuple[str, ...]]:
    match asked:
        case Phrase():
            if tokens := tuple(term.token for term in analysis.query_terms(asked.words) if not term.is_prefix):
                yield tokens
        case And() | Or():
            for part in asked.parts:
                yield from _phrases(part)
