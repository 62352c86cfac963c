"""One stream as the writing thread sees it."""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress

from participation.live.topics import Notice, Topics

MOST_READ = 4096
LAST_CHUNK = b"0\r\n\r\n"


class Line:
    """A stream whose connection the server hands over: what it has to hear, and its socket once it is there.

    Made by ``Hub.open_line``. The request fills ``current`` and hands the line over; from then on only the writing
    thread touches it.

    Attributes:
        on_reserved: has a reserved seat, and is written to before the others.
        current: what the reader has heard with the first bytes, as (channel, notice).
        handed_over: the request has given the line away; until then it has to close it.
        blocked_since: when the socket took no more, None while it does.
        alarm: when the writing thread looks at the line again because of its pace.
        queued: whether it is about to be written to.
        ended: nothing will be written any more.
    """

    __slots__ = (
        "_connection",
        "_is_chunked",
        "_over",
        "_release",
        "_rest",
        "alarm",
        "blocked_since",
        "channels",
        "current",
        "ended",
        "handed_over",
        "on_reserved",
        "queued",
        "topics",
    )

    def __init__(
        self, channels: Iterable[str], topics: Topics, *, on_reserved: bool, release: Callable[["Line"], None]
    ) -> None:
        self.channels = frozenset(channels)
        self.topics = topics
        self.on_reserved = on_reserved
        self.current: tuple[tuple[str, Notice], ...] = ()
        self.handed_over = False
        self.blocked_since: float | None = None
        self.alarm: float | None = None
        self.queued = False
        self.ended = False
        self._release = release
        self._connection: socket.socket | None = None
        self._is_chunked = False
        self._over: Callable[[], None] | None = None
        self._rest = b""

    @property
    def connection(self) -> socket.socket | None:
        """The socket, from ``connect`` until ``end``."""
        return self._connection

    def connect(self, connection: socket.socket, *, is_chunked: bool, over: Callable[[], None]) -> None:
        """Take the socket over; ``over`` is called when it has been closed."""
        connection.setblocking(False)
        self._connection = connection
        self._is_chunked = is_chunked
        self._over = over

    def write(self, text: bytes, now: float) -> None:
        """Send ``text``; what the socket does not take waits for ``flush``. Raises OSError when the reader has left."""
        self._send(b"%X\r\n%b\r\n" % (len(text), text) if self._is_chunked else text, now)

    def flush(self, now: float) -> None:
        """Send what the socket did not take. Raises OSError when the reader has left."""
        self._send(self._rest, now)

    def is_left(self) -> bool:
        """Tell whether the reader has left, when the socket can be read; what it says otherwise is not listened to."""
        if self._connection is None:
            return True
        try:
            return not self._connection.recv(MOST_READ)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def end(self) -> None:
        """Give the seat back and hang up. Once."""
        if self.ended:
            return
        self.ended = True
        self._release(self)
        self.hang_up()

    def hang_up(self) -> None:
        """Say that nothing follows, as far as the socket takes it at once, and close it, if it is there."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if self._is_chunked and not self._rest:
            with suppress(OSError):
                connection.send(LAST_CHUNK)
        connection.close()
        if self._over is not None:
            self._over()

    def _send(self, framed: bytes, now: float) -> None:
        if self._connection is None:
            return
        try:
            sent = self._connection.send(framed)
        except BlockingIOError:
            sent = 0
        self._rest = framed[sent:]
        if not self._rest:
            self.blocked_since = None
        elif sent or self.blocked_since is None:
            self.blocked_since = now
