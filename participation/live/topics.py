"""What one stream still has to hear: bounded, coalescing, paced. Knows neither threads nor sockets."""

from dataclasses import dataclass
from enum import Enum, auto

MOST_TOPICS = 64


@dataclass(frozen=True, slots=True)
class Notice:
    """What changed: the name of the event and the revision that is now current."""

    event: str
    revision: int


class Offered(Enum):
    """What became of a notice."""

    WAITS = auto()
    """Something waits now that did not before."""
    ADDS_NOTHING = auto()
    """It is known already, or took the place of an older one that waits."""
    TOO_MUCH = auto()
    """The reader has to be dropped."""


@dataclass(slots=True)
class _Topic:
    """The state of one (channel, event) in one stream; moments are in seconds of the caller's clock."""

    event: str
    revision: int
    waiting_since: float | None
    free_at: float


class Topics:
    """The notices that wait for one reader.

    For each (channel, event) only the highest revision waits, so they are bounded by the number of topics, at most
    ``MOST_TOPICS``. A revision that is not higher than the last one is ignored: notices may arrive twice (from this
    process and again through the broker) and out of order (from several workers). The first notice of a burst may
    leave at once, the newest of the rest when ``pace_seconds`` have passed. All moments (``now``) are seconds of one
    clock that only grows.
    """

    __slots__ = ("_pace_seconds", "_patience_seconds", "_topics")

    def __init__(self, *, pace_seconds: float, patience_seconds: float) -> None:
        self._pace_seconds = pace_seconds
        self._patience_seconds = patience_seconds
        self._topics: dict[tuple[str, str], _Topic] = {}

    def __len__(self) -> int:
        return len(self._topics)

    def offer(self, channel: str, notice: Notice, now: float) -> Offered:
        """Let ``notice`` wait for the reader.

        Returns:
            ``TOO_MUCH`` when the notice before has waited longer than ``patience_seconds``, or there would be more
            than ``MOST_TOPICS`` topics.
        """
        topic = self._topics.get((channel, notice.event))
        if topic is None:
            return self._open(channel, notice, now)
        if notice.revision <= topic.revision:
            return Offered.ADDS_NOTHING
        topic.revision = notice.revision
        if topic.waiting_since is None:
            topic.waiting_since = now
            return Offered.WAITS
        waited_too_long = now - topic.waiting_since > self._patience_seconds
        return Offered.TOO_MUCH if waited_too_long else Offered.ADDS_NOTHING

    def note_said(self, channel: str, notice: Notice, now: float) -> None:
        """Take note that the reader knows ``notice`` already; a newer one of its topic goes on waiting."""
        self.offer(channel, notice, now)
        topic = self._topics.get((channel, notice.event))
        if topic is not None and topic.revision == notice.revision:
            topic.waiting_since = None
            topic.free_at = now + self._pace_seconds

    def hand_out(self, now: float) -> Notice | None:
        """Return the next notice that may leave, which then waits no longer; None when none may."""
        topic = self._first_waiting()
        if topic is None or topic.free_at > now:
            return None
        topic.waiting_since = None
        topic.free_at = now + self._pace_seconds
        return Notice(topic.event, topic.revision)

    def due_at(self) -> float | None:
        """Return the moment from which the next notice may leave; None when none waits."""
        topic = self._first_waiting()
        return None if topic is None else topic.free_at

    def _open(self, channel: str, notice: Notice, now: float) -> Offered:
        if len(self._topics) >= MOST_TOPICS:
            return Offered.TOO_MUCH
        self._topics[channel, notice.event] = _Topic(notice.event, notice.revision, waiting_since=now, free_at=now)
        return Offered.WAITS

    def _first_waiting(self) -> _Topic | None:
        waiting = (topic for topic in self._topics.values() if topic.waiting_since is not None)
        return min(waiting, key=lambda topic: topic.free_at, default=None)
