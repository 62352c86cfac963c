"""What the residents' devices experienced, counted while they play."""

import statistics
import threading
from collections import Counter
from dataclasses import dataclass

REFUSED = range(400, 500)
SLOWED = 429


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a play. ``median`` is the time of an answer in seconds."""

    cards: int
    ballots: int
    fields: int
    refused: int
    slowed: int
    failed: int
    requests: int
    median: float


class Figures:
    """Counts answers; every thread may add to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seconds: list[float] = []
        self._statuses: Counter[int] = Counter()
        self._accepted: Counter[str] = Counter()

    def add_answer(self, status: int, seconds: float) -> None:
        """Note an answer; status 0 is a connection that broke."""
        with self._lock:
            self._statuses[status] += 1
            if status:
                self._seconds.append(seconds)

    def add_accepted(self, what: str) -> None:
        """Note that a ``card``, a ``ballot`` or a ``field`` was accepted."""
        with self._lock:
            self._accepted[what] += 1

    def summary(self) -> Summary:
        """Return the figures so far."""
        with self._lock:
            refused = sum(number for status, number in self._statuses.items() if status in REFUSED)
            broken = sum(number for status, number in self._statuses.items() if not status or status > REFUSED[-1])
            return Summary(
                cards=self._accepted["card"],
                ballots=self._accepted["ballot"],
                fields=self._accepted["field"],
                refused=refused - self._statuses[SLOWED],
                slowed=self._statuses[SLOWED],
                failed=broken,
                requests=self._statuses.total(),
                median=statistics.median(self._seconds) if self._seconds else 0.0,
            )
