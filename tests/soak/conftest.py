"""What takes minutes: only `make soak` runs it."""

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves this folder out, unless it was asked for by name."""
    return None if any("soak" in argument for argument in config.args) else True
