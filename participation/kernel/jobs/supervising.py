"""The server's side of background work: sees to it that a process does what waits.

The process is a child of the server with a low priority. It ends when nothing is left to do, and with the server: its
input is a pipe that closes then, however the server ends.
"""

import logging
import subprocess
import threading
from collections.abc import Callable, Sequence

from flask import Flask, current_app

from participation.kernel.database import db
from participation.kernel.jobs.queries import is_unfinished_work, is_waiting_work

log = logging.getLogger(__name__)

LOOK_SECONDS = 10.0
"""So often the queue is looked at without being told: for jobs of servers that have ended, and of other servers."""
_EXTENSION = "jobs"


class Supervisor:
    """One thread of the server that starts the process when work waits."""

    def __init__(self, app: Flask, command: Sequence[str]) -> None:
        """Start nothing yet; ``command`` runs the process."""
        self._app = app
        self._command = list(command)
        self._news = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Look at the queue from now on until the server ends."""
        threading.Thread(target=self._run, name="jobs", daemon=True).start()

    def hurry(self) -> None:
        """Look at the queue now."""
        self._news.set()

    def _run(self) -> None:
        # A server that has just started may follow one that was killed, with a job in the middle: see at once.
        needed = is_unfinished_work
        while True:
            try:
                with self._app.app_context():
                    self._look(needed)
                needed = is_waiting_work
            except Exception:
                log.exception("the queue could not be looked at")
            self._news.wait(LOOK_SECONDS)
            self._news.clear()

    def _look(self, needed: Callable[[], bool]) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        if needed():
            db.session.remove()
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)  # noqa: S603 - our own module


def start_supervising(app: Flask, command: Sequence[str]) -> None:
    """Let this server do background work."""
    supervisor = app.extensions[_EXTENSION] = Supervisor(app, command)
    supervisor.start()


def hurry() -> None:
    """Tell the server that work waits; in a command or a test nothing happens, and the next server does it."""
    supervisor: Supervisor | None = current_app.extensions.get(_EXTENSION)
    if supervisor is not None:
        supervisor.hurry()
