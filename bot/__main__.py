"""The command `zhaiyao`: where every error that nobody caught ends as one line."""

import os
import sys

from bot import cli
from bot.errors import BotError


def main() -> None:
    """Runs a command; the exit code is 0, 1 for what could not be done, 2 for what was asked wrongly."""
    try:
        cli.commands()
    except BotError as error:
        print(f"zhaiyao: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except BrokenPipeError:  # the reader of a pipe went away: `zhaiyao digests | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
