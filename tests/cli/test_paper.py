import json
from pathlib import Path

import pytest

from bot.digest import document
from tests.cli.conftest import Zhaiyao
from tests.factories import digest

FIRST = """\
论数到1

On Counting to 1

arXiv:2404.00001v1 <https://arxiv.org/abs/2404.00001>

本文从一数到1。
"""


@pytest.fixture(autouse=True)
def _kept(folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "2024-04-01_cs.CL.md").write_text(document.render(digest(2)))
    assert zhaiyao("import", "2024-04-01_cs.CL.md").code == 0


@pytest.mark.parametrize(
    "form", ["2404.00001", "arXiv:2404.00001v3", "https://www.alphaxiv.org/abs/2404.00001", "see 2404.00001."]
)
def test_a_paper_by_any_form_of_its_id(form: str, zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("paper", form)

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(FIRST)
    assert said.out.endswith("论文摘要原文\nCounting to 1 is hard. We say why.\n")


def test_several_papers_in_the_order_asked(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("paper", "2404.00002", "2404.00001", "2404.00002", "--locale", "en", "--read", "original")

    titles = [part.split("\n")[0] for part in said.out.split("═" * 60 + "\n")]
    assert titles == ["On Counting to 2", "On Counting to 1"]


def test_papers_for_programs(zhaiyao: Zhaiyao) -> None:
    [told] = json.loads(zhaiyao("paper", "2404.00001", "--json").out)

    assert (told["id"], told["version"], told["url"]) == ("2404.00001", 1, "https://arxiv.org/abs/2404.00001")
    assert (told["authors"], told["published"]) == ([], None)
    assert [text["language"] for text in told["texts"]] == ["en", "zh"]
    assert told["texts"][1]["title"] == "论数到1"


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_what_is_not_here_is_said_with_the_way_to_arxiv(options: tuple[str, ...], zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("paper", "2404.09999v2", "2404.00001", *options)

    assert (said.code, "论数到1" in said.out) == (1, True)
    assert (
        said.err == "zhaiyao: 2404.09999 is not here; arXiv has it, if there is one: https://arxiv.org/abs/2404.09999\n"
    )
    assert zhaiyao("paper", "2404.09999", *options).out == ("[]\n" if options else "")


def test_what_is_no_id_is_refused(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("paper", "soon")

    assert said.code == 2
    assert "'soon' names no paper of arXiv" in said.err
