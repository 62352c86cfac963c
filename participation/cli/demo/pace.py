"""The pace of the play: seconds of the script, divided by the speed."""

import time
from collections.abc import Iterator
from threading import Event


class Pace:
    """How fast time runs; whoever waits is released when the play ends."""

    def __init__(self, speed: float) -> None:
        """Take the speed: 2 is twice as fast as the script."""
        self.speed = speed
        self.ended = Event()

    def real(self, seconds: float) -> float:
        """Return how long ``seconds`` of the script really last."""
        return seconds / self.speed

    def wait(self, seconds: float) -> None:
        """Wait for ``seconds`` of the script."""
        self.ended.wait(self.real(seconds))

    def started(self, seconds: float) -> "Stretch":
        """Return a stretch of time that begins now and lasts ``seconds`` of the script."""
        return Stretch(self, self.real(seconds))


class Stretch:
    """A stretch of time, walked by its fractions: 0 is its beginning, 1 its end."""

    def __init__(self, pace: Pace, length: float) -> None:
        """Begin now; ``length`` in real seconds."""
        self._pace = pace
        self._began = time.monotonic()
        self._length = length

    @property
    def elapsed(self) -> float:
        """The real seconds since its beginning."""
        return time.monotonic() - self._began

    def wait_for(self, fraction: float) -> None:
        """Wait until this fraction of the stretch is over; does not wait when it is already."""
        left = self._began + fraction * self._length - time.monotonic()
        if left > 0:
            self._pace.ended.wait(left)

    def beats(self, number: int, *, until: float) -> Iterator[int]:
        """Count ``number`` beats, evenly from now up to the fraction ``until``; late ones follow at once."""
        for beat in range(number):
            self.wait_for(until * beat / number)
            yield beat
