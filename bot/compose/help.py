"""Help: what the bot can do, in groups, each command with what it does and an example to touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.model.message import Block, Message, Text, bullets, code, heading, paragraph


@dataclass(frozen=True, slots=True)
class Command:
    """A command, what it does in a few words, and what one may type after it; the words are of the catalogs."""

    name: str
    does: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that belong together."""

    title: str
    commands: tuple[Command, ...]


def compose(groups: Sequence[Group], t: Translator) -> Message:
    """All of it in one message."""
    blocks: list[Block] = [paragraph(t("Send me an arXiv id or link, and I show you the paper."))]
    for group in groups:
        blocks.append(heading(t.gettext(group.title), size=4))
        blocks.append(bullets(*(_line(command, t) for command in group.commands)))
    return Message(tuple(blocks), heading(t("What I can do"), size=3))


def _line(command: Command, t: Translator) -> Text:
    said = f"/{command.name} — {t.gettext(command.does)}"
    return (said, "\n", code(f"/{command.name} {command.example}")) if command.example else said
