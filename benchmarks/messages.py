"""What it costs to compose and render digests, beside writing the finished payload as JSON, as must be done anyway."""

import json
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bot import i18n
from bot.compose import daily, paper, render_classic, render_html, render_plain, render_rich, wording
from bot.compose.reader import Reader
from bot.digest import document
from bot.model.digest import Digest, DigestKey, Entry
from bot.model.message import Message
from bot.model.paper import Paper
from bot.model.reading import Choices, Layout, PaperRow, Selection
from bot.text import hant, quality

SHARED = Path("../shared")
SIZE = 68
LOCALES = i18n.LOCALES
RENDERERS: dict[str, Callable[[Message], Any]] = {
    "rich": render_rich.render,
    "classic": render_classic.render,
    "plain": render_plain.render,
    "html": render_html.fragment,
}


def main() -> None:
    paths = [*sorted(SHARED.glob("corpus/digests/*.md")), *sorted(SHARED.glob("seeds/*.txt"))]
    if not paths:
        print(f"messages: no digests in {SHARED}")
        return
    digests = {path.name: document.parse(path.read_bytes()) for path in paths}
    print_a_day(min(digests.values(), key=lambda digest: abs(len(digest.entries) - SIZE)))
    print_growth([entry for digest in digests.values() for entry in digest.entries])
    print_all(digests)


def print_a_day(digest: Digest) -> None:
    entries = len(digest.entries)
    floor = seconds(partial(json.dumps, sent("rich", digest), ensure_ascii=False))
    print(f"{entries} entries{'':26}{'ms':>8}{'µs an entry':>13}{'time / floor':>14}")
    print_row("json.dumps of the payload (floor)", floor, entries, floor)
    for rendering in ("rich", "classic"):
        for layout, locale in ((Layout.TABLE, "zh_CN"), (Layout.CARDS, "zh_TW")):
            took = seconds(partial(sent, rendering, digest, layout, locale))
            print_row(f"{rendering}, {layout}, {locale}", took, entries, floor)
        took = seconds(partial(sent, rendering, digest), setup=forget)
        print_row(f"{rendering}, every text for the first time", took, entries, floor)
    took = seconds(lambda: [sent("rich", digest, Layout.TABLE, each) for each in LOCALES], setup=forget)
    print_row("rich, in five languages, first time", took, entries * len(LOCALES), floor)
    entry = digest.entries[0]
    detail = paper.Detail(Paper(entry.id), (entry.original, entry.translated))
    took = seconds(lambda: render_rich.render(paper.compose(detail, reader())))
    print_row("a detailed entry, rich", took, 1, floor)


def print_growth(entries: list[Entry]) -> None:
    columns = f"{'rich ms':>10}{'µs/entry':>10}{'classic ms':>12}{'µs/entry':>10}{'peak MB':>9}"
    print(f"\n{'entries, each text for the first time':38}{columns}")
    for count in (68, 340, 737, len(entries)):
        day = Digest(tuple(entries[:count]))
        rich, classic = (seconds(partial(sent, form, day), setup=forget, runs=3) for form in ("rich", "classic"))
        each = [rich * 1e3, rich / count * 1e6, classic * 1e3, classic / count * 1e6]
        memory = peak(partial(sent, "rich", day)) / 1e6
        print(f"{count:<38,}{each[0]:10.1f}{each[1]:10.0f}{each[2]:12.1f}{each[3]:10.0f}{memory:9.1f}")


def print_all(digests: dict[str, Digest]) -> None:
    print(f"\n{'all of the corpus, once':38}{'seconds':>10}{'µs/entry':>10}  the slowest")
    entries = sum(len(digest.entries) for digest in digests.values())
    for rendering in RENDERERS:
        forget()
        took = {name: once(partial(sent, rendering, digest)) for name, digest in digests.items()}
        total, name = sum(took.values()), max(took, key=took.__getitem__)
        there = len(digests[name].entries)
        slowest = f"{name}: {took[name] * 1e3:.0f} ms, {there} entries, {took[name] / there * 1e6:.0f} µs each"
        print(f"{rendering:38}{total:10.2f}{total / entries * 1e6:10.0f}  {slowest}")


def sent(rendering: str, digest: Digest, layout: Layout = Layout.TABLE, locale: str = "zh_CN") -> Any:
    """The digest composed and rendered."""
    picked = Selection(DigestKey("cs.CL", date(2024, 4, 1)), tuple(map(PaperRow.of, digest.entries)))
    return RENDERERS[rendering](daily.compose(picked, reader(layout, locale)))


def reader(layout: Layout = Layout.TABLE, locale: str = "zh_CN") -> Reader:
    return Reader(i18n.translator(locale), Choices(layout), "zhaiyao_bot")


def forget() -> None:
    """As if no text had been seen before."""
    for cached in (wording.draw, hant.to_traditional, quality.is_written_in):
        cached.cache_clear()


def print_row(name: str, took: float, entries: int, floor: float) -> None:
    print(f"{name:38}{took * 1e3:7.2f}{took / entries * 1e6:12.0f}{took / floor:14.1f}")


def seconds(call: Callable[[], Any], *, setup: Callable[[], None] | None = None, runs: int = 7) -> float:
    """The best of some runs, after one to warm up."""
    call()
    took = []
    for _ in range(runs):
        if setup:
            setup()
        took.append(once(call))
    return min(took)


def once(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def peak(call: Callable[[], Any]) -> int:
    tracemalloc.start()
    call()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
