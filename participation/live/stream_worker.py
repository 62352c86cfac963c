"""gunicorn's worker with threads: one does everything while it can (ADR 36), and one writes all streams (ADR 31)."""

import selectors
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from participation.kernel.turns import own_turn
from participation.live.extension import start_writer
from participation.live.handover import KEY, HandedOver, Handover
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
        self._serving = threading.local()
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
        """Load the application, start its writer, and offer the handover with each request."""
        super().load_wsgi()
        self._writer = start_writer(self.wsgi, int(self.worker_connections * PART_FOR_STREAMS))
        self.wsgi.wsgi_app = self._offering(self.wsgi.wsgi_app)

    def handle_request(self, req: Any, conn: Any) -> bool:  # noqa: ANN401 - gunicorn has no types
        """Answer one request over HTTP/1; over HTTP/2 several share a connection, and none is handed over."""
        self._serving.request = req
        is_patient = isinstance(conn.sock, PatientSocket)
        if is_patient:
            conn.sock.hold_head()
        try:
            goes_on = bool(super().handle_request(req, conn))
        except HandedOver as handed:
            is_chunked = req.version >= FIRST_CHUNKED
            self._writer.begin(handed.line, conn.sock, is_chunked=is_chunked, over=self._count_end)
            raise
        finally:
            self._serving.request = None
        if is_patient:
            conn.sock.let_go()
        return goes_on

    def _serve(self, conn: Any) -> None:  # noqa: ANN401
        """Answer a request, then close its connection or keep it for the next one; leave that of a stream alone."""
        answered: Future[object] = Future()
        try:
            answered.set_result(self.handle(conn))
        except HandedOver:
            return
        except BaseException as fault:  # noqa: BLE001 - ``finish_request`` closes the connection
            answered.set_exception(fault)
        own_turn().take_up()
        self.finish_request(conn, answered)

    def _offering(self, application: WSGIApplication) -> WSGIApplication:
        def offer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            request = getattr(self._serving, "request", None)
            if request is not None and not self.cfg.is_ssl:
                environ[KEY] = Handover(announce_end=request.force_close)
            return application(environ, start_response)

        return offer

    def _count_end(self) -> None:
        self.method_queue.defer(self._forget_connection)

    def _forget_connection(self) -> None:
        self.nr_conns -= 1
