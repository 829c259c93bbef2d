import io
import sys
from pathlib import Path

import pytest

from bot.digest import document
from tests.cli.conftest import Zhaiyao
from tests.factories import digest


def write(path: Path, entries: int = 2) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document.render(digest(entries)), newline="")
    return path


def test_a_folder_is_taken_in_with_its_folders(folder: Path, zhaiyao: Zhaiyao) -> None:
    write(folder / "in" / "2024-04-01_cs.CL.md")
    write(folder / "in" / "more" / "2024-04-02_q-fin.md", entries=3)

    said = zhaiyao("import", "in")

    assert said.code == 0
    assert said.out == (
        "2 documents imported, 0 already there, 0 refused; 3 new papers, 5 announcements\n"
    )


def test_again_is_no_change(folder: Path, zhaiyao: Zhaiyao) -> None:
    file = write(folder / "2024-04-01_cs.CL.md")
    zhaiyao("import", file)

    said = zhaiyao("import", file)

    assert said.out == "0 documents imported, 1 already there, 0 refused; 0 new papers, 0 announcements\n"
    assert said.code == 0


def test_what_is_no_document_is_named_as_skipped(folder: Path, zhaiyao: Zhaiyao) -> None:
    write(folder / "in" / "2024-04-01_cs.CL.md")
    (folder / "in" / "notes.txt").write_text("x")

    said = zhaiyao("import", "in")

    assert said.code == 0
    assert said.err == "skipped  in/notes.txt: not named *.md\n"
    assert "0 refused, 1 skipped;" in said.out


def test_one_that_is_refused_leaves_the_others(folder: Path, zhaiyao: Zhaiyao) -> None:
    write(folder / "in" / "2024-04-01_cs.CL.md")
    (folder / "in" / "2024-04-02_cs.CL.md").write_bytes(b"\xff\xfe")
    write(folder / "in" / "2024-04-03_cs.CL.md")
    write(folder / "in" / "2024-13-03_cs.CL.md")
    write(folder / "in" / "README.md")

    said = zhaiyao("import", "in", "gone.md")

    assert said.code == 1
    assert "2 documents imported, 0 already there, 4 refused;" in said.out
    assert "refused  in/2024-04-02_cs.CL.md: line 1: expected UTF-8 text\n" in said.err
    assert "refused  in/README.md: not named DATE_FEED.md; say what it is with --feed and --date\n" in said.err
    assert "refused  in/2024-13-03_cs.CL.md: not named DATE_FEED.md" in said.err
    assert "refused  gone.md: no such file\n" in said.err


def test_a_folder_instead_of_a_document_is_refused_with_its_reason(folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "in" / "2024-04-02_cs.CL.md").mkdir(parents=True)

    said = zhaiyao("import", "in")

    assert said.code == 0  # a folder named like a document is a folder: empty


def test_a_name_that_tells_nothing_is_told_by_options(folder: Path, zhaiyao: Zhaiyao) -> None:
    write(folder / "today.txt")

    said = zhaiyao("import", "today.txt", "--feed", "cs.CL", "--date", "2024-04-01")

    assert said.code == 0
    assert zhaiyao("digests").out == "2024-04-01  cs.CL                1  published      2\n"


def test_standard_input(zhaiyao: Zhaiyao, monkeypatch: pytest.MonkeyPatch) -> None:
    data = document.render(digest(1)).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    said = zhaiyao("import", "-", "--feed", "stat.ML", "--date", "2024-04-01")

    assert "1 documents imported" in said.out


def test_revisions_are_numbered_as_their_files_say(folder: Path, zhaiyao: Zhaiyao) -> None:
    write(folder / "in" / "2024-04-01_cs.CL.10.md", entries=3)
    write(folder / "in" / "2024-04-01_cs.CL.2.md", entries=2)
    write(folder / "in" / "2024-04-01_cs.CL.md", entries=1)

    zhaiyao("import", "in")

    assert [line.split()[2::2] for line in zhaiyao("digests").out.splitlines()] == [["1", "1"], ["2", "2"], ["10", "3"]]


def test_crlf_is_accepted_and_said_so(folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "2024-04-01_cs.CL.md").write_bytes(document.render(digest(1)).replace("\n", "\r\n").encode())

    said = zhaiyao("import", "2024-04-01_cs.CL.md")

    assert said.code == 0
    assert said.err.startswith("note     2024-04-01_cs.CL.md: ")
    assert "CRLF" in said.err


@pytest.mark.parametrize(
    "args",
    [
        ("a.md", "b.md", "--feed", "cs.CL"),
        (".", "--date", "2024-04-01"),
        ("a.md", "--feed", "no feed", "--date", "2024-04-01"),
        ("a.md", "--feed", "cs.CL", "--date", "yesterday"),
        (),
    ],
)
def test_what_is_asked_wrongly_changes_nothing(args: tuple[str, ...], folder: Path, zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("import", *args)

    assert said.code == 2
    assert said.err
    assert list(folder.iterdir()) == []
