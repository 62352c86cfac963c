"""gunicorn's worker with threads: one does everything while it can (ADR 36), and one writes all streams (ADR 31)."""

import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from participation.kernel import garbage
from participation.kernel.turns import own_turn
from participation.live.application import Body, Left
from participation.live.exchange import Exchange, Leaving, Outcome, RequestLeft, was_read
from participation.live.extension import start_writer
from participation.live.handover import HandedOver
from participation.live.patient_socket import PatientSocket
from participation.live.processor import OneProcessor
from participation.live.relay import Relay

FIRST_CHUNKED = (1, 1)
"""The version of HTTP from which an answer of unknown length is sent in chunks (RFC 9112 §7.1)."""
PART_FOR_STREAMS = 0.75
"""Of the connections; the rest stays free for requests, so that neither ever takes the place of the other."""
SILENT_SECONDS = 10
"""How long a new connection may say nothing: a packet lost on a bad line comes again after 1, 3 and 7 seconds."""
STOPPING_SECONDS = 0.1
"""How often a worker that stops looks whether silent connections have been open for long enough."""
HEARTBEAT_SECONDS = 1.0
"""How often gunicorn hears that the worker lives."""

News = Sequence[tuple[selectors.SelectorKey, int]]


class StreamWorker(ThreadWorker):
    """Serves requests in the threads of a relay; a stream holds its thread only until its head has been sent.

    Its connection goes on counting among ``worker_connections`` until the writer has closed it.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._left: set[Exchange] = set()
        """What waits without a thread."""
        self._bell: SimpleQueue[None] = SimpleQueue()
        """What the main thread waits for; may be rung by a signal in the middle of anything."""

    def get_thread_pool(self) -> Relay:
        """Return the threads for requests."""
        return Relay(self.cfg.threads, self, OneProcessor.of_this_process())

    def run(self) -> None:
        """Be alive until told to stop; the threads of the relay do the work."""
        self.poller.register(self.method_queue.fileno(), selectors.EVENT_READ, self.method_queue.run_callbacks)
        self.set_accept_enabled(enabled=True)
        self.tpool.open()
        while self.alive and self.is_parent_alive():
            self.notify()
            self._rest(HEARTBEAT_SECONDS)
        self.method_queue.defer(self._stop_accepting)
        over_at = time.monotonic() + self.cfg.graceful_timeout
        while self.nr_conns and time.monotonic() < over_at:
            self.notify()
            self._rest(min(HEARTBEAT_SECONDS, max(0.0, over_at - time.monotonic())))
        self.tpool.shutdown()
        for listener in self.sockets:
            listener.close()

    def handle_exit(self, sig: int, frame: object) -> None:
        """Stop, as soon as those have been answered who have asked."""
        super().handle_exit(sig, frame)
        self._bell.put(None)

    def look(self, seconds: float) -> News:
        """Wait for connections and requests (``relay.Door``)."""
        if seconds and not self._left:
            garbage.search_at_rest()
        news: list[tuple[selectors.SelectorKey, int]] = []
        with self._replaced_when_broken():
            news.extend(self.poller.select(seconds if self.alive else min(seconds, STOPPING_SECONDS)))
        return news

    def admit(self, news: News) -> None:
        """Have requests answered, and let go of connections that were silent for long (``relay.Door``)."""
        with self._replaced_when_broken():
            for key, _ready in news:
                key.data(key.fileobj)
            self.murder_keepalived()
            self.murder_pending()
            self.set_accept_enabled(enabled=self.alive and self.nr_conns < self.worker_connections)
        if not (self.alive or self.nr_conns):
            self._bell.put(None)

    @contextmanager
    def _replaced_when_broken(self) -> Iterator[None]:
        """Let gunicorn begin a new worker when this one cannot watch its connections any more."""
        try:
            yield
        except Exception:
            self.log.exception("a worker is replaced whose connections cannot be watched")
            self.alive = False
            self._bell.put(None)

    def _rest(self, seconds: float) -> None:
        with suppress(Empty):
            self._bell.get(timeout=seconds)

    def _stop_accepting(self) -> None:
        self.set_accept_enabled(enabled=False)
        self._cap_keepalive(time.monotonic() + STOP_KEEPALIVE_LINGER)

    def accept(self, listener: socket.socket) -> None:
        """Accept who waits at the door, all at once: a hall comes back in one moment."""
        address = listener.getsockname()
        while self.nr_conns < self.worker_connections:
            try:
                connection, client = listener.accept()
            except BlockingIOError:
                return
            except ConnectionAbortedError:
                continue
            self.nr_conns += 1
            self.enqueue_req(TConn(self.cfg, connection, client, address))

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401 - gunicorn has no types
        """Have a request handled; a new connection needs a thread only when it begins to speak."""
        if conn.initialized or conn.data_ready:
            self.tpool.submit(partial(self._serve, conn))
            return
        if not self.cfg.is_ssl:
            conn.sock = PatientSocket.taking(conn.sock)
            if conn.sock.has_news():
                conn.data_ready = True
                self.tpool.submit(partial(self._serve, conn))
                return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SILENT_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def load_wsgi(self) -> None:
        """Load the application and start its writer."""
        super().load_wsgi()
        self._writer = start_writer(self.wsgi, int(self.worker_connections * PART_FOR_STREAMS))

    def handle_request(self, req: Any, conn: Any) -> bool:  # noqa: ANN401 - gunicorn has no types
        """Answer one request over HTTP/1; returns whether its connection may carry another one.

        Raises ``RequestLeft`` when the application waits, ``HandedOver`` when it has begun a stream.
        """
        exchange = Exchange(self, req, conn)
        self.nr += 1
        if self.nr >= self.max_requests and self.alive:
            self.log.info("a new worker is begun after %s requests", self.nr)
            self.alive = False
        if not self.alive or not self.cfg.keepalive or len(self.keepalived_conns) >= self.max_keepalived:
            exchange.end_connection()
        return self._answer(exchange, exchange.begin(self.wsgi))

    def _answer(self, exchange: Exchange, body: Body | Left) -> bool:
        if isinstance(body, Left):
            raise RequestLeft(exchange, body)
        try:
            return exchange.send(body)
        except HandedOver as handed:
            is_chunked = exchange.request.version >= FIRST_CHUNKED
            self._writer.begin(handed.line, exchange.connection.sock, is_chunked=is_chunked, over=self._count_end)
            raise

    def _keepalive_after(self, conn: Any, keepalive: bool) -> bool:  # noqa: ANN401, FBT001 - called by gunicorn
        """Say whether the connection may carry another request; gunicorn looks twice for the rest of a body.

        A request whose body was read as long as it said leaves nothing there.
        """
        if keepalive and was_read(conn.parser.mesg):
            conn.parser.mesg = None
            return True
        return bool(super()._keepalive_after(conn, keepalive))

    def _serve(self, conn: Any) -> None:  # noqa: ANN401
        """Answer the next request of a connection."""
        self._conclude(conn, partial(self.handle, conn))

    def _serve_rest(self, exchange: Exchange, left: Left) -> None:
        """Go on with a request that was left."""
        self._left.remove(exchange)
        self._conclude(exchange.connection, partial(self._answer_rest, exchange, left))

    def _answer_rest(self, exchange: Exchange, left: Left) -> bool:
        """Do what gunicorn does around ``handle_request``."""
        connection = exchange.connection
        try:
            return self._keepalive_after(connection, self._answer(exchange, left.go_on()))
        except OSError as fault:
            self.log.debug("a connection ended before its answer: %s", fault)
        except Exception as fault:  # noqa: BLE001 - answered with 500, and logged
            self.handle_error(exchange.request, connection.sock, connection.client, fault)
        return False

    def _conclude(self, conn: Any, answer: Callable[[], object]) -> None:  # noqa: ANN401
        """Answer, then close the connection or keep it for the next request; leave it alone when there is more to come.

        More comes on a stream, and when the application waits.
        """
        try:
            outcome = Outcome(goes_on=answer())
        except HandedOver:
            return
        except RequestLeft as waits:
            rest = partial(self._serve_rest, waits.exchange, waits.left)
            self._left.add(waits.exchange)
            waits.left.wait.begin(Leaving(self.tpool, rest))
            return
        except BaseException as fault:  # noqa: BLE001 - ``finish_request`` closes the connection
            outcome = Outcome(fault=fault)
        own_turn().take_up()
        self.finish_request(conn, outcome)

    def _count_end(self) -> None:
        self.method_queue.defer(self._forget_connection)

    def _forget_connection(self) -> None:
        self.nr_conns -= 1
