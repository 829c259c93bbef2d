import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.digest import document
from bot.model.digest import Digest
from tests import judges
from tests.cli.conftest import Said, Zhaiyao
from tests.factories import digest, entry

DAY = ("cs.CL", "2024-04-01")
PLAIN = """\
cs.CL 计算与语言 · 2024年4月1日星期一 · 2 篇论文

[1] 论数到2
本文从一数到2。

[2] 论数到1
本文从一数到1。

公布 2 · 新论文 2 · 显示 2
#cs_CL #arXiv
"""


@pytest.fixture(autouse=True)
def _kept(folder: Path, zhaiyao: Zhaiyao) -> None:
    (folder / "2024-04-01_cs.CL.md").write_text(document.render(digest(2)))
    (folder / "2024-04-02_cs.CL.md").write_text(document.render(Digest()))
    assert zhaiyao("import", ".").code == 0


@pytest.fixture
def shown(zhaiyao: Zhaiyao) -> Said:
    return zhaiyao("preview", "digest", *DAY)


def test_a_day_as_text(shown: Said) -> None:
    assert shown == Said(0, PLAIN, "")


def test_a_day_as_it_is_sent(zhaiyao: Zhaiyao) -> None:
    [sent] = json.loads(zhaiyao("preview", "digest", *DAY, "--as", "rich").out)

    assert set(sent) == {"rich_message"}
    assert judges.judge_rich(sent["rich_message"]) == []


def test_a_day_as_classic_cards_in_another_language(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao(
        "preview",
        "digest",
        *DAY,
        "--as",
        "classic",
        "--layout",
        "cards",
        "--locale",
        "en",
        "--read",
        "both",
        "--max-rows",
        1,
    )

    assert said.out == (
        "<b>cs.CL Computation and Language · Monday, April 1, 2024 · 2 papers</b>\n\n"
        '1. <b><a href="https://arxiv.org/abs/2404.00002">论数到2</a></b>\n<i>On Counting to 2</i>\n'
        "本文从一数到2。\n2404.00002\n\n"
        "1 more paper is in the whole digest.\n\n2 announced · 2 new · 1 shown\n#cs_CL #arXiv\n"
    )


def test_several_messages_are_told_apart(folder: Path, zhaiyao: Zhaiyao) -> None:
    entries = tuple(entry(n) for n in range(200, 0, -1))
    (folder / "2024-04-03_cs.CL.md").write_text(document.render(Digest(entries)))
    zhaiyao("import", "2024-04-03_cs.CL.md")

    lines = zhaiyao("preview", "digest", "cs.CL", "2024-04-03", "--as", "classic").out.splitlines()

    rules = [line for line in lines if line.startswith("─")]
    assert len(rules) > 1
    assert lines[0] == rules[0] == f"──────── 1/{len(rules)} ────────"


def test_a_page_for_a_browser(folder: Path, zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("preview", "digest", *DAY, "--as", "html", "--locale", "zh_TW", "-o", "page.html")
    page = (folder / "page.html").read_text()

    assert said == Said(0, "", "")
    assert page.startswith('<!doctype html>\n<html lang="zh-TW">')
    assert "<title>cs.CL 2024-04-01</title>" in page
    assert "論數到2" in page


def test_a_day_without_papers(zhaiyao: Zhaiyao) -> None:
    assert "这一天没有论文" in zhaiyao("preview", "digest", "cs.CL", "2024-04-02").out


def test_a_day_that_is_not_there(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("preview", "digest", "cs.CL", "2024-04-09")

    assert said.code == 1
    assert said.err == "zhaiyao: there is no digest of cs.CL for 2024-04-09; `zhaiyao digests` lists what is there\n"


def test_a_paper_as_it_is_sent(zhaiyao: Zhaiyao) -> None:
    [sent] = json.loads(zhaiyao("preview", "paper", "https://arxiv.org/pdf/2404.00001v1", "--as", "rich").out)

    assert judges.judge_rich(sent["rich_message"], sent["reply_markup"]) == []


def test_a_paper_in_the_original(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("preview", "paper", "2404.00001", "--read", "original", "--locale", "en")

    assert said.out.startswith("On Counting to 1\n\narXiv:2404.00001v1\n")


def test_a_paper_that_is_not_here(zhaiyao: Zhaiyao) -> None:
    said = zhaiyao("preview", "paper", "hep-th/9901001")

    assert (said.code, said.err) == (
        1,
        "zhaiyao: hep-th/9901001 is not here; arXiv has it, if there is one: https://arxiv.org/abs/hep-th/9901001\n",
    )


def test_what_is_no_paper(zhaiyao: Zhaiyao) -> None:
    assert zhaiyao("preview", "paper", "soon").code == 2


def test_a_damaged_title_goes_through(folder: Path, zhaiyao: Zhaiyao) -> None:
    hostile = replace(entry(1), translated_title="<b>&\u202e 摘要 $\\frac{a", row_summary="")
    (folder / "2024-04-04_cs.CL.md").write_text(document.render(Digest((hostile,))))
    zhaiyao("import", "2024-04-04_cs.CL.md")

    for rendering in ("rich", "classic", "plain", "html"):
        assert zhaiyao("preview", "digest", "cs.CL", "2024-04-04", "--as", rendering).code == 0
