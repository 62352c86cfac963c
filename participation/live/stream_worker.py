"""gunicorn's worker with threads: one of them works at a time (ADR 35), and one writes all streams (ADR 31)."""

import selectors
import socket
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gunicorn.workers.gthread import TConn, ThreadWorker

from participation.live.extension import start_writer
from participation.live.handover import KEY, HandedOver, Handover
from participation.live.patient_socket import PatientSocket
from participation.live.relay import Relay

FIRST_CHUNKED = (1, 1)
"""The version of HTTP from which an answer of unknown length is sent in chunks (RFC 9112 §7.1)."""
PART_FOR_STREAMS = 0.75
"""Of the connections; the rest stays free for requests, so that neither ever takes the place of the other."""
SILENT_SECONDS = 10
"""How long a new connection may say nothing: a packet lost on a bad line comes again after 1, 3 and 7 seconds."""
_HANDED_OVER = object()


class StreamWorker(ThreadWorker):
    """Serves requests in the threads of a relay; a stream holds its thread only until its head has been sent.

    Its connection goes on counting among ``worker_connections`` until the writer has closed it.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._serving = threading.local()

    def get_thread_pool(self) -> Relay:
        """Return the threads for requests."""
        return Relay(self.cfg.threads)

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
            super().enqueue_req(conn)
            return
        if not self.cfg.is_ssl:
            conn.sock = PatientSocket.taking(conn.sock)
            if conn.sock.has_news():
                conn.data_ready = True
                super().enqueue_req(conn)
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
        try:
            return bool(super().handle_request(req, conn))
        except HandedOver as handed:
            is_chunked = req.version >= FIRST_CHUNKED
            self._writer.begin(handed.line, conn.sock, is_chunked=is_chunked, over=self._count_end)
            raise
        finally:
            self._serving.request = None

    def handle(self, conn: Any) -> object:  # noqa: ANN401
        """Handle a request in a thread; returns what ``finish_request`` is told."""
        try:
            return super().handle(conn)
        except HandedOver:
            return _HANDED_OVER

    def finish_request(self, conn: Any, fs: Future[object]) -> None:  # noqa: ANN401
        """Close the connection or keep it for the next request; leave that of a stream alone."""
        if fs.cancelled() or fs.exception() is not None or fs.result() is not _HANDED_OVER:
            super().finish_request(conn, fs)

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
