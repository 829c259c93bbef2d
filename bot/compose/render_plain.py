"""A message as readable text, for a terminal, a log, or a line of description."""

from collections.abc import Iterator

from bot.compose import flow, tidy
from bot.model.message import Message


def render(message: Message, *, with_links: bool = False) -> str:
    """All that the message says; with links each address stands behind what leads to it."""
    said = tidy.message(message)
    runs = flow.blocks((said.heading, *said.blocks) if said.heading else said.blocks, is_plain=True)
    return "".join(_with_links(runs) if with_links else (run.text for run in runs)).strip()


def _with_links(runs: list[flow.Run]) -> Iterator[str]:
    url = ""
    for text, tags in runs:
        here = next((value for name, value in tags if name == "a"), "")
        if url and here != url:
            yield f" <{url}>"
        yield text
        url = here
    if url:
        yield f" <{url}>"
