"""A connection that lets others work while its thread waits for the network, and sends head and body together."""

import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from participation.kernel.turns import waiting

if TYPE_CHECKING:
    from socket import _SendableFile

    from typing_extensions import Buffer


class PatientSocket(socket.socket):
    """A blocking socket that gives up the turn of its thread when there is nothing to receive or no room to send."""

    _holds_next = False
    _held = b""

    @classmethod
    def taking(cls, connection: socket.socket) -> Self:
        """Return the same connection; ``connection`` must not be used any more."""
        return cls(connection.family, connection.type, connection.proto, fileno=connection.detach())

    def has_news(self) -> bool:
        """Whether something, or the end, can be received at once."""
        try:
            super().recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Receive at most ``size`` bytes."""
        try:
            return super().recv(size, flags | socket.MSG_DONTWAIT)
        except BlockingIOError:
            with waiting():
                return super().recv(size, flags)

    def hold_head(self) -> None:
        """Keep what is sent next until more is sent or ``let_go`` is called: an answer travels in one piece."""
        self._holds_next = True

    def let_go(self) -> None:
        """Send what is held."""
        self._holds_next = False
        if self._held:
            self.sendall(b"")

    def sendall(self, data: "Buffer", flags: int = 0, /) -> None:
        """Send everything."""
        if self._holds_next:
            self._holds_next, self._held = False, bytes(data)
            return
        if self._held:
            data, self._held = b"".join((self._held, data)), b""
        left = memoryview(data)
        with suppress(BlockingIOError):
            left = left[super().send(left, flags | socket.MSG_DONTWAIT) :]
        if left:
            with waiting():
                super().sendall(left, flags)

    def sendfile(self, file: "_SendableFile", offset: int = 0, count: int | None = None) -> int:
        """Send a part of a file, after what is held; returns how many bytes of it went out."""
        self.let_go()
        with waiting():
            return super().sendfile(file, offset, count)
