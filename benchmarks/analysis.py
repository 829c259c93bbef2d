"""How fast texts become tokens, beside the plainest regex that splits the same texts."""

import re
import time
from collections.abc import Callable
from pathlib import Path

from bot.text import analysis

DIGESTS = Path("../shared/corpus/digests")
BARE = re.compile("[A-Za-z]+|[0-9]+|[\u4e00-\u9fff]+").findall


def main() -> None:
    papers = [texts for path in sorted(DIGESTS.glob("*.md")) for texts in texts_of(path.read_text("utf-8"))]
    if not papers:
        print(f"analysis: no digests in {DIGESTS}")
        return
    texts = [text for paper in papers for text in paper]
    first = seconds(analysis.index_text, texts)
    floor = min(seconds(BARE, texts) for _ in range(3))
    later = min(seconds(analysis.index_text, texts) for _ in range(3))
    print(f"analysis of {len(papers):,} papers, {sum(map(len, texts)) / len(papers):,.0f} characters each")
    print(f"{'':22}{'characters/s':>14}{'µs a paper':>12}{'× floor':>9}")
    for name, took in (
        ("bare regex (floor)", floor),
        ("index_text, first run", first),
        ("index_text", later),
    ):
        speed = sum(map(len, texts)) / took
        print(f"{name:22}{speed:14,.0f}{took / len(papers) * 1e6:12.0f}{took / floor:9.1f}")


def texts_of(document: str) -> list[list[str]]:
    """The titles, summaries and abstracts of a digest's papers, read roughly: the link is left out."""
    details = re.split(r"\n\[\^\d+\]: ", document)[1:]
    return [[field for at, field in enumerate(detail.split("\n\n    ")) if at != 2] for detail in details]


def seconds(analyse: Callable[[str], object], texts: list[str]) -> float:
    began = time.perf_counter()
    for text in texts:
        analyse(text)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
