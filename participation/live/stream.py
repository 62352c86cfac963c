"""The response that a browser's ``EventSource`` reads (WHATWG HTML, server-sent events)."""

from collections.abc import Iterator

from flask import Response

from participation.live.spread import pick_between
from participation.live.subscription import Subscription
from participation.live.topics import Notice

HEARTBEAT_SECONDS = 15.0
# 500 phones of a hall come back within two seconds (DESIGN §9), but not in one instant.
RETRY_MILLISECONDS = (250, 1500)
HEARTBEAT = ":\n\n"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def sse_response(
    subscription: Subscription,
    *,
    heartbeat_seconds: float = HEARTBEAT_SECONDS,
    retry_milliseconds: tuple[int, int] = RETRY_MILLISECONDS,
) -> Response:
    """Answer with what ``subscription`` hands out, until it ends or the client leaves; then close it.

    The first bytes leave at once and set the browser's reconnection time to a random value between the two
    bounds of ``retry_milliseconds``. A comment after every ``heartbeat_seconds`` of silence keeps proxies
    from cutting the stream and lets the server notice a client that left.

    The generator runs after the request's contexts are gone: it holds no database session, and must not be
    wrapped in ``stream_with_context``, which would keep the session open as long as the stream.
    """
    messages = _messages(subscription, heartbeat_seconds, pick_between(retry_milliseconds))
    response = Response(messages, mimetype="text/event-stream", headers=HEADERS)
    # A generator that was never begun does not run its own clean-up when it is closed.
    response.call_on_close(subscription.close)
    return response


def empty_response() -> Response:
    """Answer a HEAD request: the stream's headers, and no seat taken."""
    return Response(mimetype="text/event-stream", headers=HEADERS)


def _messages(subscription: Subscription, heartbeat_seconds: float, retry: int) -> Iterator[str]:
    try:
        yield greeting(retry)
        while not subscription.ended:
            notice = subscription.take(heartbeat_seconds)
            if notice is not None:
                yield message(notice)
            elif not subscription.ended:
                yield HEARTBEAT
    finally:
        subscription.close()


def greeting(retry: int) -> str:
    """Return the first bytes: after how many milliseconds the browser comes back when the stream is cut."""
    return f"retry: {retry}\n\n"


def message(notice: Notice) -> str:
    """Return ``notice`` as the browser reads it."""
    return f"id: {notice.revision}\nevent: {notice.event}\ndata: {notice.revision}\n\n"
