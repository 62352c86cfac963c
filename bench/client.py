"""A small HTTP/1.1 client on asyncio streams: one connection that is kept alive, and no more than the bench needs.

It is slim on purpose, and runs on uvloop: the load takes its time from the same cores as the server that it measures.
"""

import asyncio
import gzip
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass

HOST = "127.0.0.1"
IDLE_SECONDS = 4.0
"""The server closes what was silent for five seconds; a connection is renewed before that."""
WITHOUT_BODY = {204, 304}
END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of an answer; ``size`` is their length in bytes on the wire."""

    status: int
    headers: tuple[tuple[str, str], ...]
    size: int

    def get(self, name: str) -> str:
        """Return the first header called ``name`` (in lower case), empty when there is none."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; ``received`` counts every byte of it, head and framing included."""

    head: Head
    body: bytes
    received: int

    @property
    def status(self) -> int:
        """The status."""
        return self.head.status

    @property
    def text(self) -> str:
        """The body as text, unpacked."""
        packed = self.head.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Connection:
    """One connection to the server, opened when it is first needed and again when it was silent for long."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._used = 0.0

    async def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """Send a request and return its answer.

        A connection that the server closed in the same moment is renewed once; whoever sends twice sends the same
        key. Raises ``OSError`` or ``asyncio.IncompleteReadError`` when nobody answers.
        """
        message = request_bytes(method, path, headers, body)
        reused = self._is_fresh()
        try:
            return await self._exchange(message, reused=reused)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            if not reused:
                raise
            return await self._exchange(message, reused=False)

    def close(self) -> None:
        """Hang up."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    def _is_fresh(self) -> bool:
        return self._writer is not None and time.monotonic() - self._used < IDLE_SECONDS

    async def _exchange(self, message: bytes, *, reused: bool) -> Answer:
        if not reused:
            self.close()
            self._reader, self._writer = await asyncio.open_connection(HOST, self._port)
        assert self._reader is not None
        assert self._writer is not None
        self._writer.write(message)
        answer = await read_answer(self._reader)
        self._used = time.monotonic()
        if answer.head.get("connection").lower() == "close":
            self.close()
        return answer


def request_bytes(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Return a request as it travels."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + END_OF_HEAD + body


async def read_answer(reader: asyncio.StreamReader) -> Answer:
    """Read one answer to its end."""
    head = await read_head(reader)
    if head.status in WITHOUT_BODY:
        return Answer(head, b"", head.size)
    if head.get("transfer-encoding") != "chunked":
        length = int(head.get("content-length") or 0)
        body = await reader.readexactly(length)
        return Answer(head, body, head.size + length)
    parts = [(part, framing) async for part, framing in read_chunks(reader)]
    received = head.size + sum(len(part) + framing for part, framing in parts)
    return Answer(head, b"".join(part for part, _framing in parts), received)


async def read_head(reader: asyncio.StreamReader) -> Head:
    """Read status and headers."""
    raw = await reader.readuntil(END_OF_HEAD)
    status, *lines = raw[: -len(END_OF_HEAD)].decode("latin-1").split("\r\n")
    headers = (line.partition(":") for line in lines)
    named = tuple((name.lower(), value.strip()) for name, _colon, value in headers)
    return Head(int(status.split(" ", 2)[1]), named, len(raw))


async def read_chunks(reader: asyncio.StreamReader) -> AsyncGenerator[tuple[bytes, int], None]:
    """Yield the chunks of a body with the bytes that frame each; the last one is empty."""
    length = -1
    while length:
        line = await reader.readuntil(b"\r\n")
        length = int(line.split(b";")[0], 16)
        part = await reader.readexactly(length + 2)
        yield part[:-2], len(line) + 2
