"""Digests become messages that Telegram takes, and no entry is lost or changed on the way."""

import itertools
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot import i18n
from bot.compose import daily, render_classic, render_rich
from bot.compose.reader import Reader
from bot.digest import document
from bot.model.digest import Digest, DigestKey
from bot.model.message import Message
from bot.model.reading import Choices, Layout, PaperRow, Reading, Selection
from tests import corpus, judges, posts
from tests.posts import Way

BOT = "zhaiyao_bot"
WAYS = [Way(*way) for way in itertools.product(("table", "cards"), i18n.LOCALES, ("rich", "classic"))]
READINGS = (*[Reading.CHINESE] * 4, Reading.ORIGINAL, Reading.BOTH)


def compose(digest: Digest, way: Way) -> Message:
    picked = Selection(
        DigestKey("cs.CL", date(2024, 4, 1)), tuple(map(PaperRow.of, digest.entries)), source="example.org"
    )
    choices = Choices(Layout(way.layout), Reading(way.reading))
    return daily.compose(picked, Reader(i18n.translator(way.locale), choices, BOT))


def check(digest: Digest, way: Way) -> int:
    """In how many messages it goes, all of them accepted, with every entry once and as it should be."""
    message = compose(digest, way)
    if way.rendering == "rich":
        rich = render_rich.render(message)
        assert [judges.judge_rich(part) for part in rich] == [[]] * len(rich)
        found = posts.read_rich(rich)
    else:
        classic = render_classic.render(message)
        assert [judges.judge_classic(part) for part in classic] == [[]] * len(classic)
        found = posts.read_classic(classic)
    assert sorted(found) == sorted(posts.expected(digest, way))
    return len(rich if way.rendering == "rich" else classic)


def sample(path: Path) -> Sequence[Way]:
    """Both layouts in both renderings, each in some language; tests/soak goes all the ways."""
    chosen = random.Random(path.name)
    forms = itertools.product(("table", "cards"), ("rich", "classic"))
    return [Way(layout, chosen.choice(i18n.LOCALES), form, chosen.choice(READINGS)) for layout, form in forms]


@corpus.needs_corpus
@pytest.mark.parametrize("path", corpus.DOCUMENTS, ids=lambda path: path.name)
def test_every_digest_is_accepted_and_loses_nothing(path: Path) -> None:
    digest = document.parse(path.read_bytes())
    for way in sample(path):
        check(digest, way)


@corpus.needs_corpus
@pytest.mark.parametrize(("way", "most"), [(Way("table", "zh_CN", "rich"), 3), (Way("cards", "ru", "classic"), 30)])
def test_the_largest_day_goes_in_as_few_messages_as_the_limits_allow(way: Way, most: int) -> None:
    documents = (document.parse(path.read_bytes()) for path in reversed(corpus.DOCUMENTS))
    entries = {entry.id: entry for digest in documents for entry in digest.entries}
    day = Digest(tuple(entries.values())[:737])

    assert check(day, way) <= most

    parts = render_rich.render(compose(day, way))
    headings = [part["blocks"][0]["text"][-1] for part in parts]
    assert headings == [f" · {nth}/{len(parts)}" for nth in range(1, len(parts) + 1)]
    tables = [[block for block in part["blocks"] if block["type"] == "table"] for part in parts]
    if way.layout == "table":
        assert all([cell["is_header"] for cell in table["cells"][0]] == [True] * 3 for [table] in tables)
