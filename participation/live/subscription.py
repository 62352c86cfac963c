"""The queue of one open stream that waits for it in a thread or greenlet of its own."""

import threading
from collections.abc import Callable, Iterable

from participation.live.topics import Notice, Offered, Topics


class Subscription:
    """What one stream still has to hear, and the waiting for it.

    Made by ``Hub.subscribe``. Safe under threads and under gevent.
    """

    def __init__(
        self,
        channels: Iterable[str],
        topics: Topics,
        *,
        clock: Callable[[], float],
        release: Callable[["Subscription"], None],
    ) -> None:
        self.channels = frozenset(channels)
        self._topics = topics
        self._clock = clock
        self._release = release
        self._changed = threading.Condition()
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether nothing will be handed out any more."""
        return self._ended

    def offer(self, channel: str, notice: Notice) -> bool:
        """Let ``notice`` wait for the reader; returns False when the reader has to be dropped (``Topics.offer``)."""
        with self._changed:
            offered = self._topics.offer(channel, notice, self._clock())
            if offered is Offered.WAITS:
                self._changed.notify()
        return offered is not Offered.TOO_MUCH

    def take(self, timeout: float) -> Notice | None:
        """Return the next notice that may be sent; wait for it for up to ``timeout`` seconds.

        Returns:
            None when none came in time, or at once when the subscription has ended.
        """
        deadline = self._clock() + timeout
        with self._changed:
            while not self._ended:
                now = self._clock()
                notice = self._topics.hand_out(now)
                if notice is not None:
                    return notice
                due_at = self._topics.due_at()
                rest = (deadline if due_at is None else min(deadline, due_at)) - now
                if rest <= 0:
                    return None
                self._changed.wait(rest)
        return None

    def end(self) -> None:
        """Wake the reader and hand out nothing more. The seat stays taken until ``close``."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def close(self) -> None:
        """End, and give the seat back to the hub. May be called more than once."""
        self.end()
        self._release(self)
