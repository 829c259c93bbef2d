from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest import filename
from bot.model.digest import DigestKey
from bot.model.taxonomy import ARCHIVES, CATEGORIES

KEYS = st.builds(DigestKey, st.sampled_from(sorted({*ARCHIVES, *CATEGORIES, "new.XY"})), st.dates())


@given(KEYS, st.integers(1, 999_999))
def test_a_name_tells_what_it_was_made_of(key: DigestKey, number: int) -> None:
    assert filename.parse(filename.render(key, number)) == (key, None if number == 1 else number)


def test_names_are_as_others_write_them() -> None:
    assert filename.render(DigestKey("cs.CL", date(2024, 4, 1)), 1) == "2024-04-01_cs.CL.md"
    assert filename.render(DigestKey("cs.CL", date(2024, 4, 1)), 2) == "2024-04-01_cs.CL.2.md"


@pytest.mark.parametrize(
    "name",
    ["", "README.md", "2024-04-01_.md", "2024-02-30_cs.CL.md", "2024-04-01_cs.CL.txt", "2024-04-01_cs.CL.0.md",
     "2024-04-01_cs..CL.md", "2024-04-01_CS.md", "x2024-04-01_cs.CL.md", f"2024-04-01_{'a' * 50}.md"],
)  # fmt: skip
def test_other_names_tell_nothing(name: str) -> None:
    assert filename.parse(name) is None


@given(st.text())
def test_any_text_is_a_name_or_none(text: str) -> None:
    filename.parse(text)
