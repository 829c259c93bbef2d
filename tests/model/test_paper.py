"""ids of arXiv are found in whatever people paste, validated, and written for links of all kinds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import paper
from bot.model.paper import ArxivId, Paper, Texts
from tests import factories

NEW, NEW_2, OLD, OLD_3 = map(
    ArxivId, ("2404.00727", "2404.00727", "hep-th/9901001", "hep-th/9901001"), (None, 2, None, 3)
)

FORMS = {
    "2404.00727": NEW,
    "2404.00727v2": NEW_2,
    "2404.00727V2": NEW_2,
    "arXiv:2404.00727": NEW,
    "arXiv: 2404.00727v2": NEW_2,
    "ARXIV：2404.00727": NEW,
    "arXiv ： 2404.00727": NEW,
    "arXiv 2404.00727": NEW,
    "arXiv.2404.00727": NEW,
    "arXiv-2404.00727v2.tar.gz": NEW_2,
    "oai:arXiv.org:2404.00727v2": NEW_2,
    "http://arxiv.org/abs/2404.00727": NEW,
    "https://arxiv.org/abs/2404.00727v2": NEW_2,
    "https://arxiv.org/abs/2404.00727?context=cs.CL": NEW,
    "https://arxiv.org/abs/arXiv:2404.00727": NEW,
    "arxiv.org/pdf/2404.00727v2.pdf": NEW_2,
    "https://www.arxiv.org/pdf/2404.00727": NEW,
    "HTTPS://ARXIV.ORG/ABS/2404.00727": NEW,
    "https://arxiv.org/html/2404.00727v2#S3": NEW_2,
    "https://arxiv.org/html/2404.00727v2/x1.png": NEW_2,
    "https://export.arxiv.org/abs/2404.00727": NEW,
    "https://export.arxiv.org/api/query?id_list=2404.00727": NEW,
    "https://rss.arxiv.org/abs/2404.00727": NEW,
    "https://ar5iv.labs.arxiv.org/html/2404.00727": NEW,
    "https://ar5iv.org/abs/2404.00727": NEW,
    "https://www.alphaxiv.org/abs/2404.00727v2": NEW_2,
    "https://www.alphaxiv.org/zh/overview/2404.00727": NEW,
    "https://huggingface.co/papers/2404.00727": NEW,
    "https://hf.co/papers/2404.00727": NEW,
    "https://doi.org/10.48550/arXiv.2404.00727": NEW,
    "10.48550/ARXIV.2404.00727": NEW,
    "https://papers.cool/arxiv/2404.00727": NEW,
    "hep-th/9901001": OLD,
    "hep-th/9901001v3": OLD_3,
    "HEP-TH/9901001": OLD,
    "arXiv:hep-th/9901001v3": OLD_3,
    "https://arxiv.org/abs/hep-th/9901001": OLD,
    "https://arxiv.org/pdf/hep-th/9901001v3.pdf": OLD_3,
    "https://doi.org/10.48550/arXiv.hep-th/9901001": OLD,
    "math.GT/0309136": ArxivId("math/0309136"),
    "https://arxiv.org/abs/math.GT/0309136v1": ArxivId("math/0309136", 1),
    "cond-mat.str-el/0309136": ArxivId("cond-mat/0309136"),
    "adap-org/9402001": ArxivId("adap-org/9402001"),
    "math-ph/0001001": ArxivId("math-ph/0001001"),
}

# The first and the last months of each numbering, and the lowest and highest numbers.
BORDERS = {
    "0704.0001": True,
    "0703.0001": False,
    "0712.9999": True,
    "0801.0000": False,
    "1412.9999": True,
    "1412.00001": False,
    "1412.0000": False,
    "1501.00001": True,
    "1501.0001": False,
    "1501.00000": False,
    "1501.99999": True,
    "2400.00727": False,
    "2401.00727": True,
    "2412.00727": True,
    "2413.00727": False,
    "0099.0001": False,
    "hep-th/9107001": False,
    "hep-th/9108001": True,
    "hep-th/9112001": True,
    "hep-th/9113001": False,
    "hep-th/9912999": True,
    "hep-th/0000001": False,
    "hep-th/0001001": True,
    "hep-th/0001000": False,
    "math/0703001": True,
    "math/0704001": False,
    "math/0612001": True,
    "math/0613001": False,
}

NO_IDS = [
    "",
    "no id at all",
    "2404.007",
    "2404.007270",
    "12404.00727",
    "1.2404.00727",
    "2404.00727.1",
    "-2404.00727",
    "x2404.00727",
    "2404.00727x",
    "2404.00727v",
    "2404.00727v0",
    "2404.00727v02",
    "2404.00727v12345",
    "2404.00727v2b",
    "２４０４.００７２７",
    "2404。00727",
    "10.1145/2404.00727",
    "https://doi.org/10.1109/2404.00727",
    "https://example.org/2404.00727",
    "https://example.org/abs/hep-th/9901001",
    "https://notarxiv.org/abs/2404.00727",
    "https://arxiv.org.example.org/abs/2404.00727",
    "https://arxiv.org/list/cs.CL/2404",
    "hep-xx/9901001",
    "th/9901001",
    "xmath/0309136",
    "math/030913",
    "math/03091360",
    "math./0309136",
    "and/or/math/0309136",
]

NO_SHORTS = [
    "",
    "start",
    "2404.00727",
    "2404_00727 ",
    "2404_00727\n",
    "2404_00727v",
    "2404_00727v0",
    "2413_00727",
    "２４０４_００７２７",
    "hep-th/9901001",
    "hep-th_9901",
    "hep-th_9901001v12345",
    "hep-xx_9901001",
    "_9901001",
]


@pytest.mark.parametrize(("text", "named"), FORMS.items())
def test_every_form_that_people_paste_names_its_paper(text, named):
    assert paper.find_ids(text) == [named]
    assert paper.holds_id(text)


@pytest.mark.parametrize("text", [text for text in FORMS if " " not in text])
def test_a_form_is_found_in_sentences_of_any_language(text):
    named = [FORMS[text]]
    assert paper.find_ids(f"See {text}, and tell me what you think.") == named
    assert paper.find_ids(f"请看{text if '/' not in text else ' ' + text}。很有意思") == named
    assert (
        paper.find_ids(f"（{text}）") == paper.find_ids(f"[{text}]({text})") == paper.find_ids(f"<{text}>\n") == named
    )
    assert paper.find_ids(f"“{text}”，") == paper.find_ids(f"\t{text}…") == paper.find_ids(f"{text}.") == named


def test_an_id_may_stand_in_chinese_without_any_blank():
    assert paper.find_ids("论文2404.00727v2和hep-th/9901001都引用了它") == [NEW_2, OLD]


@pytest.mark.parametrize(("text", "is_id"), BORDERS.items())
def test_numbers_and_months_are_validated_as_arxiv_gives_them(text, is_id):
    expected = [ArxivId(text)] if is_id else []
    assert paper.find_ids(text) == paper.find_ids(f"https://arxiv.org/abs/{text}") == expected


@pytest.mark.parametrize("text", NO_IDS)
def test_what_only_resembles_an_id_is_none(text):
    assert paper.find_ids(text) == []
    assert not paper.holds_id(text)
    assert paper.parse_id(text) is None


def test_several_ids_come_in_order_and_once_each():
    text = (
        "hep-th/9901001, https://arxiv.org/abs/2404.00727 (arXiv:2404.00727), math/0309136;2404.00727v2\nHEP-TH/9901001"
    )
    assert paper.find_ids(text) == [OLD, NEW, ArxivId("math/0309136"), NEW_2]


@pytest.mark.parametrize("text", ["2404.00727", " arXiv:2404.00727\n", "<https://arxiv.org/abs/2404.00727>"])
def test_one_word_with_one_id_is_parsed(text):
    assert paper.parse_id(text) == NEW


@pytest.mark.parametrize("text", ["see 2404.00727", "2404.00727,2404.00728", "2404.00727 2404.00727"])
def test_more_than_one_word_or_id_is_not_parsed(text):
    assert paper.parse_id(text) is None


def test_an_id_has_its_pages_with_the_version_it_names():
    assert str(NEW_2) == "2404.00727v2"
    assert NEW_2.abs_url == "https://arxiv.org/abs/2404.00727v2"
    assert NEW.pdf_url == "https://arxiv.org/pdf/2404.00727"
    assert OLD_3.html_url == "https://arxiv.org/html/hep-th/9901001v3"
    assert NEW_2.unversioned == NEW.unversioned == NEW


@given(factories.arxiv_ids())
def test_any_id_is_found_in_its_own_text_and_links(named):
    for text in (str(named), str(named).upper(), named.abs_url, named.pdf_url, named.html_url, f"arXiv:{named}"):
        assert paper.parse_id(text) == named


@given(factories.arxiv_ids())
def test_the_short_form_fits_a_deep_link_and_leads_back(named):
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", named.short)
    assert ArxivId.from_short(named.short) == named


@pytest.mark.parametrize("short", NO_SHORTS)
def test_no_other_payload_leads_to_a_paper(short):
    assert ArxivId.from_short(short) is None


@given(st.text() | st.lists(st.sampled_from([*FORMS, *NO_IDS, "v", ".", "/", "0", "-"])).map("".join))
def test_any_text_is_searched_without_an_error(text):
    found = paper.find_ids(text)
    assert paper.holds_id(text) == bool(found)
    assert len(found) == len(set(found))
    assert all(paper.parse_id(str(named)) == named for named in found)
    assert ArxivId.from_short(text) is None or ArxivId.from_short(text).short == text


@pytest.mark.parametrize(
    "part", ["a.", "a", "a-", "arxiv:", "arxiv.org/", "arxiv.org/a/", "https://", "0", "2404.", "9901001/", "v1"]
)
def test_hostile_text_is_searched_in_one_pass(part):
    """No quantifier of the pattern is unbounded: from each position it looks at so many characters and no more."""
    pattern = re.sub(r"\s#.*", "", paper._FIND.pattern)
    assert not set("*+") & set(pattern)
    assert ",}" not in pattern
    assert paper.find_ids(part * 50_000) == []


def test_papers_and_texts_need_no_more_than_their_names():
    assert Paper(NEW).category is None
    assert Texts("en", "On Counting").abstract == ""
