"""The network connection under a stream."""

import socket
import sys
from collections.abc import Mapping

UNREACHABLE_SECONDS = 30


def give_up_when_unreachable(environ: Mapping[str, object]) -> None:
    """Let the kernel end a connection whose peer acknowledges nothing for ``UNREACHABLE_SECONDS``.

    A phone that loses its Wi-Fi says no goodbye. Without this limit (``TCP_USER_TIMEOUT``, RFC 5482) the
    kernel goes on trying for a quarter of an hour, and the seats of a whole hall stay taken while the hall
    reconnects. Does nothing where the server hands no TCP socket over (gunicorn does) or the system is not
    Linux.
    """
    connection = environ.get("gunicorn.socket")
    if not isinstance(connection, socket.socket) or connection.family == socket.AF_UNIX:
        return
    if sys.platform == "linux":
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREACHABLE_SECONDS * 1000)
