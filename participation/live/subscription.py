"""The queue of one open stream: bounded, coalescing, paced."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_TOPICS = 64


@dataclass(frozen=True, slots=True)
class Notice:
    """What changed: the name of the event and the revision that is now current."""

    event: str
    revision: int


@dataclass(slots=True)
class _Topic:
    """The state of one (channel, event) in one subscription; moments are in seconds of its clock."""

    event: str
    revision: int
    waiting_since: float | None
    free_at: float


class Subscription:
    """What one stream still has to hear.

    For each (channel, event) only the highest revision waits, so the queue is bounded by the number of
    topics, at most ``MOST_TOPICS``. A revision that is not higher than the last one is ignored: notices may
    arrive twice (from this process and again through the broker) and out of order (from several workers). The
    first notice of a burst leaves at once, the newest of the rest when ``pace_seconds`` have passed.

    Made by ``Hub.subscribe``. Safe under threads and under gevent.
    """

    def __init__(
        self,
        channels: Iterable[str],
        *,
        pace_seconds: float,
        patience_seconds: float,
        clock: Callable[[], float],
        release: Callable[["Subscription"], None],
    ) -> None:
        self.channels = frozenset(channels)
        self._pace_seconds = pace_seconds
        self._patience_seconds = patience_seconds
        self._clock = clock
        self._release = release
        self._changed = threading.Condition()
        self._topics: dict[tuple[str, str], _Topic] = {}
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether nothing will be handed out any more."""
        return self._ended

    def offer(self, channel: str, notice: Notice) -> bool:
        """Let ``notice`` wait for the reader.

        Returns:
            False when the reader has to be dropped: the notice before has waited longer than
            ``patience_seconds``, or there would be more than ``MOST_TOPICS`` topics.
        """
        key = (channel, notice.event)
        with self._changed:
            topic = self._topics.get(key)
            if topic is None:
                return self._open_topic(key, notice)
            if notice.revision <= topic.revision:
                return True
            topic.revision = notice.revision
            if topic.waiting_since is not None:
                return self._clock() - topic.waiting_since <= self._patience_seconds
            topic.waiting_since = self._clock()
            self._changed.notify()
            return True

    def take(self, timeout: float) -> Notice | None:
        """Return the next notice that may be sent; wait for it for up to ``timeout`` seconds.

        Returns:
            None when none came in time, or at once when the subscription has ended.
        """
        deadline = self._clock() + timeout
        with self._changed:
            while not self._ended:
                now = self._clock()
                topic = self._first_waiting()
                if topic is not None and topic.free_at <= now:
                    return self._hand_out(topic, now)
                rest = (deadline if topic is None else min(deadline, topic.free_at)) - now
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

    def _open_topic(self, key: tuple[str, str], notice: Notice) -> bool:
        if len(self._topics) >= MOST_TOPICS:
            return False
        now = self._clock()
        self._topics[key] = _Topic(notice.event, notice.revision, waiting_since=now, free_at=now)
        self._changed.notify()
        return True

    def _first_waiting(self) -> _Topic | None:
        waiting = (topic for topic in self._topics.values() if topic.waiting_since is not None)
        return min(waiting, key=lambda topic: topic.free_at, default=None)

    def _hand_out(self, topic: _Topic, now: float) -> Notice:
        topic.waiting_since = None
        topic.free_at = now + self._pace_seconds
        return Notice(topic.event, topic.revision)
