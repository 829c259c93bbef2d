"""The fixed parts of a digest document, and how a row and a detail are laid out.

HEAD + rows, a newline between two + DETAILS + details, a newline between two + END
"""

from bot.model.digest import Entry

HEAD_LINES = ("# 摘要", "", "| Ref | Title | Summary |", "| --- | --- | --- |")
HEAD = "\n".join(HEAD_LINES) + "\n"
DETAILS_LINES = ("", "# 详细", "")
DETAILS = "\n" + "\n".join(DETAILS_LINES) + "\n"
END = "\n\n"

BLANK = "    "  # what an empty field leaves, and what ends every detail


def row(number: int, entry: Entry) -> str:
    """The line of the table."""
    return f"{row_start(number)}{entry.row_title}{row_border(entry.link)}{entry.row_summary} |"


def row_start(number: int) -> str:
    """What stands before a row's title."""
    return f"| [^{number}] | ["


def row_border(link: str) -> str:
    """What stands between a row's title and its summary."""
    return f"]({link}) | "


def detail(number: int, entry: Entry) -> str:
    """The footnote."""
    summaries = () if entry.summary is None else (entry.summary, entry.original_summary)
    links = f"[{entry.link}]({entry.link})"
    fields = (entry.raw_title, links, *summaries, entry.translated_abstract, entry.raw_abstract)
    return f"[^{number}]: {entry.translated_title}\n\n" + "\n\n".join(f"    {each}" for each in fields) + f"\n{BLANK}"
