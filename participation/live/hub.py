"""All open streams of one process."""

import threading
import time
from collections.abc import Callable, Iterable

from participation.live.errors import StreamsExhausted
from participation.live.line import Line
from participation.live.spread import pick_between
from participation.live.subscription import Subscription
from participation.live.topics import Notice, Topics
from participation.live.turns import Turns
from participation.live.writer import Writer

# A board may be drawn ten times a second: calm to look at, and well within the 200 ms of DESIGN §9.
PACE_SECONDS = 0.1
PATIENCE_SECONDS = 30.0
RETRY_AFTER_SECONDS = (5, 15)


class Hub:
    """Hands each notice to the subscriptions of its channel, and to the writer where there is one.

    Args:
        limit: how many streams may be open at once. Where a stream holds a thread, the limit has to stay below
            the number of threads, or ordinary requests starve.
        reserved: how many of these seats are kept for what must hear everything (projectors, consoles), so that
            a full hall of phones, which can ask instead, never crowds them out.
        pace_seconds: least distance of two notices of one event in one stream.
        patience_seconds: a reader that left a notice waiting longer than this is dropped; its browser
            reconnects.
        clock: seconds that only grow.

    Attributes:
        turns: when those may ask again who found no seat.
    """

    def __init__(
        self,
        limit: int,
        *,
        reserved: int = 0,
        pace_seconds: float = PACE_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limit = limit
        self.reserved = reserved
        self._pace_seconds = pace_seconds
        self._patience_seconds = patience_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._seats: set[Subscription | Line] = set()
        self._listening: dict[str, set[Subscription]] = {}
        self._writer: Writer | None = None
        self._closed = False
        self.turns = Turns(clock=clock)

    @property
    def streams(self) -> int:
        """How many seats are taken: a dropped stream counts until its response is really over."""
        return len(self._seats)

    def subscribe(self, channels: Iterable[str], *, on_reserved: bool = False) -> Subscription:
        """Take a seat and listen to ``channels``. The caller has to close the subscription.

        ``on_reserved``: the reader may take one of the reserved seats.

        Raises:
            StreamsExhausted: all seats are taken, or the hub is closed.
        """
        subscription = Subscription(channels, self._no_topics(), clock=self._clock, release=self._release)
        with self._lock:
            self._take_seat(subscription, on_reserved=on_reserved)
            for channel in subscription.channels:
                self._listening.setdefault(channel, set()).add(subscription)
        return subscription

    def start_writer(self, limit: int, *, heartbeat_seconds: float) -> Writer:
        """Let one thread write the streams whose connections the server hands over; ``limit`` is that of the hub now.

        Call it once, before the first stream.
        """
        self.limit = limit
        self._writer = Writer(
            heartbeat_seconds=heartbeat_seconds, patience_seconds=self._patience_seconds, clock=self._clock
        )
        self._writer.start()
        return self._writer

    def open_line(self, channels: Iterable[str], *, on_reserved: bool = False) -> Line:
        """Take a seat and let the writer listen to ``channels``. The caller has to hand the line over or to ``leave``.

        Raises:
            StreamsExhausted: as in ``subscribe``.
        """
        line = Line(channels, self._no_topics(), on_reserved=on_reserved, release=self._release)
        with self._lock:
            self._take_seat(line, on_reserved=on_reserved)
            # Before a later ``close`` ends what listens.
            self._written().listen(line)
        return line

    def leave(self, line: Line) -> None:
        """Forget a line that was never handed over."""
        self._written().leave(line)

    def publish(self, channel: str, notice: Notice) -> None:
        """Offer ``notice`` to every subscription of ``channel``; drop the readers that are too slow."""
        with self._lock:
            listening = tuple(self._listening.get(channel, ()))
        for subscription in listening:
            if not subscription.offer(channel, notice):
                self._drop(subscription)
        if self._writer is not None:
            self._writer.publish(channel, notice)

    def end_streams(self) -> None:
        """End every open stream; new ones are welcome.

        This is how lost notices are made good: browsers reconnect and hear the current revisions first.
        """
        with self._lock:
            self._listening.clear()
            subscriptions = [seat for seat in self._seats if isinstance(seat, Subscription)]
        for subscription in subscriptions:
            subscription.end()
        if self._writer is not None:
            self._writer.end_streams()

    def close(self) -> None:
        """End every open stream and accept no other."""
        with self._lock:
            self._closed = True
        self.end_streams()

    def _no_topics(self) -> Topics:
        return Topics(pace_seconds=self._pace_seconds, patience_seconds=self._patience_seconds)

    def _take_seat(self, reader: Subscription | Line, *, on_reserved: bool) -> None:
        if self._closed or len(self._seats) >= self.limit - (0 if on_reserved else self.reserved):
            raise StreamsExhausted(max(pick_between(RETRY_AFTER_SECONDS), self.turns.take()))
        self._seats.add(reader)

    def _written(self) -> Writer:
        if self._writer is None:
            raise RuntimeError
        return self._writer

    def _drop(self, subscription: Subscription) -> None:
        with self._lock:
            self._forget(subscription)
        subscription.end()

    def _release(self, reader: Subscription | Line) -> None:
        with self._lock:
            if isinstance(reader, Subscription):
                self._forget(reader)
            self._seats.discard(reader)

    def _forget(self, subscription: Subscription) -> None:
        for channel in subscription.channels & self._listening.keys():
            self._listening[channel].discard(subscription)
            if not self._listening[channel]:
                del self._listening[channel]
