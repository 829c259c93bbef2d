"""A paper, its arXiv id in every form that people paste, and its texts."""

import re
from dataclasses import dataclass
from datetime import date

from bot.model.taxonomy import ARCHIVES

_SITE = "https://arxiv.org"
_MONTH = "(?:0[1-9]|1[0-2])"

# A link, a prefix, or nothing; but left of a bare id stands no letter, digit or path: 10.1145/2404.00727 is no paper
# of arXiv. Every part is bounded, so that the search is linear in the text.
_FIND = re.compile(
    rf"""(?: (?<![a-z0-9-])
             (?: (?:https?://(?:[a-z]{{1,8}}\.)?)?(?:arxiv|alphaxiv|ar5iv)\.org/(?:[a-z-]{{1,12}}/){{1,3}}
               | (?:huggingface|hf)\.co/papers/
               | arxiv[./_-]                                             # 10.48550/arXiv.ID, papers.cool/arxiv/ID
             )
           | (?<![a-z0-9._/-])                                           # also what follows "arXiv:"
         )
         (?: (?P<new> (?:070[4-9]|071[0-2]|(?:0[89]|1[0-4]){_MONTH})\.(?!0000)[0-9]{{4}}      # 2007-04 to 2014-12
                    | (?:1[5-9]|[2-9][0-9]){_MONTH}\.(?!00000)[0-9]{{5}} )                    # since 2015
           | (?P<archive>{"|".join(sorted(ARCHIVES))})(?:\.[a-z-]{{2,9}})?/
             (?P<number> (?:910[89]|911[0-2]|9[2-9]{_MONTH}|0[0-6]{_MONTH}|070[1-3])(?!000)[0-9]{{3}} )
         )
         (?:v(?P<version>[1-9][0-9]{{0,3}}))?
         (?![a-z0-9]|\.[0-9])
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_SHORT = re.compile(r"(?:([0-9]{4})_([0-9]{4,5})|([a-z-]{1,13})_([0-9]{7}))(v[0-9]{1,4})?")


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
        return f"{_SITE}/abs/{self}"

    @property
    def pdf_url(self) -> str:
        """The paper as PDF."""
        return f"{_SITE}/pdf/{self}"

    @property
    def html_url(self) -> str:
        """The paper as a web page; not every paper has one."""
        return f"{_SITE}/html/{self}"

    @property
    def short(self) -> str:
        """The id in the letters that a Telegram deep link may hold: `2404_00727v2`, `hep-th_9901001`."""
        return str(self).replace(".", "_").replace("/", "_")

    @classmethod
    def from_short(cls, short: str) -> "ArxivId | None":
        """The id that `short` gave, or None for anything else."""
        if not (match := _SHORT.fullmatch(short)):
            return None
        month, number, archive, old, version = match.groups(default="")
        return parse_id((f"{month}.{number}" if month else f"{archive}/{old}") + version)


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
    return list(dict.fromkeys(_id(match) for match in _FIND.finditer(text)))


def parse_id(text: str) -> ArxivId | None:
    """The one id that this word or link names, or None."""
    found = find_ids(text)
    return found[0] if len(found) == 1 and len(text.split()) == 1 else None


def holds_id(text: str) -> bool:
    """Whether `find_ids` finds any."""
    return _FIND.search(text) is not None


def _id(match: re.Match[str]) -> ArxivId:
    new, archive, number, version = match.groups()
    return ArxivId(new or f"{archive.lower()}/{number}", int(version) if version else None)
