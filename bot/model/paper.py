"""A paper, its arXiv id in every form that people paste, and its texts."""

import re
from dataclasses import dataclass
from datetime import date

from bot.model.taxonomy import ARCHIVES

_ABS_BASE = "https://arxiv.org"

# A known site, a prefix, or nothing; but left of a bare id stands no letter, digit or path: `10.1145/2404.00727`
# is no paper of arXiv. Every part is bounded, so that the search is linear in the text.
_FIND = re.compile(
    r"""(?: (?<![a-z0-9-]) (?:https?://)? (?:[a-z]{1,8}\.)? (?:arxiv|ar5iv|alphaxiv)\.org/[a-z-]{1,12}/
          | (?<![a-z0-9-]) (?:huggingface\.co|hf\.co)/papers/
          | (?<![0-9.]) 10\.48550/arxiv\.
          | (?<![a-z0-9]) arxiv\s?[:：]\s?
          | (?<![a-z0-9._/-])
        )
        (?: (?P<new>[0-9]{4}\.[0-9]{4,5})
          | (?P<archive>[a-z]{1,8}(?:-[a-z]{1,4})?)(?:\.[a-z]{2})?/(?P<number>[0-9]{7})
        )
        (?:v(?P<version>[1-9][0-9]{0,3}))?
        (?![a-z0-9]|\.[0-9])
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_SHORT = re.compile(r"(?:(\d{4})_(\d{4,5})|([a-z-]+)_(\d{7}))(?:v(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class ArxivId:
    """The name of a paper, `2404.00727` or `hep-th/9901001`, and of one of its versions where that is told."""

    paper: str
    version: int | None = None

    def __str__(self) -> str:
        return self.paper if self.version is None else f"{self.paper}v{self.version}"

    @property
    def unversioned(self) -> "ArxivId":
        """The paper, whichever version."""
        return self if self.version is None else ArxivId(self.paper)

    @property
    def abs_url(self) -> str:
        """The page of the abstract."""
        return f"{_ABS_BASE}/abs/{self}"

    @property
    def pdf_url(self) -> str:
        """The paper as PDF."""
        return f"{_ABS_BASE}/pdf/{self}"

    @property
    def html_url(self) -> str:
        """The paper as a web page; not every paper has one."""
        return f"{_ABS_BASE}/html/{self}"

    @property
    def short(self) -> str:
        """The id in the letters that a Telegram deep link may hold: `2404_00727v2`, `hep-th_9901001`."""
        return str(self).replace(".", "_").replace("/", "_")

    @classmethod
    def from_short(cls, short: str) -> "ArxivId | None":
        """The id that `short` gave, or None for anything else."""
        if not (match := _SHORT.fullmatch(short)):
            return None
        month, number, archive, old, version = match.groups()
        return parse_id((f"{month}.{number}" if month else f"{archive}/{old}") + (f"v{version}" if version else ""))


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known of a paper beside its texts; not every source tells everything."""

    id: ArxivId
    version: int | None = None
    category: str | None = None
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: date | None = None
    updated: date | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """A paper's title, abstract and one-sentence summary in one language; "" is what is not there."""

    language: str
    title: str
    abstract: str = ""
    summary: str = ""
    origin: str = "published"


def find_ids(text: str) -> list[ArxivId]:
    """Every arXiv id in the text, in order, once each, from whatever form it stands in."""
    return list(dict.fromkeys(found for match in _FIND.finditer(text) if (found := _valid(match))))


def parse_id(text: str) -> ArxivId | None:
    """The one id that this word or link names, or None."""
    word = text.strip()
    found = find_ids(word)
    return found[0] if len(found) == 1 and len(word.split()) == 1 else None


def _valid(match: re.Match[str]) -> ArxivId | None:
    new, archive, number, told = match.groups()
    version = int(told) if told else None
    if new:
        return ArxivId(new, version) if _is_new_style(new) else None
    archive = archive.lower()
    return ArxivId(f"{archive}/{number}", version) if archive in ARCHIVES and _is_old_style(number) else None


def _is_new_style(paper: str) -> bool:
    """From April 2007: YYMM.NNNN, five digits from January 2015."""
    month, number = paper.split(".")
    digits = 5 if month >= "1501" else 4
    return month >= "0704" and "01" <= month[2:] <= "12" and len(number) == digits and int(number) > 0


def _is_old_style(number: str) -> bool:
    """From August 1991 to March 2007: YYMMNNN."""
    month = number[:4]
    year_known = month >= "9108" or month <= "0703"
    return year_known and "01" <= month[2:] <= "12" and int(number[4:]) > 0
