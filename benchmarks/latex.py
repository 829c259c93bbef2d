"""How fast and how well LaTeX is read: over all texts of the corpus, with the worst that is left."""

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bot.text import latex, mathml, unicode_math

SHARED = Path("../shared")
FIELDS = ("title", "abstract", "translated_title", "translated_abstract", "tldr", "en_tdlr", "en_tldr")
FLOOR = re.compile(r"\\|\$").search

PRICE = re.compile(r"\$\s?\d|(?:US|HK|A|C)D?\$|[A-Za-z]\$[a-z]")
SET = re.compile(r"\{[^{}]*[,;:、，；：][^{}]*\}")
ESCAPED = re.compile(r"\\([{}$])|\\(?:textbackslash|backslash|lbrace|rbrace)")


def main() -> None:
    texts = list(dict.fromkeys(texts_of(SHARED)))
    if not texts:
        print(f"latex: no corpus in {SHARED}")
        return
    print(f"{len(texts):,} texts, {sum(map(len, texts)):,} characters")
    print_speed(texts)
    pieces = [piece for text in texts for piece in latex.split(text)]
    print_formulas([piece for piece in pieces if isinstance(piece, latex.Formula)])
    print_prose([piece for piece in pieces if isinstance(piece, latex.Prose)])


def texts_of(shared: Path) -> Iterator[str]:
    papers = shared / "corpus" / "papers.jsonl.gz"
    if papers.exists():
        for line in gzip.decompress(papers.read_bytes()).splitlines():
            paper = json.loads(line)
            yield from (paper[field] for field in FIELDS if paper.get(field))
    for path in sorted([*shared.glob("corpus/digests/*.md"), *shared.glob("seeds/*.txt")]):
        for detail in re.split(r"\n\[\^\d+\]: ", path.read_text("utf-8"))[1:]:
            yield from (field for at, field in enumerate(detail.split("\n\n    ")) if at != 2 and field.strip())


def print_speed(texts: list[str]) -> None:
    floor = min(seconds(FLOOR, texts) for _ in range(3))
    first = seconds(latex.split, texts)
    later = min(seconds(latex.split, texts) for _ in range(3))
    special = [text for text in texts if FLOOR(text)]
    apart = seconds(latex.split, special) / len(special)
    print(f"{'':28}{'texts/s':>12}{'× floor':>10}")
    for name, took in (("bare regex (floor)", floor), ("split, first run", first), ("split", later)):
        print(f"{name:28}{len(texts) / took:12,.0f}{took / floor:10.1f}")
    print(f"a text with a backslash or a dollar ({len(special):,} of them): {apart * 1e6:.0f} µs")


def seconds(read: Callable[[str], object], texts: list[str]) -> float:
    began = time.perf_counter()
    for text in texts:
        read(text)
    return time.perf_counter() - began


def print_formulas(formulas: list[latex.Formula]) -> None:
    counts = Counter((piece.latex, piece.is_display) for piece in formulas)
    dull = {formula: n for formula, n in counts.items() if unicode_math.plain(formula[0]) is None}
    blank = {formula: n for formula, n in counts.items() if mathml.render(formula[0], is_display=formula[1]) is None}
    print(f"{counts.total():,} formulas, {len(counts):,} of them different")
    print_share("read well in Unicode", dull, counts)
    print_share("become MathML", blank, counts)
    print_sample("formulas left as source", sorted((source for source, _ in dull), key=len))


def print_share(what: str, failed: dict[tuple[str, bool], int], counts: Counter[tuple[str, bool]]) -> None:
    total = counts.total()
    print(
        f"  {what}: {total - sum(failed.values()):,} ({1 - sum(failed.values()) / total:.1%}; {len(failed)} kinds not)"
    )


def print_prose(pieces: Iterable[latex.Prose]) -> None:
    strays = [shown for piece in pieces for shown in stray(piece)]
    print(f"{len(strays):,} pieces of prose still show a backslash, a dollar or a brace")
    print_sample("strays", strays)


def stray(piece: latex.Prose) -> list[str]:
    r"""What surrounds the first stray sign. Meant are prices, sets as {a, b}, and what the source escapes: \{ \$."""
    seen = SET.sub("", PRICE.sub("", piece.text))
    meant = Counter(match[1] or "\\" for match in ESCAPED.finditer(piece.source))
    for sign in "\\${}":
        if seen.count(sign) > meant[sign]:
            at = seen.index(sign)
            return [seen[max(0, at - 40) : at + 40].replace("\n", " ")]
    return []


def print_sample(title: str, lines: list[str]) -> None:
    print(f"{title}, the first of {len(lines)}:")
    for line in lines[:12]:
        print(f"    {line[:100]}")


if __name__ == "__main__":
    main()
