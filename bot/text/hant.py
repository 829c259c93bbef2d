"""Chinese in traditional characters, as Taiwan writes it.

Characters by OpenCC's `s2tw`, then the words of locales/zh_TW/words.toml. Not `s2twp`: its phrases are made
for computers and menus and spoil science (擴展 becomes 充套件, 損失函數 損失函式, 局部最優 區域性最優,
研究對象 研究物件, 在線性 線上性). Neither step changes anything but Chinese characters: names in Latin
letters, URLs and the commands of formulas stay what they are.
"""

import functools
import re
import tomllib

import opencc

from bot import i18n

# OpenCC ends a text at its first NUL and fails at half a surrogate pair, so it does not get to see them.
_CONVERTIBLE = re.compile(r"[^\0\ud800-\udfff]+")

_CACHED = 2048  # about 6 kB for an abstract and its conversion


@functools.lru_cache(maxsize=_CACHED)
def to_traditional(text: str) -> str:
    """Convert simplified Chinese; whatever else a text holds is left as it is."""
    words, found = _load_words()
    convert = _load_converter().convert
    return _CONVERTIBLE.sub(lambda run: found.sub(lambda word: words[word[0]], convert(run[0])), text)


@functools.cache
def _load_converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


@functools.cache
def _load_words() -> tuple[dict[str, str], re.Pattern[str]]:
    path = i18n.FOLDER / "zh_TW" / "words.toml"
    sections = tomllib.loads(path.read_text(encoding="utf-8")).values()
    words = {word: said for section in sections for word, said in section.items()}
    longest_first = sorted(words, key=len, reverse=True)
    return words, re.compile("|".join(map(re.escape, longest_first)))
