"""What buttons remember, and that nothing else is taken for it."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.compose import callback


@dataclass(frozen=True, slots=True)
class Save:
    CODE: ClassVar[str] = "s"
    paper: str
    is_on: bool = True
    page: int = 0


@dataclass(frozen=True, slots=True)
class Close:
    CODE: ClassVar[str] = "c"


@dataclass(frozen=True, slots=True)
class Odd:
    CODE: ClassVar[str] = "o"
    value: float


CODEC = callback.Codec(Save, Close, key=b"a secret")


@given(st.text(max_size=8), st.booleans(), st.integers(-(10**9), 10**9))
def test_an_action_comes_back_as_it_was(paper: str, is_on: bool, page: int) -> None:
    action = Save(paper, is_on, page)
    data = CODEC.encode(action)
    assert len(data.encode()) <= 64
    assert CODEC.decode(data) == action


def test_an_action_may_have_no_fields() -> None:
    assert CODEC.decode(CODEC.encode(Close())) == Close()


@given(st.text(max_size=80) | st.from_regex(r"1:[sc](:[^:]*){0,4}", fullmatch=True))
def test_what_was_never_encoded_is_nothing(data: str) -> None:
    assert CODEC.decode(data) is None


@given(st.data())
def test_damaged_data_are_nothing(data: st.DataObject) -> None:
    made = CODEC.encode(Save("2404.00727", is_on=False, page=12))
    at = data.draw(st.integers(0, len(made) - 1))
    letter = data.draw(st.sampled_from(["", "x", ":", "0", "%", "\ud800"]))
    damaged = made[:at] + letter + made[at + 1 :]
    assert CODEC.decode(damaged) is None or damaged == made


def test_data_of_others_are_nothing() -> None:
    assert callback.Codec(Save, key=b"another").decode(CODEC.encode(Save("x"))) is None
    assert callback.Codec(Close, key=b"a secret").decode(CODEC.encode(Save("x"))) is None
    forged = callback.Codec(Save, Close)
    assert CODEC.decode(forged.encode(Save("x"))) is None
    for data in (
        None,
        "",
        "2:s:x:1:0:aaaa",
        "1:s:x:yes:0:aaaa",
        "1:s:x:1:one:aaaa",
        "1:c",
        "1:s:" + "x" * 100,
    ):
        assert CODEC.decode(data) is None


def test_what_no_button_can_remember_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="too long"):
        CODEC.encode(Save("x" * 60))
    with pytest.raises(ValueError, match="unknown"):
        callback.Codec(Close).encode(Save("x"))
    with pytest.raises(ValueError, match="one code"):
        callback.Codec(Close, Close)
    with pytest.raises(ValueError, match="remember"):
        callback.Codec(Odd)
