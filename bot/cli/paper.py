"""`zhaiyao paper`: the detailed entry, readable in a terminal, or as JSON."""


def run() -> None:
    """Show papers."""
