"""The command line as a person has it: in a folder of its own, with no settings but the test's."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import __main__
from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


Zhaiyao = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


@pytest.fixture
def zhaiyao(folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Iterator[Zhaiyao]:
    def run(*args: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["zhaiyao", *map(str, args)])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as exited:
            __main__.main()
        out, err = capfdbinary.readouterr()
        return Said(int(exited.value.code or 0), out.decode(), err.decode())

    yield run
