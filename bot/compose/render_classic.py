"""A message as classic HTML messages (`parse_mode=HTML`), for clients and servers without rich ones."""

import html
from typing import Any

from bot.compose import fit, flow, keyboard
from bot.compose.measure import CLASSIC
from bot.model.message import Block, Button, Buttons, Details, Keyboard, Message, Points, Quote

_MOST_BUTTONS = 100


def render(message: Message, part: fit.Part = fit.number) -> list[str]:
    """The messages that say it, in order; none if there is nothing to see."""
    return [text for text in map(_page, fit.split(message, CLASSIC, part)) if text]


def markup(message: Message) -> dict[str, Any] | None:
    """The `reply_markup` under the last of them; buttons within the message come there first."""
    rows: list[tuple[Button, ...]] = list(message.keyboard.rows) if message.keyboard else []
    room = _MOST_BUTTONS - sum(map(len, rows))
    within = []
    for row in _rows_within(message.blocks):
        room -= len(row)
        if room >= 0:
            within.append(row)
    return keyboard.markup(Keyboard((*within, *rows))) if within or rows else None


def _rows_within(blocks: tuple[Block, ...]) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    for block in blocks:
        match block:
            case Buttons():
                rows.append(block.row)
            case Quote() | Details():
                rows += _rows_within(block.blocks)
            case Points():
                rows += [row for item in block.items for row in _rows_within(item.blocks)]
    return rows


def _page(page: Message) -> str:
    return to_html(flow.blocks((page.heading, *page.blocks) if page.heading else page.blocks))


def to_html(runs: list[flow.Run]) -> str:
    """Runs as Telegram's HTML: every tag that opens is closed, and nothing else in it is a tag."""
    made: list[str] = []
    stack: flow.Tags = ()
    for text, tags in runs:
        if tags != stack:
            new = flow.opened(tags, stack)
            same = len(tags) - new
            made += [_closing(tag) for tag in reversed(stack[same:])]
            made += [_opening(tag) for tag in tags[same:]]
            stack = tags
        made.append(html.escape(text, quote=False))
    made += [_closing(tag) for tag in reversed(stack)]
    return "".join(made)


def _opening(tag: flow.Tag) -> str:
    name, value = tag
    if not value:
        return f"<{name}>"
    if name == "a":
        return f'<a href="{html.escape(value)}">'
    if name == "pre":
        return f'<pre><code class="language-{html.escape(value)}">'
    return f"<{name} {value}>"


def _closing(tag: flow.Tag) -> str:
    name, value = tag
    return "</code></pre>" if name == "pre" and value else f"</{name}>"
