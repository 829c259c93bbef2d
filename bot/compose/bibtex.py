"""A paper as an entry of BibTeX, to be copied: what arXiv says, as far as it is known."""

from collections.abc import Iterable

from bot.model.message import Message, Pre, say
from bot.model.paper import ArxivId, Paper, Texts
from bot.model.reading import texts_in

_MOST_AUTHORS = 50
_LONGEST_TITLE = 1_000


def compose(paper: Paper, texts: tuple[Texts, ...]) -> Message:
    """The entry, in a message of its own."""
    return say(Pre(render(paper, texts), "bibtex"))


def render(paper: Paper, texts: tuple[Texts, ...]) -> str:
    """The entry; a title keeps its LaTeX, and its capitals by braces of its own."""
    id_ = paper.id.unversioned
    title = texts_in(texts, "en").title[:_LONGEST_TITLE]
    fields = {
        "title": f"{{{_balanced(title)}}}" if title else "",
        "author": " and ".join(map(_balanced, _authors(paper.authors))),
        "year": _year(id_),
        "eprint": id_.paper,
        "archivePrefix": "arXiv",
        "primaryClass": paper.category or "",
        "url": id_.abs_url,
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@misc{{arXiv:{id_.paper},", *lines, "}"))


def _authors(names: tuple[str, ...]) -> Iterable[str]:
    return names if len(names) <= _MOST_AUTHORS else (*names[:_MOST_AUTHORS], "others")


def _year(id_: ArxivId) -> str:
    """Of the first version, which the id tells: arXiv began in 1991."""
    two = id_.paper.rpartition("/")[2][:2]
    return f"{'19' if two >= '91' else '20'}{two}"


def _balanced(text: str) -> str:
    """Braces that do not pair would swallow the rest of whatever file this is pasted into."""
    depth = 0
    for letter in text:
        depth += (letter == "{") - (letter == "}")
        if depth < 0:
            break
    return text if depth == 0 else text.replace("{", "").replace("}", "")
