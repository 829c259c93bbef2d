"""Papers, entries and digests to test with, valid unless changed, and strategies for any that there may be."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.digest import layout
from bot.model.digest import Digest, Entry
from bot.model.paper import ArxivId
from bot.model.taxonomy import ARCHIVES


def entry(n: int = 1, **changes: Any) -> Entry:
    """The n-th paper, as documents since 2024-02 write it."""
    made = Entry(
        link=f"https://arxiv.org/abs/2404.{n:05}",
        row_title=f"On Counting to {n}",
        row_summary=f"本文从一数到{n}。",
        translated_title=f"论数到{n}",
        raw_title=f"On Counting to {n}",
        summary=f"本文从一数到{n}。",
        original_summary="",
        translated_abstract=f"数到{n}并不容易，我们说明为什么。",
        raw_abstract=f"arXiv:2404.{n:05}v1 Announce Type: new  Abstract: Counting to {n} is hard. We say why.",
    )
    return replace(made, **changes)


def older_entry(n: int = 1, mark: str = "", **changes: Any) -> Entry:
    """The n-th paper, as documents to 2024-01 write it."""
    older = {
        "link": f"http://arxiv.org/abs/2310.{n:05}",
        "row_title": f"On Counting to {n}.",
        "raw_title": f"On Counting to {n}. (arXiv:2310.{n:05}v2 [math.NT]{mark})",
        "raw_abstract": f"Counting to {n} is hard. We say why.",
    }
    return entry(n, **older | changes)


def early_entry(n: int = 1, **changes: Any) -> Entry:
    """The n-th paper, as the very first documents write it: without summaries in its detail."""
    return older_entry(n, **{"summary": None, "original_summary": None} | changes)


def digest(n: int = 2) -> Digest:
    """A digest of n entries."""
    return Digest(tuple(entry(number) for number in range(n, 0, -1)))


def arxiv_ids() -> st.SearchStrategy[ArxivId]:
    """Any id, of either style, with a version or without."""
    versions = st.none() | st.integers(1, 9999)
    return st.builds(ArxivId, _papers_of_new_style() | _papers_of_old_style(), versions)


# What could be taken for a part of the document or for a line's end; _ is a blank.
_PARTS = r"""| |_| _|_ _| ]( ) [ ](LINK)_|_ ](LINK) (LINK) [^1]:_ [^2]:_ ____ _ # #_摘要 #_详细 |_[^1]_|_[ | --- { } {0}
" ' %s \ $ <b> &amp; 𝔸 ._(arXiv:2404.00001v1_[math.NT]_UPDATED) arXiv:2404.00001v1_Announce_Type:_new__Abstract:_"""
_LINK = "https://arxiv.org/abs/2404.00001"
_HOSTILE = [part.replace("_", " ").replace("LINK", _LINK) for part in _PARTS.split()]
_HOSTILE += list("\r\x0b\x0c\x1c\x85\u2028\u2029\ufeff")


def lines() -> st.SearchStrategy[str]:
    """Any text that a field may hold, often one that looks like a part of the document."""
    any_text = st.text(st.characters(exclude_characters="\n\0", exclude_categories=["Cs"]), max_size=20)
    return st.lists(st.sampled_from(_HOSTILE), max_size=5).map("".join) | any_text


def entries() -> st.SearchStrategy[Entry]:
    """Any entry that can be written."""
    hosts = st.sampled_from(["http://arxiv.org/abs/", "https://arxiv.org/abs/", "https://rss.arxiv.org/abs/", ""])
    texts = {name: lines() for name in ("row_title", "row_summary", "translated_title", "raw_title")}
    texts |= {name: lines() for name in ("translated_abstract", "raw_abstract")}
    summaries = {name: lines() for name in ("summary", "original_summary")}
    nothing = dict.fromkeys(summaries, st.none())
    links = st.just(_LINK) | st.builds("{}{}".format, hosts, arxiv_ids())
    any_entry = st.one_of(st.builds(Entry, links, **texts, **either) for either in (summaries, nothing))
    return any_entry.filter(lambda entry: layout.row_border(entry.link) not in entry.row_title)


def digests(max_size: int = 4) -> st.SearchStrategy[Digest]:
    """Any digest that can be written."""
    return st.lists(entries(), max_size=max_size).map(tuple).map(Digest)


def _papers_of_new_style() -> st.SearchStrategy[str]:
    to_2014 = st.builds("{:%y%m}.{:04}".format, st.dates(date(2007, 4, 1), date(2014, 12, 31)), st.integers(1, 9999))
    since = st.builds("{:%y%m}.{:05}".format, st.dates(date(2015, 1, 1), date(2068, 12, 31)), st.integers(1, 99999))
    return to_2014 | since


def _papers_of_old_style() -> st.SearchStrategy[str]:
    days = st.dates(date(1991, 8, 1), date(2007, 3, 31))
    return st.builds("{}/{:%y%m}{:03}".format, st.sampled_from(sorted(ARCHIVES)), days, st.integers(1, 999))
