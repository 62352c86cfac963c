"""One thread that writes all streams of a process whose server hands their connections over (ADR 31)."""

import heapq
import logging
import selectors
import socket
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial
from itertools import count, islice

from participation.live.line import Line
from participation.live.stream import HEARTBEAT, message
from participation.live.topics import Notice, Offered

log = logging.getLogger(__name__)

AT_A_TIME = 50
"""Phones that are written to before the thread looks again at what has come in."""
PHONES_EACH_SECOND = 500
"""Each fetches its page when it hears of news; a large hall hears it in waves, so that others get through."""
LONGEST_REST_SECONDS = 0.25
"""After which the thread looks at what has come in without a bell."""


class Writer:
    """Writes to any number of streams: notices, heartbeats, ends; and notices when a reader has left.

    Other threads only leave word (``listen``, ``begin``, ``leave``, ``publish``, ``end_streams``), which takes some
    microseconds however many streams are open, and is heard in that order. Everything else belongs to the writing
    thread, so nothing is locked. News and ends wake the thread. A stream that comes or goes does not: it has said
    what is current, and a thread woken for each would take the processor from the requests of a hall that comes back.

    A reader that takes nothing keeps at most one frame and the newest revision of each topic waiting, and is dropped
    when that has lasted ``patience_seconds``; its browser reconnects. Screens and consoles (``Line.on_reserved``) hear
    news at once, phones after them in waves.

    Args:
        heartbeat_seconds: a stream that was silent so long gets a comment.
        patience_seconds: see above.
        clock: seconds that only grow.
    """

    def __init__(
        self, *, heartbeat_seconds: float, patience_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._heartbeat_seconds = heartbeat_seconds
        self._patience_seconds = patience_seconds
        self._clock = clock
        self._inbox: deque[Callable[[], None]] = deque()
        self._bell, self._hearing = socket.socketpair()
        self._bell.setblocking(False)
        self._hearing.setblocking(False)
        self._rung = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._hearing, selectors.EVENT_READ, self._hear)
        self._listening: dict[str, set[Line]] = {}
        self._touched: OrderedDict[Line, float] = OrderedDict()  # connected, the longest silent first
        self._ready: deque[Line] = deque()
        self._alarms: list[tuple[float, int, Line]] = []
        self._numbers = count()
        self._next_wave = 0.0
        self._stopped = False

    def start(self) -> None:
        """Begin to write, in a thread that ends with the process."""
        threading.Thread(target=self._run, name="live-writer", daemon=True).start()

    def listen(self, line: Line) -> None:
        """Let notices wait for ``line`` from now on."""
        self._inbox.append(partial(self._listen, line))

    def begin(self, line: Line, connection: socket.socket, *, is_chunked: bool, over: Callable[[], None]) -> None:
        """Take over ``connection``, on which the head and ``line.current`` have been sent, and write ``line`` to it.

        ``over`` is called in the writing thread when the connection has been closed.
        """
        self._inbox.append(partial(self._begin, line, connection, is_chunked=is_chunked, over=over))

    def leave(self, line: Line) -> None:
        """Forget ``line`` and give its seat back."""
        self._inbox.append(partial(self._end, line))

    def publish(self, channel: str, notice: Notice) -> None:
        """Tell the lines that listen to ``channel``."""
        self._leave_word(partial(self._publish, channel, notice))

    def end_streams(self) -> None:
        """End all streams."""
        self._leave_word(self._end_all)

    def stop(self) -> None:
        """End all streams and the thread."""
        self.end_streams()
        self._leave_word(self._stop)

    def turn(self) -> None:
        """Do what is to be done now; wait for it if nothing is."""
        for key, events in self._selector.select(self._rest()):
            key.data(events)
        while self._inbox:
            self._inbox.popleft()()
        self._ring_alarms()
        self._write_ready()
        self._fill_silence()

    def close(self) -> None:
        """Let go of what the thread uses, once it has ended."""
        self._selector.close()
        self._bell.close()
        self._hearing.close()

    def _run(self) -> None:
        while not self._stopped:
            try:
                self.turn()
            except Exception:
                log.exception("streams are ended because of a fault; their pages come back")
                self._end_all()
        self.close()

    def _leave_word(self, work: Callable[[], None]) -> None:
        self._inbox.append(work)
        # Rung once until it is heard: the thread empties the inbox after it has taken the bell down.
        if not self._rung:
            self._rung = True
            with suppress(BlockingIOError):
                self._bell.send(b"\0")

    def _hear(self, _events: int) -> None:
        with suppress(BlockingIOError):
            self._hearing.recv(4096)
        self._rung = False

    def _rest(self) -> float:
        """Return the seconds until something is due by the clock."""
        now = self._clock()
        moments = [now + LONGEST_REST_SECONDS, *(moment for moment, _number, _line in self._alarms[:1])]
        moments += [touched + self._heartbeat_seconds for touched in islice(self._touched.values(), 1)]
        if self._ready:
            moments.append(self._next_wave)
        return max(0.0, min(moments) - now)

    def _listen(self, line: Line) -> None:
        for channel in line.channels:
            self._listening.setdefault(channel, set()).add(line)

    def _begin(self, line: Line, connection: socket.socket, *, is_chunked: bool, over: Callable[[], None]) -> None:
        line.connect(connection, is_chunked=is_chunked, over=over)
        if line.ended:  # while its request was still answered
            line.hang_up()
            return
        self._selector.register(connection, selectors.EVENT_READ, partial(self._attend, line))
        now = self._clock()
        self._touched[line] = now
        for channel, notice in line.current:
            line.topics.note_said(channel, notice, now)
        line.current = ()
        self._write_waiting(line)

    def _publish(self, channel: str, notice: Notice) -> None:
        now = self._clock()
        for line in tuple(self._listening.get(channel, ())):
            offered = line.topics.offer(channel, notice, now)
            if offered is Offered.TOO_MUCH:
                self._end(line)
            elif offered is Offered.WAITS and line.connection is not None:
                self._queue(line)

    def _queue(self, line: Line) -> None:
        if line.queued:
            return
        line.queued = True
        if line.on_reserved:
            self._ready.appendleft(line)
        else:
            self._ready.append(line)

    def _write_ready(self) -> None:
        while self._ready and self._ready[0].on_reserved:
            self._write_next()
        if self._ready and self._clock() >= self._next_wave:
            phones = min(AT_A_TIME, len(self._ready))
            self._next_wave = self._clock() + phones / PHONES_EACH_SECOND
            for _ in range(phones):
                self._write_next()

    def _write_next(self) -> None:
        line = self._ready.popleft()
        line.queued = False
        if not line.ended:
            self._write_waiting(line)

    def _write_waiting(self, line: Line) -> None:
        """Write what may leave now; set the alarm for what may not yet."""
        now = self._clock()
        while line.blocked_since is None and not line.ended:
            notice = line.topics.hand_out(now)
            if notice is None:
                self._set_alarm(line)
                return
            self._write(line, _encoded(notice), now)

    def _write(self, line: Line, text: bytes, now: float) -> None:
        try:
            line.write(text, now)
        except OSError:
            self._end(line)
            return
        self._touched[line] = now
        self._touched.move_to_end(line)
        if line.blocked_since is not None:
            self._watch(line, selectors.EVENT_READ | selectors.EVENT_WRITE)

    def _set_alarm(self, line: Line) -> None:
        due_at = line.topics.due_at()
        if due_at is not None and (line.alarm is None or due_at < line.alarm):
            line.alarm = due_at
            heapq.heappush(self._alarms, (due_at, next(self._numbers), line))

    def _ring_alarms(self) -> None:
        now = self._clock()
        while self._alarms and self._alarms[0][0] <= now:
            moment, _number, line = heapq.heappop(self._alarms)
            if line.alarm == moment and not line.ended:
                line.alarm = None
                self._queue(line)

    def _fill_silence(self) -> None:
        now = self._clock()
        for line, touched in tuple(islice(self._touched.items(), AT_A_TIME)):
            if touched + self._heartbeat_seconds > now:
                return
            if line.blocked_since is None:
                self._write(line, HEARTBEAT.encode(), now)
            elif now - line.blocked_since > self._patience_seconds:
                self._end(line)
            else:
                self._touched[line] = now
                self._touched.move_to_end(line)

    def _attend(self, line: Line, events: int) -> None:
        """The socket of ``line`` can be read, or takes something again."""
        if line.ended:
            return
        if events & selectors.EVENT_READ and line.is_left():
            self._end(line)
        elif events & selectors.EVENT_WRITE:
            self._go_on(line)

    def _go_on(self, line: Line) -> None:
        try:
            line.flush(self._clock())
        except OSError:
            self._end(line)
            return
        if line.blocked_since is None:
            self._watch(line, selectors.EVENT_READ)
            self._queue(line)

    def _watch(self, line: Line, events: int) -> None:
        if line.connection is not None:
            self._selector.modify(line.connection, events, partial(self._attend, line))

    def _end(self, line: Line) -> None:
        if line.ended:
            return
        for channel in line.channels & self._listening.keys():
            self._listening[channel].discard(line)
            if not self._listening[channel]:
                del self._listening[channel]
        self._touched.pop(line, None)
        if line.connection is not None:
            self._selector.unregister(line.connection)
        line.end()

    def _end_all(self) -> None:
        for line in {*self._touched, *(line for lines in self._listening.values() for line in lines)}:
            self._end(line)

    def _stop(self) -> None:
        self._stopped = True


@lru_cache(maxsize=256)
def _encoded(notice: Notice) -> bytes:
    """Return the message of ``notice``, which goes to many, made once."""
    return message(notice).encode()
