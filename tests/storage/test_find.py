"""What is found, in which order, and how much of it: the same on both databases as when every paper is read."""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.model.digest import Kind
from bot.model.paper import ArxivId, Paper, Texts
from bot.model.query import Announced, Category, Expression, Not, Or, Phrase
from bot.topics import query
from storage import Database, find, fulltext
from storage.find import Found, Order
from tests.storage import library
from tests.storage.library import DAY, Book, Told
from tests.topics import queries

WORDS = [
    "deep",
    "learning",
    "learned",
    "learns",
    "model",
    "GPT-4",
    "self-attention",
    "attention",
    "神经",
    "神",
    "网络",
    "網絡",
]
WORDS += [
    "神经网络",
    "神话",
    "β",
    "transformer",
    "transforms",
    "a",
    "the",
    "C++",
    "$x^2$",
    "Ёж",
    "经",
    "one-shot",
    "deep learning",
]
NAMES = ["Yann LeCun", "Geoffrey Hinton", "Deep Model", "王 神经", "Model A."]
FEEDS = ["cs.CL", "cs.LG", "cs", "q-fin", "q-fin.ST", "math.OC"]
IDS = [
    "2404.00001",
    "2404.10000",
    "0704.0001",
    "1412.0001",
    "hep-th/9901001",
    "math/0102001",
    "math-ph/9901001",
    "cs/0703999",
]


def books() -> list[Book]:
    """Some papers, made of few words, so that most queries find some of them and none finds all."""
    chance = Random(4)
    names = IDS + [f"{year}{month:02}.{chance.randint(1, 9999):05}" for year in (17, 23, 24) for month in range(1, 13)]
    return [_book(chance, name) for name in names]


def _book(chance: Random, name: str) -> Book:
    def text(most: int) -> str:
        return "".join(
            f"{word}{chance.choice([' ', ' ', ' ', ', ', '，', ''])}"
            for word in chance.choices(WORDS, k=chance.randint(0, most))
        )

    languages = chance.choice([[], ["en"], ["zh"], ["en", "zh"], ["en", "ja", "zh"]])
    categories = tuple(chance.sample(FEEDS, chance.randint(0, 2)))
    authors = tuple(chance.sample(NAMES, chance.randint(0, 2)))
    told = [
        Told(chance.choice(FEEDS), chance.choice([*Kind, None]), DAY + timedelta(days=chance.randint(0, 8)))
        for _ in range(chance.randint(0, 3))
    ]
    return Book(
        Paper(ArxivId(name), category=categories[0] if categories else None, categories=categories, authors=authors),
        tuple(Texts(language, text(4), text(12), text(6)) for language in languages),
        tuple(told),
    )


BOOKS = books()


@pytest.fixture
async def filled(database: Database) -> Database:
    await library.fill(database, BOOKS)
    return database


async def found(database: Database, asked: str | Expression, **options: object) -> Found:
    expression = query.parse(asked) if isinstance(asked, str) else asked
    async with database.read() as connection:
        return await find.find(connection, expression, **options)


