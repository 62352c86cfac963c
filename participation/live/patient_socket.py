"""A connection that lets others work while its thread waits for the network."""

import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from participation.kernel.turns import waiting

if TYPE_CHECKING:
    from typing_extensions import Buffer


class PatientSocket(socket.socket):
    """A blocking socket that gives up the turn of its thread when there is nothing to receive or no room to send."""

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

    def sendall(self, data: "Buffer", flags: int = 0, /) -> None:
        """Send everything."""
        left = memoryview(data)
        with suppress(BlockingIOError):
            left = left[super().send(left, flags | socket.MSG_DONTWAIT) :]
        if left:
            with waiting():
                super().sendall(left, flags)
