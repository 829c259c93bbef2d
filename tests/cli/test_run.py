"""`zhaiyao run`, as far as it fails before it runs; tests/flow runs it."""

from pathlib import Path

import pytest

from tests.cli.conftest import Zhaiyao


def test_without_a_token_it_says_where_to_get_one(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("run")

    assert (said.code, said.out) == (1, "")
    assert said.err == "zhaiyao: BOT_TOKEN: set it to the token that @BotFather gave you\n"


def test_a_wrong_setting_is_said_before_anything_is_made(
    folder: Path, zhaiyao: Zhaiyao, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "hunter2")
    said = zhaiyao("run")

    assert (said.code, said.err) == (1, "zhaiyao: BOT_TOKEN: should be what @BotFather gave, like 123456789:AAE…\n")
    assert list(folder.iterdir()) == []