def read(asked: Expression) -> list[str]:
    """The same, by reading all papers; the newest first."""
    hits = [(library.age(book), at, book) for at, book in enumerate(BOOKS) if library.holds(asked, book)]
    return [book.paper.id.paper for _, _, book in sorted(hits, key=lambda hit: hit[:2], reverse=True)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(queries.expressions(st.sampled_from(WORDS)), st.sampled_from(Order))
async def test_what_is_found_is_what_reading_finds(filled: Database, asked: Expression, order: Order) -> None:
    assume(len(query.render(asked)) <= query.LONGEST)
    expected = read(asked)

    answer = await found(filled, asked, order=order, limit=len(BOOKS))

    names = [each.paper for each in answer.papers]
    assert sorted(names) == sorted(expected)
    assert answer.count == len(expected)
    assert answer.order is order or answer.order is Order.NEWEST
    assert names == expected or answer.order is Order.BEST
    pages = [await found(filled, asked, order=order, limit=20, offset=start) for start in range(0, len(names) + 1, 20)]
    assert [each.paper for page in pages for each in page.papers] == names
    assert {page.count for page in pages} == {len(expected)}


EVERY_KIND = [
    "deep", "神", "网络", "網絡", "ti:deep", "au:hinton", "au:神", '"deep learning"', "learn*", "cat:cs", "cat:cs.CL",
    "kind:new", "since:2024-03-05 kind:new", "2404.00001v3", "deep OR cat:math.OC", "deep -β", "transf* -a",
    "cat:cs deep", "-kind:new deep", "-deep cat:cs", "deep -(cat:cs a)", "(deep OR cat:cs) -(a OR kind:new)",
]  # fmt: skip


async def test_every_kind_of_query_finds_something(filled: Database) -> None:
    for text in EVERY_KIND:
        answer = await found(filled, text, order=Order.NEWEST, limit=len(BOOKS))

        assert [each.paper for each in answer.papers] == read(query.parse(text))
        assert 0 < answer.count < len(BOOKS)


async def test_the_opposite_is_all_that_is_left(filled: Database) -> None:
    for asked in (Category("cs.CL"), Announced(Kind.NEW)):
        both = [await found(filled, each) for each in (asked, Not(asked))]

        assert sum(each.count for each in both) == len(BOOKS)


async def test_what_stands_in_a_title_comes_before_what_stands_in_an_abstract(database: Database) -> None:
    abstract = Texts("en", "On counting", "We look at owls and at how they count their days and nights together.")
    title = Texts("en", "On owls", "We look at how they count their days and nights together, one by one.")
    summary = Texts("en", "On counting", "We look at how they count their days and nights together.", "Owls do.")
    texts = [abstract, summary, title, abstract]
    await library.fill(database, [Book(Paper(ArxivId(f"2404.{n:05}")), (each,)) for n, each in enumerate(texts, 1)])

    answer = await found(database, "owls")
    assert [each.paper[-1] for each in answer.papers] == ["3", "2", "4", "1"]
    assert answer.order is Order.BEST


@pytest.fixture
async def many(database: Database) -> Database:
    """More papers than are counted, of a word each, all but three of them of the new style of ids."""
    ids = [f"24{month:02}.{number:05}" for month in range(1, 12) for number in range(1, 101)]
    ids += ["hep-th/9901001", "hep-th/0001001", "hep-th/9901002"]
    texts = Texts("en", "owl")
    await library.fill(database, [Book(Paper(ArxivId(name), category="hep-th"), (texts,)) for name in ids])
    return database


TOO_MUCH = " OR ".join(["owl", *(f"owl{number}" for number in range(25))])


async def test_more_than_a_thousand_are_a_thousand(many: Database) -> None:
    answer = await found(many, "owl", limit=3)

    assert (answer.count, answer.order) == (1_000, Order.BEST)
    assert [each.paper for each in answer.papers] == ["2411.00100", "2411.00099", "2411.00098"]


async def test_what_would_take_too_long_to_rank_comes_newest_first_and_says_so(many: Database) -> None:
    answer = await found(many, TOO_MUCH, limit=2)

    assert answer == Found((ArxivId("2411.00100"), ArxivId("2411.00099")), 1_000, Order.NEWEST)


async def test_the_last_page_of_very_many_has_the_oldest(many: Database) -> None:
    for asked in (TOO_MUCH, "cat:hep-th"):
        pages = [await found(many, asked, offset=offset, limit=4) for offset in (1_096, 1_100, 1_104)]

        assert [[each.paper for each in page.papers] for page in pages] == [
            ["2401.00004", "2401.00003", "2401.00002", "2401.00001"],
            ["hep-th/0001001", "hep-th/9901002", "hep-th/9901001"],
            [],
        ]
        assert {page.count for page in pages} == {1_000}


OWLS = Texts("en", "Barn owls at night", "Their hearing is asymmetric, and so is their prey's.", "Barn owls hear.")
MORE_OWLS = Texts("en", "Hearing in barn owls", "How asymmetric ears find prey.")
SOME_PREY = Texts("en", "Prey", "How it hides.")
STARS = Texts("en", "Stars", "They shine at night.")
NUMBERS = Texts("en", "2, 3", "5")


@pytest.fixture
async def zoo(database: Database) -> Database:
    texts = [STARS, SOME_PREY, OWLS, MORE_OWLS, NUMBERS]
    await library.fill(database, [Book(Paper(ArxivId(f"2404.{n:05}")), (each,)) for n, each in enumerate(texts, 1)])
    return database


async def test_similar_papers_share_telling_words(zoo: Database) -> None:
    expected = {"2404.00003": ["2404.00004"], "2404.00004": ["2404.00003", "2404.00002"]}
    async with zoo.read() as connection:
        for paper, first in expected.items():
            alike = await find.similar(connection, ArxivId(paper, 2))

            assert [each.paper for each in alike[: len(first)]] == first
            assert ArxivId(paper) not in alike
            assert await find.similar(connection, ArxivId(paper), limit=1) == alike[:1]


async def test_nothing_is_similar_to_what_says_nothing_or_is_not_there(zoo: Database) -> None:
    async with zoo.read() as connection:
        assert await find.similar(connection, ArxivId("2404.00005")) == ()
        assert await find.similar(connection, ArxivId("2404.99999")) == ()


async def test_any_paper_comes_at_random(database: Database) -> None:
    told = [("cs.CL",), ("cs.CL",), ("cs.LG",), ("math.OC",), (), ()]
    await library.fill(
        database,
        [Book(Paper(ArxivId(f"2404.{n:05}")), told=tuple(map(Told, each))) for n, each in enumerate(told, 1)],
    )
    chance = Random(1)
    async with database.read() as connection:
        for feed, names in ((None, 6), ("cs", 3), ("cs.CL", 2), ("q-fin", 0), ("c", 0)):
            drawn = {await find.random(connection, feed, chance) for _ in range(60)}

            assert len(drawn - {None}) == names
            assert (None in drawn) == (names == 0)


async def test_the_index_is_not_asked_what_it_cannot_tell(database: Database) -> None:
    async with database.read() as connection:
        index = fulltext.index_of(connection)
    for ask in (index.write, fulltext.count_terms):
        with pytest.raises(TypeError):
            ask(Or((Phrase("a"), Announced(Kind.NEW))))


async def test_nothing_comes_of_nothing(database: Database) -> None:
    async with database.read() as connection:
        assert await find.random(connection, None, Random(1)) is None
        assert await find.random(connection, "cs", Random(1)) is None
    assert await found(database, "owl") == Found((), 0, Order.BEST)
    assert await found(database, "cat:cs") == Found((), 0, Order.NEWEST)
