"""When to ask again: pages without a stream ask for the stage, all together no more than the server bears."""

import math
import threading
import time
from collections.abc import Callable

ASKED_EACH_SECOND = 200
"""Questions for the stage in one process; each costs about a millisecond (docs/performance.md)."""
LEAST_SECONDS = 4.0
MOST_SECONDS = 30.0


class Turns:
    """Gives everybody who asks a turn to ask again.

    Turns follow each other by ``1 / each_second`` seconds, so the wait grows with how many ask and shrinks with them,
    and nobody has to be counted. It is at least ``least`` seconds, and at most ``most``: somebody who asks without
    end must not send the others away for good.
    """

    def __init__(
        self,
        *,
        each_second: float = ASKED_EACH_SECOND,
        least: float = LEAST_SECONDS,
        most: float = MOST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._distance = 1 / each_second
        self._least = least
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._last = 0.0

    def take(self) -> int:
        """Return after how many whole seconds to ask again."""
        with self._lock:
            now = self._clock()
            self._last = min(max(now + self._least, self._last + self._distance), now + self._most)
            return math.ceil(self._last - now)
