"""What time it is: asked of a Clock that is passed in, so that a test can say it."""

from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Wall time, always in UTC."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.now = now
