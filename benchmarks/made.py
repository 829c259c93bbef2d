"""A large database of papers that never were: words and ids of the corpus, recombined with a fixed seed."""

import gzip
import itertools
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.model.digest import Kind
from bot.model.paper import ArxivId, Paper, Texts
from storage import Database, feeds, papers, search
from storage.feeds import Listed
from storage.papers import TextKey

CORPUS = Path("../shared/corpus/papers.jsonl.gz")
FEEDS = ("cs.LG", "cs.CL", "cs.AI", "cs.IR", "cs.SE", "stat.ML", "econ.EM", "q-fin.ST", "math.OC", "eess.AS")
SHARES = (30, 20, 20, 6, 6, 6, 3, 3, 3, 3)
KINDS = (Kind.NEW, Kind.CROSS, Kind.REPLACE)
FIRST_DAY = date(2023, 1, 2)
PAPERS_A_DAY = 250


@dataclass(frozen=True, slots=True)
class Words:
    """What papers are made of: runs of words of each language, as they stand in the corpus, and parts of ids."""

    english: list[list[str]]
    chinese: list[str]
    months: list[str]
    names: list[str]


def words() -> Words:
    """The words of the whole corpus."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    english = [re.sub(r" \(arXiv:.*\)$", "", row["title"]).split() + row["abstract"].split() for row in rows]
    told = [row.get("translated_abstract", "") + row.get("tldr", "") for row in rows]
    chinese = [part for text in told for part in re.split("[，。；：、]", text) if part]
    names = sorted({word for run in english for word in run if re.fullmatch("[A-Z][a-z]{2,9}", word)})
    months = sorted(row["id"][:4] for row in rows if re.match(r"\d{4}\.", row["id"]))
    return Words(english, chinese, months, names)


def paper(chance: random.Random, source: Words, number: int) -> tuple[Paper, list[Texts]]:
    """A paper of runs of up to six words each, so that it has words and phrases about as often as a real one."""
    feed = chance.choices(FEEDS, SHARES)[0]
    month = chance.choice(source.months)
    authors = tuple(" ".join(chance.choices(source.names, k=2)) for _ in range(chance.randint(1, 6)))
    categories = tuple(dict.fromkeys((feed, *chance.choices(FEEDS, SHARES, k=chance.randint(0, 2)))))
    made = Paper(ArxivId(f"{month}.{number % 99_999 + 1:05}"), 1, feed, categories, authors)
    english = Texts("en", _english(chance, source, 10), _english(chance, source, 150), _english(chance, source, 25))
    chinese = Texts("zh", *("，".join(chance.choices(source.chinese, k=k)) for k in (1, 14, 3)))
    return made, [english, chinese]


def _english(chance: random.Random, source: Words, length: int) -> str:
    return " ".join(itertools.islice(_runs(chance, source), length))


def _runs(chance: random.Random, source: Words) -> Iterator[str]:
    while True:
        run = chance.choice(source.english)
        start = chance.randrange(len(run))
        yield from run[start : start + chance.randint(1, 6)]


async def fill(database: Database, count: int, seed: int = 0) -> None:
    """Adds this many papers, some hundred a day, and announces them in one to three feeds."""
    chance, source = random.Random(seed), words()
    made = (paper(chance, source, number) for number in range(count))
    for number in itertools.count():
        if not (batch := list(itertools.islice(made, PAPERS_A_DAY))):
            return
        await _add_day(database, FIRST_DAY + timedelta(days=number), batch, chance)


async def _add_day(
    database: Database, day: date, batch: list[tuple[Paper, list[Texts]]], chance: random.Random
) -> None:
    async with database.write() as connection:
        stored = await papers.add(connection, [each for each, _ in batch])
        told = {
            TextKey(stored[each.id.paper].id, texts.language, papers.content(texts)): texts
            for each, both in batch
            for texts in both
        }
        text_ids = await papers.add_texts(connection, told, day)
        held: dict[int, dict[str, int]] = {}
        for key, text in text_ids.items():
            held.setdefault(key.paper_id, {})[key.language] = text.id
        tokens = {stored[each.id.paper].id: search.tokens(both, each.authors) for each, both in batch}
        await search.add(connection, tokens, held)
        for feed in FEEDS:
            listed = [
                Listed(stored[each.id.paper].id, _kind(chance, each, feed), each.version)
                for each, _ in batch
                if feed in each.categories
            ]
            await feeds.announce(connection, await feeds.add(connection, feed), day, listed)


def _kind(chance: random.Random, each: Paper, feed: str) -> Kind:
    return chance.choices(KINDS, (8, 0, 1))[0] if each.category == feed else Kind.CROSS
