"""Readers in Taiwan get Chinese as they write it, and everything that is not Chinese as it was."""

import gzip
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.text import hant

PAPERS = Path(__file__).parents[3] / "shared" / "corpus" / "papers.jsonl.gz"
HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("人工智能与机器学习", "人工智慧與機器學習"),
        ("神经网络的参数优化算法", "神經網路的參數最佳化演算法"),
        ("多智能体强化学习", "多代理人強化學習"),
        ("信息检索的数据库", "資訊檢索的資料庫"),
        ("随机变量的协方差", "隨機變數的共變異數"),
        ("超声图像的分辨率", "超音波影像的解析度"),
        ("高超声速流", "高超音速流"),
    ],
)
def test_words_are_those_of_taiwan(simplified: str, traditional: str) -> None:
    assert hant.to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("损失函数的局部最优", "損失函數的局部最佳"),
        ("可扩展的研究对象", "可擴展的研究對象"),
        ("激活函数", "激活函數"),
        ("循环神经网络", "循環神經網路"),
        ("存在线性关系，在线性模型中", "存在線性關係，在線性模型中"),
        ("范围内存在偏差", "範圍內存在偏差"),
        ("该计算机制", "該計算機制"),
        ("对比特征", "對比特徵"),
        ("平方差与地方差异", "平方差與地方差異"),
        ("使用户能够", "使使用者能夠"),
    ],
)
def test_a_word_is_not_taken_for_another(simplified: str, traditional: str) -> None:
    assert hant.to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("更复杂，和面部", "更複雜，和面部"),
        ("更长历史", "更長歷史"),
        ("研究了如何，证明了", "研究了如何，證明了"),
        ("因素发生，延长发放", "因素發生，延長發放"),
    ],
)
def test_slips_of_opencc_are_mended(simplified: str, traditional: str) -> None:
    assert hant.to_traditional(simplified) == traditional


@pytest.mark.parametrize(
    "text",
    [
        "",
        r"$\sum_{i=1}^n x_i$ and \(\alpha\), $5 to $10",
        "https://arxiv.org/abs/2404.00727v2?a=b#c",
        "Yann LeCun, Jürgen Schmidhuber, Ильин, ひらがな",
        "“ ” ‘ ’ 《 》 （ ） … — 😀 👩‍💻 \u202e \u200b \r\n\t",
        "\0 after \0",
        "\ud800 half a pair",
    ],
)
def test_what_is_not_chinese_stays(text: str) -> None:
    assert hant.to_traditional(text) == text


@given(st.text(st.characters(exclude_categories=[]) | st.sampled_from("数据网络内存在线 $x_")))
def test_only_chinese_characters_change(text: str) -> None:
    assert HAN.sub("", hant.to_traditional(text)) == HAN.sub("", text)


def test_every_entry_of_the_words_is_used_and_final() -> None:
    words, found = hant._load_words()
    assert all(found.fullmatch(word) for word in words)
    said = {word: found.sub(lambda part: words[part[0]], saying) for word, saying in words.items()}
    assert {word: again for word, again in said.items() if again != words[word]} == {}


def test_the_memory_is_bounded() -> None:
    assert hant.to_traditional.cache_info().maxsize == hant._CACHED


def test_titles_and_summaries_of_the_corpus_keep_all_that_is_not_chinese() -> None:
    if not PAPERS.exists():
        pytest.skip("needs ../shared/corpus/papers.jsonl.gz")
    with gzip.open(PAPERS, "rt", encoding="utf-8") as lines:
        papers = [json.loads(line) for line in lines][::4]
    texts = [paper.get(part) or "" for paper in papers for part in ("translated_title", "translated_abstract")]
    assert [text for text in texts if HAN.sub("", hant.to_traditional(text)) != HAN.sub("", text)] == []


def test_the_words_are_data_of_the_locale() -> None:
    assert (i18n.FOLDER / "zh_TW" / "words.toml").is_file()
