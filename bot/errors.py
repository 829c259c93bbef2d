"""Every error this program raises on purpose.

    BotError
    ├── ConfigError       a setting is wrong: the start fails with this one line
    ├── UserError         a person is told, in their language, what was wrong and what to do
    │   └── QueryError    … and shown where in what they typed
    ├── DocumentError     a digest document is damaged: the line, and what was expected there
    └── StorageError      the database refuses, is damaged, or is of another version

Errors of libraries are translated into these, `raise … from`, in the one file that calls the library.
What is expected to happen is no error but a value.
"""


class BotError(Exception):
    """The root: what is caught at the edges and said in one line."""


class ConfigError(BotError):
    """A setting is wrong."""


class UserError(BotError):
    """Something a person is told: a message of the catalogs and what fills its placeholders."""

    def __init__(self, msgid: str, **args: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.args_by_name = args


class QueryError(UserError):
    """A query cannot be read: `place` is an excerpt of it and, in a second line, a caret under what is wrong."""

    def __init__(self, msgid: str, place: str, **args: object) -> None:
        super().__init__(msgid, **args)
        self.place = place


class DocumentError(BotError):
    """A digest document is damaged."""

    def __init__(self, line: int, expected: str) -> None:
        super().__init__(f"line {line}: expected {expected}")
        self.line = line
        self.expected = expected


class StorageError(BotError):
    """The database refuses, is damaged, or is of another version."""
