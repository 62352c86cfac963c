"""Reads a stream of server-sent events the way a browser's ``EventSource`` does."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from bench.client import HOST, read_chunks, read_head, request_bytes

OK = 200


class StreamRefused(Exception):
    """No seat is free: the server said 503 and asks to poll."""

    def __init__(self, status: int) -> None:
        """Remember the status."""
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Event:
    """What changed (``stage`` or ``board``), and the revision that is current now."""

    name: str
    revision: int


class EventStream:
    """An open stream."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int, path: str, cookie: str = "") -> "EventStream":
        """Open the stream at ``path``; raises ``StreamRefused``."""
        reader, writer = await asyncio.open_connection(HOST, port)
        headers = {"Accept": "text/event-stream"} | ({"Cookie": cookie} if cookie else {})
        writer.write(request_bytes("GET", path, headers))
        head = await read_head(reader)
        if head.status != OK:
            writer.close()
            raise StreamRefused(head.status)
        return cls(reader, writer)

    async def events(self) -> AsyncGenerator[Event, None]:
        """Yield events until the stream ends; comments and the reconnection time are skipped."""
        kept = ""
        async with aclosing(read_chunks(self._reader)) as chunks:
            async for part, _framing in chunks:
                *blocks, kept = (kept + part.decode()).split("\n\n")
                for event in map(_event_of, blocks):
                    if event is not None:
                        yield event

    def close(self) -> None:
        """Leave."""
        self._writer.close()


def _event_of(block: str) -> Event | None:
    fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
    return Event(fields["event"], int(fields["data"])) if "event" in fields else None
