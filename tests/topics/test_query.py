"""The query language: what is typed and what it asks for, where it is wrong, and that nothing breaks it."""

import time
from datetime import date

import pytest
from hypothesis import assume, given, settings

from bot import i18n
from bot.errors import QueryError
from bot.model.digest import Kind
from bot.model.paper import ArxivId
from bot.model.query import And, Announced, Category, Expression, Field, Id, Not, Or, Phrase
from bot.topics import parts, query
from tests.topics import queries

A, B, C = Phrase("a"), Phrase("b"), Phrase("c")
MARCH = Announced(since=date(2024, 3, 1), until=date(2024, 3, 31))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a\u3000b\n", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a b) (((c)))", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("a a OR a", A),
        ("a -b", And((A, Not(B)))),
        ("-b a", And((Not(B), A))),
        ("a -(b c)", And((A, Not(And((B, C)))))),
        ('"deep  learning"', Phrase("deep learning")),
        ("deep-learning", Phrase("deep-learning")),
        ("deep_learning", Phrase("deep_learning")),
        ('a"b"c', And((A, B, C))),
        ("transf*", Phrase("transf", is_prefix=True)),
        ('"neural net"*', Phrase("neural net", is_prefix=True)),
        ('"neural net*"', Phrase("neural net*")),
        ("神*", Phrase("神")),
        ("神经*", Phrase("神经")),
        ("ti:a abs:b au:c", And((Phrase("a", Field.TITLE), Phrase("b", Field.ABSTRACT), Phrase("c", Field.AUTHORS)))),
        ('AU:"yann lecun"', Phrase("yann lecun", Field.AUTHORS)),
        ("ti: transf*", Phrase("transf", Field.TITLE, is_prefix=True)),
        ("cat:cs.cl", Category("cs.CL")),
        ("cat:CS", Category("cs")),
        ("cat:cs.XY", Category("cs.XY")),
        ('cat:"cs.CL"', Category("cs.CL")),
        ("id:arXiv:2404.00727v3", Id(ArxivId("2404.00727"))),
        ("2404.00727", Id(ArxivId("2404.00727"))),
        ("https://arxiv.org/pdf/hep-th/9901001v2", Id(ArxivId("hep-th/9901001"))),
        ('"2404.00727"', Phrase("2404.00727")),
        ("since:2024-03-01 until:2024-03-31", MARCH),
        ("until:2024-03-31 (since:2024-03-01)", MARCH),
        ("kind:NEW since:2024-03-01 kind:new", Announced(Kind.NEW, date(2024, 3, 1))),
        ("kind:new OR kind:replace-cross", Or((Announced(Kind.NEW), Announced(Kind.REPLACE_CROSS)))),
        ("kind:new a", And((A, Announced(Kind.NEW)))),
        ("（a　ＯＲ　“b”）　－「c」", And((Or((A, B)), Not(C)))),
        ("ｔｉ：神经＊", Phrase("神经", Field.TITLE)),
        ('"OR"', Phrase("OR")),
        ("or and ORB", And((Phrase("or"), Phrase("and"), Phrase("ORB")))),
        ("BERT: a - b & c —", And((Phrase("BERT:"), A, B, C))),
        ("综述：a", Phrase("综述:a")),
        ('"BERT:"*', Phrase("BERT:", is_prefix=True)),
    ],
)
def test_what_is_typed(text: str, asked: Expression) -> None:
    assert query.parse(text) == asked
    assert query.parse(query.render(asked)) == asked


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", "\n^", "Expected a word, a phrase in quotation marks, or an opening parenthesis."),
        (" - ", " - \n  ^", "Expected a word, a phrase"),
        ("a OR", "a OR\n    ^", "Expected a word, a phrase"),
        ("OR a", "OR a\n^", "Expected a word, a phrase"),
        ("a OR OR b", "a OR OR b\n     ^", "Expected a word, a phrase"),
        ("a --b", "a --b\n   ^", "Expected a word, a phrase"),
        ("a -(", "a -(\n    ^", "Expected a word, a phrase"),
        ("a () b", "a () b\n   ^", "Expected a word, a phrase"),
        ("(a b  ", "(a b  \n    ^", "Expected a closing parenthesis."),
        ("神经 (网络", "神经 (网络\n          ^", "Expected a closing parenthesis."),
        ("a) b", "a) b\n ^", "No parenthesis is open here."),
        ('a "b', 'a "b\n  ^', "Expected a second quotation mark to this one."),
        ("ti:", "ti:\n   ^", "Expected a word, or a phrase in quotation marks, right after the field."),
        ("ti:(a)", "ti:(a)\n   ^", "Expected a word, or a phrase in quotation marks, right after the field."),
        ("ti:-a", "ti:-a\n   ^", "Expected a word, or a phrase in quotation marks, right after the field."),
        ("a titel:b", "a titel:b\n  ^", "titel: is no field. Expected ti: abs: au: cat: id: since: until: kind: or"),
        ("-a", "-a\n^", "This only excludes."),
        ("a OR -b -c", "a OR -b -c\n     ^", "This only excludes."),
        ("a (-b)", "a (-b)\n   ^", "This only excludes."),
        ("tr*", "tr*\n^", "Expected at least 3 letters, or one Chinese character, before the *."),
        ("f*o*", "f*o*\n ^", "Expected * only at the end of a word;"),
        ("a *", "a *\n  ^", "Nothing in this can be searched for. Expected letters or digits."),
        ('a ""', 'a ""\n  ^', "Nothing in this can be searched for."),
        ("a ti:_", "a ti:_\n     ^", "Nothing in this can be searched for."),
        ("cat:nlp", "cat:nlp\n    ^", "arXiv has no category nlp. Expected one such as cs.CL, or an archive"),
        ("cat:cs.", "cat:cs.\n    ^", "arXiv has no category cs.."),
        ("id:2404", "id:2404\n   ^", "Expected an arXiv id such as 2404.00727."),
        ("since:2024-02-30", "since:2024-02-30\n      ^", "Expected a date such as 2024-03-01."),
        ("until:yesterday", "until:yesterday\n      ^", "Expected a date such as 2024-03-01."),
        ("kind:old", "kind:old\n     ^", "Expected one of these kinds: new cross replace replace-cross."),
        ("kind:new kind:cross", "kind:new kind:cross\n         ^", "kind: stands here twice. Expected OR between"),
        ("since:2024-03-02 until:2024-03-01", "since:2024-03-02 until:2024-0…\n                 ^", "No day is left."),
        ("(((((((((a)))))))))", "(((((((((a))…\n^", "Parentheses go at most 8 deep."),
        ("a " * 33, "…" + "a " * 11 + "\n" + " " * 21 + "^", "A query has at most 32 words, phrases and fields."),
        ("神 经 网 络 中", "神 经 网 络 中\n            ^", "At most 4 characters may stand alone in a query."),
        ("a" * 257, "…" + "a" * 21 + "\n" + " " * 21 + "^", "A query has at most 256 characters, this one has 257."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_shown_where_it_stands(text: str, place: str, said: str) -> None:
    with pytest.raises(QueryError) as raised:
        query.parse(text)

    assert raised.value.place == place
    assert i18n.translator("en").gettext(raised.value.msgid, **raised.value.args_by_name).startswith(said)


def read(text: str) -> Expression | QueryError:
    try:
        return query.parse(text)
    except QueryError as error:
        return error


def test_what_is_just_within_the_bounds_is_read() -> None:
    query.parse("((((((((a))))))))")
    query.parse(" ".join(f"a{number}" for number in range(32)))
    query.parse("神 经 网 络")
    query.parse("a" * 256)


@settings(deadline=None)
@given(queries.typed())
def test_no_text_raises_anything_else_and_what_is_read_is_written_as_it_is_read(text: str) -> None:
    asked = read(text)
    if isinstance(asked, QueryError):
        line, caret = asked.place.split("\n")
        assert caret.strip() == "^"
        assert len(line) <= 34
        assert asked.place.encode()
        return
    written = query.render(asked)
    assert query.parse(written) == asked


def test_what_would_be_too_long_to_be_read_again_is_too_long() -> None:
    text = "".join(f'a{number}"b {number}"' for number in range(15)) + "c" * 140

    assert len(text) <= query.LONGEST
    with pytest.raises(QueryError):
        query.parse(text)


@settings(deadline=None)
@given(queries.expressions())
def test_what_is_asked_for_is_written_and_read_as_the_same(asked: Expression) -> None:
    written = query.render(asked)
    assume(len(written) <= query.LONGEST)
    again = read(written)
    assert again == asked or again.args_by_name["most"] in (parts.MOST_ALONE, parts.MOST_LEAVES)


@pytest.mark.parametrize(
    "piece", ["(", ")", '"', "-", "*", "OR ", "a OR ", "-(", "ti:", "ti:a ", "神 ", '"神"', "a(", "&", ":", "\\("]
)
def test_hostile_repetition_is_refused_or_read_at_once(piece: str) -> None:
    began = time.perf_counter()
    for length in (255, 256, 100_000):
        read((piece * length)[:length])
    assert time.perf_counter() - began < 1
