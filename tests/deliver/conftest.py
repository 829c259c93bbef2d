"""The stage of the whole bot also serves to look at one part of it."""

from tests.flow.conftest import clean, filled_file, library, stage, telegram

__all__ = ["clean", "filled_file", "library", "stage", "telegram"]
