import pytest

from bot.text import quality


@pytest.mark.parametrize(
    ("text", "language", "is_so"),
    [
        ("论计数", "zh", True),
        ("LLaMA 与 GPT-4 的 LoRA 微调", "zh", True),
        ("MARS via LASSO（更新）", "zh", True),
        ("We count, and the word 计数 stands once in a long English sentence.", "zh", False),
        ("On Counting", "zh", False),
        ("", "zh", False),
        ("数え上げについて", "ja", True),
        ("О счёте", "ru", True),
        ("셈에 대하여", "ko", True),
        ("Über das Zählen", "de", True),
        (" ", "de", False),
    ],
)
def test_a_text_is_in_a_language_if_enough_of_it_is(text: str, language: str, is_so: bool) -> None:
    assert quality.is_written_in(text, language) is is_so


@pytest.mark.parametrize(
    ("length", "end", "is_so"),
    [
        (1000, "wor", True),
        (1000, "nd.", True),
        (999, "nd.", True),
        (951, "wor", True),
        (951, "nd.", False),
        (951, "x^2$", False),
        (980, " https://example.org/code", False),
        (929, "wor", False),
        (1001, "wor", False),
        (3, "wor", False),
    ],
)
def test_an_abstract_is_cut_if_it_breaks_off_where_sources_cut(length: int, end: str, is_so: bool) -> None:
    assert quality.is_cut("w" * (length - len(end)) + end) is is_so
    assert quality.is_cut("  " + "w" * (length - len(end)) + end + "\n") is is_so
