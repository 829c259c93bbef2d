import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compose import bibtex, render_classic, render_rich
from bot.model.message import Pre
from bot.model.paper import ArxivId, Paper, Texts
from tests import judges
from tests.factories import arxiv_ids

PAPER = Paper(ArxivId("1706.03762", 5), category="cs.CL", authors=("Ann Onymous", "Bo {\\O}ther"))
TEXTS = (Texts("zh", "题目"), Texts("en", "Counting to $n$ {GPT}"))


def test_what_is_known_is_told() -> None:
    assert bibtex.render(PAPER, TEXTS) == (
        "@misc{arXiv:1706.03762,\n"
        "  title = {{Counting to $n$ {GPT}}},\n"
        "  author = {Ann Onymous and Bo {\\O}ther},\n"
        "  year = {2017},\n"
        "  eprint = {1706.03762},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.CL},\n"
        "  url = {https://arxiv.org/abs/1706.03762},\n"
        "}"
    )


def test_what_is_not_known_is_left_out() -> None:
    said = bibtex.render(Paper(ArxivId("hep-th/9901001")), ())

    assert "title" not in said
    assert "author" not in said
    assert "primaryClass" not in said
    assert "year = {1999}" in said


def test_of_many_authors_the_first_are_named() -> None:
    said = bibtex.render(Paper(ArxivId("2404.00727"), authors=tuple(f"N. {n}" for n in range(51))), ())

    assert "N. 49 and others}" in said
    assert "N. 50" not in said


@pytest.mark.parametrize("title", ["a } b { c", "{a", "a}"])
def test_braces_that_do_not_pair_are_left_out(title: str) -> None:
    told = title.replace("{", "").replace("}", "")

    assert f"  title = {{{{{told}}}}}," in bibtex.render(PAPER, (Texts("en", title),))


@given(arxiv_ids(), st.text(), st.lists(st.text(max_size=30), max_size=3))
def test_braces_pair_whatever_the_title(id_: ArxivId, title: str, authors: list[str]) -> None:
    said = bibtex.render(Paper(id_, authors=tuple(authors)), (Texts("en", title),))

    depth = 0
    for letter in said:
        depth += (letter == "{") - (letter == "}")
        assert depth >= 0
    assert depth == 0


def test_it_is_one_message_that_telegram_takes() -> None:
    message = bibtex.compose(PAPER, TEXTS)

    assert isinstance(message.blocks[0], Pre)
    [rich], [classic] = render_rich.render(message), render_classic.render(message)
    judges.judge_rich(rich)
    judges.judge_classic(classic)
