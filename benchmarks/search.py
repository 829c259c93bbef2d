"""How long searches take over 65,000 papers in SQLite, beside a bare FTS5 query for the same words.

The papers never were: runs of words, and parts of ids, of the corpus, put together anew with a fixed seed.
"""

import asyncio
import gzip
import itertools
import json
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.model.digest import Kind
from bot.model.paper import ArxivId, Paper, Texts
from bot.model.query import Expression
from bot.topics import query
from storage import Connection, Database, conditions, engine, find, fulltext, migrate, papers, schema, search, upsert
from storage.find import Order

CORPUS = Path("../shared/corpus/papers.jsonl.gz")
PAPERS = 65_000
QUERIES = 40  # of each shape
ROUNDS = 3  # of which the best counts: the others measure what else the machine does

FEEDS = ("cs.LG", "cs.CL", "cs.AI", "cs.IR", "cs.SE", "stat.ML", "econ.EM", "q-fin.ST", "math.OC", "eess.AS")
SHARES = (30, 20, 20, 6, 6, 6, 3, 3, 3, 3)
FIRST_DAY = date(2023, 1, 2)
PAPERS_A_DAY = 250


@dataclass(frozen=True, slots=True)
class Words:
    """What papers are made of, as it stands in the corpus."""

    english: list[list[str]]
    chinese: list[str]
    names: list[str]
    months: list[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """A query, and how many milliseconds it took; the floor where it has words."""

    shape: str
    text: str
    took: float
    floor: float | None


def main() -> None:
    if not CORPUS.exists():
        print(f"search: no {CORPUS}")
        return
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder) / "search.db"))


async def measure(path: Path) -> None:
    source = words()
    async with engine.opened(f"sqlite:///{path}") as database:
        await migrate.upgrade(database)
        began = time.perf_counter()
        await fill(database, source, PAPERS)
        print(f"{PAPERS:,} papers, {path.stat().st_size / 1e6:.0f} MB, made in {time.perf_counter() - began:.0f} s")
        with closing(sqlite3.connect(path)) as bare:
            measured = [await search_for(database, bare, *each) for each in queries(source)]
            tell(measured)
            tell_border(bare)
        await tell_others(database)


async def search_for(database: Database, bare: sqlite3.Connection, shape: str, text: str, order: Order) -> Measured:
    took = []
    for _ in range(ROUNDS):
        async with database.read() as connection:
            began = time.perf_counter()
            await find.find(connection, query.parse(text), order=order)
            took.append(time.perf_counter() - began)
            written = words_of(connection, query.parse(text))
    return Measured(shape, text, min(took) * 1e3, floor(bare, written) if written else None)


def words_of(connection: Connection, asked: Expression) -> str | None:
    text, _ = conditions.split(asked)
    return fulltext.index_of(connection).write(text) if text else None


def floor(bare: sqlite3.Connection, written: str) -> float:
    """The plainest that can be done: the first ten that match, in whatever order."""
    return best(
        lambda: bare.execute(
            "SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT 10", (written,)
        ).fetchall()
    )


