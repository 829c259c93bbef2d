"""Whether a text is what it is said to be: in its language, and whole."""

import functools
import re

_SCRIPTS = {
    "zh": "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af",
    "ja": "\u3040-\u30ff\u4e00-\u9fff",
    "ko": "\uac00-\ud7a3",
    "ru": "\u0400-\u04ff",
}
# A title in Chinese may be little more than names: of 3,861 given here the least is a third.
_LEAST = 0.2

# Sources cut an abstract at 1,000 characters, of which the feed's own words before it took up to 70.
_CUT = range(930, 1001)
_SURELY_CUT = (999, 1000)  # of 3,861 given here 1,868 have this length; by chance it would be five or so
_WHOLE = re.compile(r"(?:[.!?。！？…)）\]」』\"'”’$}]|://\S+)\Z")

_CACHED = 8192  # the titles and summaries of the largest days


@functools.lru_cache(maxsize=_CACHED)
def is_written_in(text: str, language: str) -> bool:
    """Whether enough of the words are in the script of the language; of Latin letters it asks no more."""
    script = _SCRIPTS.get(language)
    if script is None:
        return bool(text.strip())
    own = len(re.findall(f"[{script}]", text))
    foreign = len(re.findall("[A-Za-z]{2,}", text))
    return own > 0 and own >= _LEAST * (own + foreign)


def is_cut(abstract: str) -> bool:
    """Whether an abstract has the length at which sources cut, and ends within a sentence."""
    text = abstract.strip()
    return len(text) in _SURELY_CUT or (len(text) in _CUT and not _WHOLE.search(text))
