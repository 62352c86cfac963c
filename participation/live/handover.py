"""How a stream leaves the thread that answered its request, where the server can take its connection over.

The server puts a ``Handover`` into the environment of the request. The response then consists of the head and the
first bytes, and instead of an end it raises ``HandedOver`` through the server, which must not touch the connection
any more and gives it to the writer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from wsgiref.types import WSGIEnvironment

from flask import Response

from participation.live.line import Line
from participation.live.spread import pick_between
from participation.live.stream import HEADERS, greeting, message

KEY = "participation.handover"


@dataclass(frozen=True, slots=True)
class Handover:
    """What the server offers: ``announce_end`` lets the head say that the connection ends with the answer."""

    announce_end: Callable[[], None]


class HandedOver(BaseException):
    """The connection belongs to the writer of ``line`` from now on.

    No ``Exception``: it is no fault, and nothing on its way through the server may take it for one.
    """

    def __init__(self, line: Line) -> None:
        super().__init__(line)
        self.line = line


def find_handover(environ: WSGIEnvironment) -> Handover | None:
    """Return what the server offers; None where it can only wait for the end of a response."""
    handover: Handover | None = environ.get(KEY)
    return handover


def handed_response(
    line: Line, handover: Handover, *, leave: Callable[[Line], None], retry_milliseconds: tuple[int, int]
) -> Response:
    """Answer with the head of a stream, its first bytes and what is current, and hand ``line`` over.

    ``leave`` is called with the line when the client is gone before that. For ``retry_milliseconds`` see
    ``stream.sse_response``.
    """
    handover.announce_end()
    begun = _begun(line, pick_between(retry_milliseconds))
    response = Response(begun, mimetype="text/event-stream", headers=HEADERS)
    response.call_on_close(lambda: None if line.handed_over else leave(line))
    return response


def _begun(line: Line, retry: int) -> Iterator[str]:
    yield greeting(retry) + "".join(message(notice) for _channel, notice in line.current)
    line.handed_over = True
    raise HandedOver(line)