def best(do: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        do()
        took.append(time.perf_counter() - began)
    return min(took) * 1e3


def tell(measured: Sequence[Measured]) -> None:
    print(f"{'':34}{'queries':>8}{'median ms':>11}{'most ms':>9}{'× floor':>9}")
    for shape, group in itertools.groupby(measured, key=lambda each: each.shape):
        print(row(shape, list(group)))
    print(row("all", measured))
    print("the slowest:")
    for each in sorted(measured, key=lambda each: -each.took)[:8]:
        print(f"{each.took:9.1f} ms  {each.text[:90]}")


def row(name: str, measured: Sequence[Measured]) -> str:
    took = [each.took for each in measured]
    ratios = [each.took / each.floor for each in measured if each.floor]
    ratio = f"{statistics.median(ratios):9.1f}" if ratios else ""
    return f"{name:34}{len(took):8}{statistics.median(took):11.1f}{max(took):9.1f}{ratio}"


def tell_border(bare: sqlite3.Connection) -> None:
    """What ranking alone takes, by hits and by words: where find.py draws its border."""
    print(f"{'ranking alone':34}{'hits':>8}{'ms':>11}{'µs a hit and word':>20}")
    for text in ("quantum", "transform", "model", "the", "model the", "a OR in OR model OR the"):
        tokens = text.replace(" OR ", " ").split()
        written = f"{{title summary abstract}} : ({text})"
        hits = bare.execute("SELECT count(*) FROM search_index WHERE search_index MATCH ?", (written,)).fetchone()[0]
        ranked = (
            "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY bm25(search_index, 5, 3, 1, 1) LIMIT 10"
        )
        took = best(lambda: bare.execute(ranked, (written,)).fetchall())  # noqa: B023 (it is called at once)
        print(f"{text:34}{hits:8,}{took:11.1f}{took * 1e3 / hits / len(tokens):20.2f}")


async def tell_others(database: Database) -> None:
    chance = random.Random(1)
    async with database.read() as connection:
        drawn = [await find.random(connection, feed, chance) for feed in (*FEEDS, None) for _ in range(4)]
        for name, ask in (
            ("random", lambda _: find.random(connection, chance.choice(FEEDS), chance)),
            ("similar", lambda paper: find.similar(connection, paper)),
        ):
            took = []
            for paper in drawn:
                began = time.perf_counter()
                await ask(paper)
                took.append((time.perf_counter() - began) * 1e3)
            print(f"{name:34}{len(took):8}{statistics.median(took):11.1f}{max(took):9.1f}")


def words() -> Words:
    """The words of the whole corpus."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    english = [re.sub(r" \(arXiv:.*\)$", "", each["title"]).split() + each["abstract"].split() for each in rows]
    told = [each.get("translated_abstract", "") + each.get("tldr", "") for each in rows]
    chinese = [part for text in told for part in re.split("[，。；：、]", text) if part]
    names = sorted({word for run in english for word in run if re.fullmatch("[A-Z][a-z]{2,9}", word)})
    months = sorted(each["id"][:4] for each in rows if re.match(r"\d{4}\.", each["id"]))
    return Words(english, chinese, names, months)


async def fill(database: Database, source: Words, count: int, seed: int = 0) -> None:
    """Adds this many papers, the same for the same seed, some hundred a day, each announced in one to three feeds."""
    chance = random.Random(seed)
    numbers = {name: itertools.count(1) for name in FEEDS}
    async with database.write() as connection:
        await upsert.add(connection, {schema.feeds: [{"id": n, "name": name} for n, name in enumerate(FEEDS, start=1)]})
    for first in range(1, count + 1, PAPERS_A_DAY):
        day = FIRST_DAY + timedelta(days=first // PAPERS_A_DAY)
        made = {n: paper(chance, source, n, count) for n in range(first, min(first + PAPERS_A_DAY, count + 1))}
        async with database.write() as connection:
            rows = {
                schema.papers: [paper_row(n, each) for n, (each, _) in made.items()],
                schema.texts: [text_row(n, texts, day) for n, (_, both) in made.items() for texts in both],
                schema.announcements: [
                    announcement_row(chance, n, each, feed, next(numbers[feed]), day)
                    for n, (each, _) in made.items()
                    for feed in each.categories
                ],
            }
            indexed = (
                search.Indexed(
                    n, {texts.language: text_id(n, texts) for texts in both}, search.tokens(both, each.authors)
                )
                for n, (each, both) in made.items()
            )
            await upsert.add(connection, rows | search.rows(connection, indexed))


def paper_row(paper_id: int, each: Paper) -> dict[str, Any]:
    names = {"categories": list(each.categories), "authors": list(each.authors), "category": each.category}
    return {"id": paper_id, "arxiv_id": each.id.paper, "version": 1, **names}


def text_row(paper_id: int, texts: Texts, day: date) -> dict[str, Any]:
    content = papers.content(texts)
    return {"id": text_id(paper_id, texts), "paper_id": paper_id, "day": day, "content": content, **asdict(texts)}


def text_id(paper_id: int, texts: Texts) -> int:
    return 2 * paper_id + (texts.language == "zh")


def announcement_row(
    chance: random.Random, paper_id: int, each: Paper, feed: str, number: int, day: date
) -> dict[str, Any]:
    own = chance.choices((Kind.NEW, Kind.REPLACE), (8, 1))[0] if each.category == feed else Kind.CROSS
    key = {
        "feed_id": FEEDS.index(feed) + 1,
        "number": number,
        "paper_id": paper_id,
        "replaced": int(own.is_replacement),
    }
    return {**key, "version": 1, "kind": own, "day": day}


def paper(chance: random.Random, source: Words, number: int, count: int) -> tuple[Paper, list[Texts]]:
    """A paper of runs of up to six words each, so that it has words and phrases about as often as a real one."""
    categories = tuple(dict.fromkeys(chance.choices(FEEDS, SHARES, k=chance.randint(1, 3))))
    authors = tuple(" ".join(chance.choices(source.names, k=2)) for _ in range(chance.randint(1, 6)))
    is_old = chance.random() < 0.1
    month = chance.choice(source.months) if is_old else source.months[(number - 1) * len(source.months) // count]
    made = Paper(ArxivId(f"{month}.{number:05}"), 1, categories[0], categories, authors)
    english = Texts("en", *(" ".join(itertools.islice(runs(chance, source), length)) for length in (10, 150, 25)))
    chinese = Texts("zh", *("，".join(chance.choices(source.chinese, k=k)) for k in (1, 16, 4)))
    return made, [english, chinese]


def runs(chance: random.Random, source: Words) -> Iterator[str]:
    while True:
        run = chance.choice(source.english)
        start = chance.randrange(len(run))
        yield from run[start : start + chance.randint(1, 6)]


def queries(source: Words) -> Iterator[tuple[str, str, Order]]:
    """Some of every shape, of words as often as they stand in texts: so the commonest come as well."""
    chance = random.Random(2)

    def word(most: int = 1) -> str:
        run = chance.choice(source.english)
        start = chance.randrange(len(run))
        found = [clean for each in run[start : start + most] if (clean := re.sub("[^A-Za-z]", "", each))]
        return " ".join(found) or "learning"

    def han(length: int) -> str:
        clause = "".join(re.findall("[\u4e00-\u9fff]+", chance.choice(source.chinese))) or "学习"
        start = chance.randrange(max(1, len(clause) - length + 1))
        return clause[start : start + length]

    def day() -> date:
        return FIRST_DAY + timedelta(days=chance.randrange(PAPERS // PAPERS_A_DAY))

    shapes: dict[str, Callable[[], str]] = {
        "a word": word,
        "two or three words": lambda: word(chance.randint(2, 3)).lower(),
        "a phrase": lambda: f'"{word(chance.randint(2, 4))}"',
        "a title": lambda: word(10).lower(),
        "a character": lambda: han(1),
        "a Chinese word": lambda: han(2),
        "a longer Chinese word": lambda: han(chance.randint(3, 8)),
        "Chinese words": lambda: f"{han(2)} {han(4)}",
        "a prefix": lambda: f"{(word() + 'ing')[: chance.randint(3, 5)]}*",
        "either": lambda: f"{word()} OR {han(4)} OR {word()}",
        "one without another": lambda: f"{word()} {word()} -{word()}",
        "parentheses": lambda: f'({word()} OR "{word(2)}") ({han(2)} OR {word()}) -({word()} {word()})',
        "fields": lambda: f"ti:{word()} abs:{han(2)}",
        "an author": lambda: f"au:{chance.choice(source.names)}",
        "a word in a category": lambda: f"{word()} cat:{chance.choice(FEEDS)}",
        "a word and a time": lambda: f"{word()} since:{day()} kind:new",
        "either word or category": lambda: f"{word()} OR cat:{chance.choice(FEEDS)}",
        "no words": lambda: f"cat:{chance.choice(FEEDS).split('.')[0]} since:{day()} -kind:replace",
    }
    for shape, make in shapes.items():
        for _ in range(QUERIES):
            yield shape, make(), chance.choice((Order.BEST, Order.BEST, Order.NEWEST))


if __name__ == "__main__":
    main()
