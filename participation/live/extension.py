"""The live room of an application: one hub and one broker, kept in ``app.extensions["live"]``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flask import Flask, Response, current_app, request
from werkzeug.utils import import_string

from participation.live.broker import Broker, InProcessBroker
from participation.live.connection import give_up_when_unreachable
from participation.live.handover import Handover, find_handover, handed_response
from participation.live.hub import Hub
from participation.live.stream import HEARTBEAT_SECONDS, RETRY_MILLISECONDS, empty_response, sse_response
from participation.live.topics import Notice
from participation.live.writer import Writer

# By name, not by import: the module needs the Redis client library, which only such installations have.
REDIS_BROKER = "participation.live.redis_broker:RedisBroker"

CurrentRevisions = Callable[[], Mapping[tuple[str, str], int]]


@dataclass(frozen=True, slots=True)
class Live:
    """The hub and the broker of one application."""

    hub: Hub
    broker: Broker


def init_app(app: Flask) -> None:
    """Give ``app`` its live room.

    Configuration:
        LIVE_STREAM_LIMIT: how many streams may be open at once in one process; required. Below the number of
            threads where a stream holds a thread.
        LIVE_WRITTEN_STREAM_LIMIT: the same where the server hands connections over; ``LIVE_STREAM_LIMIT`` by default.
        LIVE_SEATS_RESERVED: how many of them are kept for readers on reserved seats; 0 by default.
        LIVE_REDIS_URL: address of Redis, or None (the default) for a server of one process.
        LIVE_HEARTBEAT_SECONDS, LIVE_RETRY_MILLISECONDS: see ``stream.sse_response``.

    Raises:
        KeyError: ``LIVE_STREAM_LIMIT`` is not set.
        ImportError: a Redis address is set, but the client library is not installed.
        ValueError: the Redis address has an unknown scheme.
    """
    app.config.setdefault("LIVE_HEARTBEAT_SECONDS", HEARTBEAT_SECONDS)
    app.config.setdefault("LIVE_RETRY_MILLISECONDS", RETRY_MILLISECONDS)
    hub = Hub(app.config["LIVE_STREAM_LIMIT"], reserved=app.config.get("LIVE_SEATS_RESERVED", 0))
    app.extensions["live"] = Live(hub, _make_broker(app.config.get("LIVE_REDIS_URL"), hub))


def publish(channel: str, event: str, revision: int) -> None:
    """Tell everybody who listens to ``channel`` that ``event`` is now at ``revision``.

    Call it after commit, or a page may fetch what is not yet there. ``revision`` only grows within one
    channel and event; one that is not higher is not sent.
    """
    live_room(current_app).broker.publish(channel, Notice(event, revision))


def open_stream(channels: Iterable[str], current: CurrentRevisions, *, on_reserved: bool = False) -> Response:
    """Answer the request with a stream of what changes on ``channels``.

    Args:
        channels: what to listen to.
        current: returns the current revision of each (channel, event); the stream begins with them, so that a
            page hears what it missed between its own GET and this stream, or between two streams. It is
            called once the stream already listens: read earlier, a change in between would be lost. It runs
            within the request and may use the database, whose session ends with the request, before the
            stream does.
        on_reserved: the reader may take a reserved seat.

    Raises:
        StreamsExhausted: no seat is free; answer 503 with ``Retry-After``.
    """
    if request.method == "HEAD":
        return empty_response()
    live_room(current_app).broker.start()
    give_up_when_unreachable(request.environ)
    handover = find_handover(request.environ)
    if handover is not None:
        return _hand_over(handover, channels, current, on_reserved=on_reserved)
    return _hold(channels, current, on_reserved=on_reserved)


def _hand_over(
    handover: Handover, channels: Iterable[str], current: CurrentRevisions, *, on_reserved: bool
) -> Response:
    """Answer with a stream that leaves this thread."""
    hub = live_room(current_app).hub
    line = hub.open_line(channels, on_reserved=on_reserved)
    try:
        line.current = tuple((channel, Notice(event, revision)) for (channel, event), revision in current().items())
    except BaseException:
        hub.leave(line)
        raise
    return handed_response(
        line, handover, leave=hub.leave, retry_milliseconds=current_app.config["LIVE_RETRY_MILLISECONDS"]
    )


def _hold(channels: Iterable[str], current: CurrentRevisions, *, on_reserved: bool) -> Response:
    """Answer with a stream that holds its thread or greenlet."""
    subscription = live_room(current_app).hub.subscribe(channels, on_reserved=on_reserved)
    try:
        for (channel, event), revision in current().items():
            subscription.offer(channel, Notice(event, revision))
    except BaseException:
        subscription.close()
        raise
    return sse_response(
        subscription,
        heartbeat_seconds=current_app.config["LIVE_HEARTBEAT_SECONDS"],
        retry_milliseconds=current_app.config["LIVE_RETRY_MILLISECONDS"],
    )


def start_writer(app: Flask, most: int) -> Writer:
    """Let one thread write the streams of ``app``; the server has to offer a ``Handover`` with their requests.

    ``most`` is how many connections the server has for streams; the limit is this or ``LIVE_WRITTEN_STREAM_LIMIT``,
    whichever is less.
    """
    limit = app.config.get("LIVE_WRITTEN_STREAM_LIMIT", app.config["LIVE_STREAM_LIMIT"])
    return live_room(app).hub.start_writer(min(limit, most), heartbeat_seconds=app.config["LIVE_HEARTBEAT_SECONDS"])


def ask_again_in() -> int:
    """Return after how many whole seconds a page without a stream may ask again: longer, the more ask (``Turns``)."""
    return live_room(current_app).hub.turns.take()


def is_healthy() -> bool:
    """Tell whether notices reach every process now."""
    return live_room(current_app).broker.healthy()


def live_room(app: Flask) -> Live:
    """Return the live room of ``app``. Raises KeyError before ``init_app``."""
    live: Live = app.extensions["live"]
    return live


def _make_broker(redis_url: str | None, hub: Hub) -> Broker:
    if redis_url is None:
        return InProcessBroker(hub)
    make: Callable[[str, Hub], Broker] = import_string(REDIS_BROKER)
    return make(redis_url, hub)
