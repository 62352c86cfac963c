"""gunicorn's worker with threads, which hands the connections of streams to one thread for them all (ADR 31)."""

import threading
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gunicorn.workers.gthread import ThreadWorker

from participation.live.extension import start_writer
from participation.live.handover import KEY, HandedOver, Handover

FIRST_CHUNKED = (1, 1)
"""The version of HTTP from which an answer of unknown length is sent in chunks (RFC 9112 §7.1)."""
PART_FOR_STREAMS = 0.75
"""Of the connections; the rest stays free for requests, so that neither ever takes the place of the other."""
_HANDED_OVER = object()


class StreamWorker(ThreadWorker):
    """Serves requests in threads as ever; a stream holds its thread only until its head has been sent.

    Its connection goes on counting among ``worker_connections`` until the writer has closed it.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._serving = threading.local()

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
