"""How fast digest documents are read and written, beside bare regular expressions over the same documents."""

import re
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.digest import document
from bot.errors import DocumentError
from bot.model.digest import Digest, Entry

SHARED = Path("../shared")
ROWS = re.compile(r"\| \[\^([0-9]+)\] \| \[(.*?)\]\(([^\s()]+)\) \| (.*) \|\n")
DETAILS = re.compile(
    r"\[\^([0-9]+)\]: (.*)\n\n    (.*)\n\n    \[(\S+)\]\(\S+\)\n\n"
    r"(?:    (.*)\n\n    (.*)\n\n)?    (.*)\n\n    (.*)\n    \n"
)
DERIVED = [name for name, value in vars(Entry).items() if isinstance(value, property) and not name.startswith("_")]


def main() -> None:
    paths = [*sorted(SHARED.glob("corpus/digests/*.md")), *sorted(SHARED.glob("seeds/*.txt"))]
    if not paths:
        print(f"document: no digests in {SHARED}")
        return
    documents = [path.read_bytes() for path in paths]
    digests = [document.parse(each) for each in documents]
    print_speeds(documents, digests)
    print_growth([entry for digest in digests for entry in digest.entries])


def print_speeds(documents: list[bytes], digests: list[Digest]) -> None:
    size = sum(map(len, documents))
    entries = [entry for digest in digests for entry in digest.entries]
    floor = seconds(find_all, documents)
    print(f"{len(documents)} documents, {size / 1e6:.1f} MB, {len(entries):,} entries")
    print(f"{'':30}{'MB/s':>9}{'µs an entry':>13}{'speed / floor':>15}")
    for name, took in (
        ("bare expressions (floor)", floor),
        ("parse", seconds(document.parse, documents)),
        ("parse, damaged in the last line", seconds(refuse, [each + b"x" for each in documents])),
        ("render", seconds(document.render, digests)),
        ("all that the entries derive", seconds(derive, entries)),
    ):
        print(f"{name:32}{size / took / 1e6:7.0f}{took / len(entries) * 1e6:13.1f}{floor / took:15.2f}")


def print_growth(entries: list[Entry]) -> None:
    joined = {times: document.render(Digest((*entries,) * times)).encode() for times in (1, 2, 4)}
    row = joined[1][: joined[1].index(b"](")]
    print(f"\n{'parse of one document':32}{'MB':>7}{'seconds':>13}{'ns/byte':>9}{'peak bytes/byte':>17}")
    for name, form, read in (
        *((f"{times} × all the entries", form, document.parse) for times, form in joined.items()),
        ("one line", b"a" * 100_000_000, refuse),
        ("one row", row + b"|" * 100_000_000, refuse),
        ("newlines", b"\n" * 100_000_000, refuse),
    ):
        took = seconds(read, [form], runs=3)
        memory = peak(read, form)
        print(f"{name:32}{len(form) / 1e6:7.1f}{took:13.3f}{took / len(form) * 1e9:9.2f}{memory / len(form):17.1f}")


def find_all(form: bytes) -> None:
    text = form.decode()
    ROWS.findall(text)
    DETAILS.findall(text)


def refuse(form: bytes) -> None:
    try:
        document.parse(form)
    except DocumentError:
        return
    raise AssertionError("a damaged document was read")


def derive(entry: Entry) -> None:
    for name in DERIVED:
        getattr(entry, name)


def seconds(do: Callable[[Any], object], things: Sequence[object], runs: int = 7) -> float:
    """The best of several runs over all the things."""
    return min(_seconds(do, things) for _ in range(runs))


def _seconds(do: Callable[[Any], object], things: Sequence[object]) -> float:
    began = time.perf_counter()
    for thing in things:
        do(thing)
    return time.perf_counter() - began


def peak(do: Callable[[bytes], object], form: bytes) -> int:
    """The most memory that was allocated at once, beside the document itself."""
    tracemalloc.start()
    do(form)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    main()
