"""Open streams end when the server is told to stop.

A server waits for its requests before it exits, and a stream is a request that never ends by itself. Exit
handlers of Python run too late: the interpreter joins the threads that write the streams first.
"""

import os
import signal
import socket
import threading
from contextlib import suppress
from types import FrameType

from flask import Flask

from participation.live.extension import live_room

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


def end_streams_on_signals(app: Flask) -> None:
    """Close the hub of ``app`` when this process receives a signal to stop, then do what was done before.

    Call it in the main thread of the process that serves, after the server installed its own handlers: under
    gunicorn in the ``post_worker_init`` hook, with ``worker.wsgi``. A signal without a handler is left alone:
    it ends the process, and the streams with it.
    """
    listener, bell = socket.socketpair()
    bell.setblocking(False)
    for number in STOP_SIGNALS:
        _ring_before(number, bell)
    # Closing takes locks that the interrupted code may hold, so a thread does it and the handler only wakes
    # it.
    threading.Thread(target=_close_when_rung, args=(app, listener), name="live-shutdown", daemon=True).start()


def _ring_before(number: signal.Signals, bell: socket.socket) -> None:
    previous = signal.getsignal(number)
    if not callable(previous):
        return

    def ring(received: int, frame: FrameType | None) -> None:
        with suppress(BlockingIOError):
            os.write(bell.fileno(), b"\0")
        previous(received, frame)

    signal.signal(number, ring)


def _close_when_rung(app: Flask, listener: socket.socket) -> None:
    listener.recv(1)
    live_room(app).hub.close()
