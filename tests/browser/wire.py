"""The line between phone and server: it counts what passes, and can be cut at a chosen moment of a request."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum

from tests.browser.servers import free_port

REQUEST = re.compile(rb"^(GET|HEAD|POST) (\S+) HTTP/1\.1\r$", re.MULTILINE)


class Cut(Enum):
    """When the line breaks for requests to the guarded address."""

    NOWHERE = "nowhere"
    EVERYWHERE = "there is no network"
    BEFORE_THE_SERVER = "the request leaves the phone and never reaches the server"
    BEFORE_THE_ANSWER = "the server has done its work, and its answer is lost"


class Wire:
    """A proxy on a port of its own; everything passes as it is until ``cut`` says otherwise."""

    def __init__(self, port: int, guarded: bytes) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.cut = Cut.NOWHERE
        self.requests: list[str] = []
        self.bytes_down = 0
        self.cuts = 0
        self._server_port = port
        self._guarded = guarded
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def forget(self) -> None:
        """Count anew."""
        self.requests, self.bytes_down = [], 0

    def unplug(self) -> None:
        """Cut everything: what is open breaks off, what is new finds nobody."""
        self.cut = Cut.EVERYWHERE
        for end in list(self._open):
            _shut(end)

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                phone, _address = self._listener.accept()
                threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        self._open.add(phone)
        try:
            if self.cut is Cut.EVERYWHERE:
                raise ConnectionAbortedError
            server = socket.create_connection(("127.0.0.1", self._server_port))
        except OSError:
            _shut(phone)
            return
        swallow = threading.Event()
        threading.Thread(target=self._down, args=(server, phone, swallow), daemon=True).start()
        self._up(phone, server, swallow)

    def _up(self, phone: socket.socket, server: socket.socket, swallow: threading.Event) -> None:
        with suppress(OSError):
            while data := phone.recv(65536):
                found = REQUEST.findall(data)
                self.requests += [f"{method.decode()} {path.decode()}" for method, path in found]
                if self.cut is not Cut.NOWHERE and any(self._guarded in path for _method, path in found):
                    self.cuts += 1
                    if self.cut is Cut.BEFORE_THE_SERVER:
                        break
                    swallow.set()
                server.sendall(data)
        self._open.discard(phone)
        _shut(phone, server)

    def _down(self, server: socket.socket, phone: socket.socket, swallow: threading.Event) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if swallow.is_set():
                    break
                self.bytes_down += len(data)
                phone.sendall(data)
        _shut(phone, server)


def _shut(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def wired(port: int, guarded: bytes = b"/cards") -> Iterator[Wire]:
    wire = Wire(port, guarded)
    try:
        yield wire
    finally:
        wire.close()
