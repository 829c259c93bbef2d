"""How often something may happen: a bound on what one person can cost everybody, and on what the same fault tells."""

from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

_MOST_KEYS = 10_000


@dataclass(slots=True)
class Pace:
    """At most `most` times in `window_s` seconds for each key. `monotonic` is the clock."""

    most: int
    window_s: float
    monotonic: Callable[[], float]
    _times: dict[Hashable, deque[float]] = field(default_factory=dict)

    def allows(self, key: Hashable) -> bool:
        """Counts one more, unless there have been too many."""
        now = self.monotonic()
        times = self._times.pop(key, deque())
        while times and times[0] <= now - self.window_s:
            times.popleft()
        self._times[key] = times  # again at the end: who came longest ago stands first
        if len(self._times) > _MOST_KEYS:
            del self._times[next(iter(self._times))]
        if len(times) >= self.most:
            return False
        times.append(now)
        return True
