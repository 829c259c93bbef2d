"""What is announced: a paper appears in a feed once, and each version replaces another there once."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.digest import Announcement, Digest, DigestKey, Entry, Kind
from bot.model.paper import ArxivId
from storage import Database, feeds
from storage.feeds import Listed
from tests import factories
from tests.storage.adding import add

NEW, CROSS, REPLACE, REPLACE_CROSS = Kind.NEW, Kind.CROSS, Kind.REPLACE, Kind.REPLACE_CROSS
DAY = date(2024, 4, 1)


def told(kind: str | None, version: int | None = None, number: int = 1) -> Entry:
    """A paper, as a document since 2024-02 tells of it."""
    which = f"2404.{number:05}" + (f"v{version}" if version else "")
    head = f"arXiv:{which} Announce Type: {kind}  Abstract: " if kind else ""
    return factories.entry(number, raw_abstract=f"{head}We count.", link=f"https://arxiv.org/abs/{which}")


def older(mark: str, category: str = "cs.CL") -> Entry:
    """A paper, as a document to 2024-01 tells of it."""
    return factories.older_entry(1, raw_title=f"On Counting. (arXiv:2310.00001v2 [{category}]{mark})")


@pytest.mark.parametrize(
    ("days", "announced"),
    [
        # the first day wins, and an old paper listed again is nothing new
        ([[told("new", 1)], [told("new", 1)]], [(0, NEW, 1)]),
        ([[told("new", 1)], [told("new", 2)]], [(0, NEW, 1)]),
        ([[told("new")], [told("new", 1)]], [(0, NEW, None)]),
        # the same paper from two sources, which tell it otherwise
        ([[told("cross", 1)], [told("new", 1)]], [(0, CROSS, 1)]),
        ([[told("new", 1)], [told(None)]], [(0, NEW, 1)]),
        # nobody tells how: it appears where it never was
        ([[told(None)]], [(0, None, None)]),
        ([[told(None)], [told(None)], [told("new", 1)]], [(0, None, None)]),
        ([[told(None, 3)]], [(0, None, 3)]),
        ([[told("withdrawn", 2)]], [(0, None, 2)]),
        # each version replaces another once
        (
            [[told("new", 1)], [told("replace", 2)], [told("replace", 3)]],
            [(0, NEW, 1), (1, REPLACE, 2), (2, REPLACE, 3)],
        ),
        ([[told("new", 1)], [told("replace", 2)], [told("replace", 2)]], [(0, NEW, 1), (1, REPLACE, 2)]),
        ([[told("replace", 2)], [told("replace-cross", 2)]], [(0, REPLACE, 2)]),
        ([[told("replace-cross", 2)]], [(0, REPLACE_CROSS, 2)]),
        # of which version a replacement is was not told: nothing, unless the feed never had the paper
        ([[told("new", 1)], [told("replace")]], [(0, NEW, 1)]),
        ([[told("replace")], [told("replace")]], [(0, REPLACE, None)]),
        ([[told("replace", 2)], [told(None)]], [(0, REPLACE, 2)]),
        # what was replaced before it appeared here, crossed over
        ([[told("replace", 2)], [told("cross", 2)]], [(0, REPLACE, 2), (1, CROSS, 2)]),
        # twice in one document
        ([[told("new", 1), told("new", 1)]], [(0, NEW, 1)]),
        ([[told("new", 1), told("replace", 2)]], [(0, NEW, 1), (0, REPLACE, 2)]),
        # to 2024-01 the primary category tells what crossed over
        ([[older("")]], [(0, NEW, 2)]),
        ([[older("", "math.NT")]], [(0, CROSS, 2)]),
        ([[older("", "cs")]], [(0, CROSS, 2)]),
        ([[older(" CROSS LISTED")]], [(0, CROSS, 2)]),
        ([[older(" UPDATED", "math.NT")]], [(0, REPLACE, 2)]),
    ],
)
async def test_what_is_announced(
    database: Database, days: list[list[Entry]], announced: list[tuple[int, Kind | None, int | None]]
) -> None:
    for number, entries in enumerate(days):
        await add(database, Digest(tuple(entries)), DigestKey("cs.CL", DAY + timedelta(days=number)))
        await add(database, Digest((*entries, told("new", 1, 9))), DigestKey("cs.CL", DAY + timedelta(days=number)))

    async with database.read() as connection:
        found = await feeds.get_announcements(connection, "cs.CL")
    others = [each for each in found if each.paper.paper != "2404.00009"]
    assert [(each.day, each.kind, each.version) for each in others] == [
        (DAY + timedelta(days=number), kind, version) for number, kind, version in announced
    ]
    assert [each.number for each in found] == list(range(1, len(found) + 1))


async def test_an_archive_holds_its_categories_and_each_feed_counts_for_itself(database: Database) -> None:
    for feed in ("cs", "cs.CL", "cs.LG"):
        await add(database, Digest((older(""),)), DigestKey(feed, DAY))

    async with database.read() as connection:
        found = [await feeds.get_announcements(connection, feed) for feed in ("cs", "cs.CL", "cs.LG", "math")]
    paper = ArxivId("2310.00001")
    assert found == [
        [Announcement("cs", 1, paper, DAY, NEW, 2)],
        [Announcement("cs.CL", 1, paper, DAY, NEW, 2)],
        [Announcement("cs.LG", 1, paper, DAY, CROSS, 2)],
        [],
    ]


async def test_announcements_are_read_after_a_number_and_to_a_limit(database: Database) -> None:
    await add(database, factories.digest(5))

    async with database.read() as connection:
        found = await feeds.get_announcements(connection, "cs.CL", after=1, limit=3)
    assert [(each.number, each.paper.paper) for each in found] == [
        (2, "2404.00004"),
        (3, "2404.00003"),
        (4, "2404.00002"),
    ]


def naive(history: list[Listed]) -> Iterator[Listed]:
    """The rules as they are written down, one thing after another."""
    before: list[Listed] = []
    for each in history:
        of_the_paper = [other for other in before if other.paper_id == each.paper_id]
        replacements = [other for other in of_the_paper if other.kind in (REPLACE, REPLACE_CROSS) and other.version]
        if each.kind in (NEW, CROSS):
            is_announced = len(of_the_paper) == len(replacements)
        elif each.kind in (REPLACE, REPLACE_CROSS) and each.version:
            is_announced = each.version not in [other.version for other in replacements]
        else:
            is_announced = not of_the_paper
        if is_announced:
            before.append(each)
            yield each


listings = st.builds(Listed, st.integers(1, 3), st.none() | st.sampled_from(Kind), st.none() | st.integers(1, 3))


@given(st.lists(listings), st.lists(listings))
def test_announcements_follow_the_rules(before: list[Listed], listed: list[Listed]) -> None:
    announced = list(feeds.announce(before, ()))
    known = [(each.paper_id, each.replaced) for each in announced]

    assert announced == list(naive(before))
    assert [*announced, *feeds.announce(listed, known)] == list(naive(before + listed))
