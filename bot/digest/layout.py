"""The fixed parts of a digest document, and how a row and a detail are laid out.

HEAD + rows, a newline between two + DETAILS + details, a newline between two + END
"""

from bot.model.digest import Entry

HEAD_LINES = ("# 摘要", "", "| Ref | Title | Summary |", "| --- | --- | --- |")
HEAD = "\n".join(HEAD_LINES) + "\n"
DETAILS_LINES = ("", "# 详细", "")
DETAILS = "\n" + "\n".join(DETAILS_LINES) + "\n"
END = "\n\n"

BLANK = "    "  # what stands before every field of a detail, and alone at its end
LINK = r"[^\s\[\]()]++"  # a link that Markdown takes as it is


def row(number: int, entry: Entry) -> str:
    """The line of the table."""
    return f"{row_start(number)}{entry.row_title}{row_border(entry.link)}{entry.row_summary} |"


def row_start(number: int) -> str:
    """What stands before a row's title."""
    return f"| [^{number}] | ["


def row_border(link: str) -> str:
    """What stands between a row's title and its summary."""
    return f"]({link}) | "


def split_row(line: str, number: int, link: str) -> tuple[str, str] | None:
    """The title and the summary of the row with this number and link, or None where the line is no such row."""
    start, border = row_start(number), row_border(link)
    end_of_title = line.find(border, len(start))
    start_of_summary = end_of_title + len(border)
    if end_of_title < 0 or not line.startswith(start) or not line.endswith(" |", start_of_summary):
        return None
    return line[len(start) : end_of_title], line[start_of_summary:-2]


def detail(number: int, entry: Entry) -> str:
    """The footnote."""
    links = f"[{entry.link}]({entry.link})"
    summaries = (entry.summary, entry.original_summary)
    fields = (entry.raw_title, links, *summaries, entry.translated_abstract, entry.raw_abstract)
    told = "\n\n".join(BLANK + field for field in fields if field is not None)
    return f"[^{number}]: {entry.translated_title}\n\n{told}\n{BLANK}"
