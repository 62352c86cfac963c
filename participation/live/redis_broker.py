"""Notices for several processes, through Redis publish/subscribe.

Imported only where a Redis address is configured (``extension.init_app``), so that an installation without
Redis needs no client library.

Redis keeps nothing that is published, so two things are done about loss. A notice that could not be sent
waits in a small outbox, newest revision of each event, until Redis answers again. And a process that was cut
off from Redis ends all of its streams when it is back: the browsers reconnect within about a second, spread
at random, and hear the current revisions first. No page has to know that Redis exists.
"""

import json
import logging
import threading
import time
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.exceptions import ConnectionError as RedisUnreachable
from redis.exceptions import RedisError
from redis.retry import Retry

from participation.live.hub import Hub
from participation.live.topics import Notice

log = logging.getLogger(__name__)

PREFIX = "participation:live:"
SOCKET_TIMEOUT_SECONDS = 0.25
PAUSE_AFTER_FAILURE_SECONDS = 1.0
FIRST_CONNECTION_SECONDS = 1.0
QUIET_SECONDS = 1.0
SHORTEST_WAIT_SECONDS = 0.1
LONGEST_WAIT_SECONDS = 2.0
MOST_UNSENT = 256
UNAVAILABLE = (RedisError, OSError)


class RedisBroker:
    """Publishes to Redis and feeds the hub of this process from one listener thread.

    Local streams hear a notice at once, without the way through Redis; its echo is ignored because its
    revision is not higher.

    Args:
        url: ``redis://``, ``rediss://`` or ``unix://`` address. Raises ValueError for any other.
        hub: the hub of this process.
    """

    def __init__(self, url: str, hub: Hub) -> None:
        self._hub = hub
        self._client = Redis.from_url(
            url,
            decode_responses=True,
            protocol=2,
            socket_timeout=SOCKET_TIMEOUT_SECONDS,
            socket_connect_timeout=SOCKET_TIMEOUT_SECONDS,
            # Trying again is decided here; the library's own retries would hold up the request for seconds
            # and would hide from the listener that it was cut off.
            retry=Retry(NoBackoff(), 0),
        )
        self._outbox: dict[tuple[str, str], int] = {}
        self._outbox_lock = threading.Lock()
        self._send_again_at = 0.0
        self._listener: threading.Thread | None = None
        self._listener_lock = threading.Lock()
        self._tried = threading.Event()
        self._connected = threading.Event()
        self._stopping = threading.Event()
        self._wait_seconds = SHORTEST_WAIT_SECONDS

    def publish(self, channel: str, notice: Notice) -> None:
        """Tell the local hub, then Redis.

        Never raises because Redis is down. After a failure no attempt is made for
        ``PAUSE_AFTER_FAILURE_SECONDS``, so that at most one request in a while waits for the socket's
        timeout.
        """
        self._hub.publish(channel, notice)
        self._keep((channel, notice.event), notice.revision)
        self._send_outbox()

    def start(self) -> None:
        """Start the listener, once, and wait briefly for its first connection."""
        with self._listener_lock:
            if self._listener is None:
                self._listener = threading.Thread(target=self._listen, name="live-redis", daemon=True)
                self._listener.start()
        self._tried.wait(FIRST_CONNECTION_SECONDS)

    def stop(self) -> None:
        """End the listener and the connections; for good."""
        self._stopping.set()
        if self._listener is not None:
            self._listener.join(2 * QUIET_SECONDS)
        self._client.close()

    def healthy(self) -> bool:
        """Tell whether Redis answers and, where a listener was started, whether it hears."""
        try:
            self._client.ping()
        except UNAVAILABLE:
            return False
        return self._listener is None or self._connected.is_set()

    def _keep(self, key: tuple[str, str], revision: int) -> None:
        """Put a notice into the outbox; the oldest leaves when more than ``MOST_UNSENT`` events wait."""
        with self._outbox_lock:
            self._outbox[key] = max(revision, self._outbox.pop(key, revision))
            if len(self._outbox) > MOST_UNSENT:
                del self._outbox[next(iter(self._outbox))]

    def _send_outbox(self) -> None:
        while time.monotonic() >= self._send_again_at:
            with self._outbox_lock:
                if not self._outbox:
                    return
                key, revision = self._outbox.popitem()
            self._send(key, revision)

    def _send(self, key: tuple[str, str], revision: int) -> None:
        channel, event = key
        try:
            self._client.publish(PREFIX + channel, json.dumps({"event": event, "revision": revision}))
        except UNAVAILABLE as error:
            self._send_again_at = time.monotonic() + PAUSE_AFTER_FAILURE_SECONDS
            self._keep(key, revision)
            log.warning("Redis did not take a notice: %s", error)

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                self._follow()
            except UNAVAILABLE as error:
                log.warning("Redis cannot be heard: %s", error)
            self._connected.clear()
            self._tried.set()
            self._stopping.wait(self._wait_seconds)
            self._wait_seconds = min(2 * self._wait_seconds, LONGEST_WAIT_SECONDS)

    def _follow(self) -> None:
        """Hear Redis until the broker stops. Raises RedisError when it is lost or stays silent."""
        with PubSub(self._client.connection_pool) as pubsub:
            pubsub.psubscribe(PREFIX + "*")
            asked = False
            while not self._stopping.is_set():
                message = pubsub.get_message(timeout=QUIET_SECONDS)
                if message is not None:
                    asked = False
                    self._receive(message)
                elif asked:
                    raise RedisUnreachable
                else:
                    pubsub.ping()
                    asked = True
                self._send_outbox()

    def _receive(self, message: dict[str, Any]) -> None:
        if message["type"] == "psubscribe":
            self._wait_seconds = SHORTEST_WAIT_SECONDS
            # Streams that were opened before now may have missed notices of other processes.
            self._hub.end_streams()
            self._connected.set()
            self._tried.set()
        elif message["type"] == "pmessage":
            self._deliver(message["channel"], message["data"])

    def _deliver(self, address: str, payload: str) -> None:
        try:
            content = json.loads(payload)
            notice = Notice(str(content["event"]), int(content["revision"]))
        except (ValueError, TypeError, KeyError):
            log.warning("something else publishes under %s", address)
            return
        self._hub.publish(address.removeprefix(PREFIX), notice)
