import json
from pathlib import Path

import pytest

from bot.digest import document
from tests.cli.conftest import Zhaiyao
from tests.factories import digest

NAME = "2024-04-01_cs.CL.md"


@pytest.fixture
def texts(folder: Path, zhaiyao: Zhaiyao) -> list[str]:
    """Two revisions of a day, imported."""
    texts = [document.render(digest(1)), document.render(digest(2))]
    (folder / NAME).write_text(texts[0])
    (folder / "2024-04-01_cs.CL.2.md").write_text(texts[1])
    assert zhaiyao("import", NAME, "2024-04-01_cs.CL.2.md").code == 0
    return texts


def test_the_newest_revision_comes_back_to_the_letter(texts: list[str], zhaiyao: Zhaiyao) -> None:
    assert zhaiyao("export", "cs.CL", "2024-04-01").out == texts[1]


def test_a_revision_that_is_asked_for(texts: list[str], zhaiyao: Zhaiyao) -> None:
    assert zhaiyao("export", "cs.CL", "2024-04-01", "--revision", 1).out == texts[0]


def test_into_a_file(texts: list[str], folder: Path, zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("export", "cs.CL", "2024-04-01", "-o", "out.md")

    assert (said.code, said.out) == (0, "")
    assert (folder / "out.md").read_text() == texts[1]


def test_everything_into_a_folder(texts: list[str], folder: Path, zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("export", "--all", "out/deep")

    assert said.out == "2 documents written to out/deep\n"
    assert {path.name: path.read_text() for path in (folder / "out" / "deep").iterdir()} == {
        NAME: texts[0],
        "2024-04-01_cs.CL.2.md": texts[1],
    }


def test_json_says_what_the_fields_mean(texts: list[str], zhaiyao: Zhaiyao) -> None:
    told = json.loads(zhaiyao("export", "cs.CL", "2024-04-01", "--format", "json").out)

    assert (told["feed"], told["date"], len(told["entries"])) == ("cs.CL", "2024-04-01", 2)
    assert told["entries"][0]["id"] == "2404.00002"
    assert told["entries"][0]["version"] == 1
    assert told["entries"][0]["kind"] == "new"
    assert told["entries"][0]["original"]["abstract"] == "Counting to 2 is hard. We say why."
    assert told["entries"][0]["translated"]["title"] == "论数到2"


def test_everything_as_json(texts: list[str], folder: Path, zhaiyao: Zhaiyao) -> None:
    zhaiyao("export", "--all", "out", "--format", "json")

    assert sorted(path.name for path in (folder / "out").iterdir()) == ["2024-04-01_cs.CL.2.json", "2024-04-01_cs.CL.json"]


@pytest.mark.parametrize("args", [("2024-04-02",), ("2024-04-01", "--revision", 7)])
def test_what_is_not_there_is_said(args: tuple[object, ...], texts: list[str], zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("export", "cs.CL", *args)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("zhaiyao: there is no ")
    assert "`zhaiyao digests`" in said.err


@pytest.mark.parametrize("args", [(), ("cs.CL",), ("cs.CL", "2024-04-01", "--all", "out"), ("cs.CL", "soon")])
def test_what_is_asked_wrongly(args: tuple[str, ...], zhaiyao: Zhaiyao) -> None:
    assert zhaiyao("export", *args).code == 2


def test_a_file_that_cannot_be_written(texts: list[str], zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("export", "cs.CL", "2024-04-01", "-o", "none/out.md")

    assert said.code == 1
    assert said.err == "zhaiyao: none/out.md: No such file or directory\n"
