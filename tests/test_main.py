"""The command as a program of its own, and what becomes of errors that nobody caught."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import __main__, cli


def test_it_runs_as_a_module() -> None:
    said = subprocess.run([sys.executable, "-m", "bot"], capture_output=True, text=True, check=True)

    assert "Commands:" in said.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m bot --help | true"

    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, cwd=Path.cwd())

    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [(FileNotFoundError(2, "No such file or directory", "x.md"), "zhaiyao: x.md: No such file or directory\n")],
)
def test_an_error_of_a_file_is_one_line(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(cli, "commands", fail)

    with pytest.raises(SystemExit) as exited:
        __main__.main()

    assert exited.value.code == 1
    assert capsys.readouterr().err == said


def test_a_bug_is_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("of no file")

    monkeypatch.setattr(cli, "commands", fail)

    with pytest.raises(OSError, match="of no file"):
        __main__.main()
