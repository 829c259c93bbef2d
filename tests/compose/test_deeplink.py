import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compose import deeplink
from bot.model import taxonomy
from bot.model.digest import DigestKey
from bot.model.paper import ArxivId
from tests.factories import arxiv_ids

START = "https://t.me/a_bot?start="


@given(arxiv_ids())
def test_links_to_papers_come_back(paper: ArxivId) -> None:
    assert _come_back(deeplink.to_paper("a_bot", paper)) == paper


@given(st.sampled_from(sorted(taxonomy.CATEGORIES | taxonomy.ARCHIVE_NAMES)), st.dates(date(1991, 8, 1)))
def test_links_to_digests_come_back(feed: str, day: date) -> None:
    assert _come_back(deeplink.to_digest("a_bot", DigestKey(feed, day))) == DigestKey(feed, day)


@pytest.mark.parametrize(
    "payload", ["", "d20240231_cs_CL", "d2024_cs", "d20240401_", "x", "d20240401_cs_CL_x", "2404_1"]
)
def test_anything_else_leads_nowhere(payload: str) -> None:
    assert deeplink.parse(payload) is None


def _come_back(url: str) -> ArxivId | DigestKey | None:
    payload = url.removeprefix(START)
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", payload)
    return deeplink.parse(payload)
