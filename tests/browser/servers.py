"""A server process as a city would run it: started, killed, started again on the same port and database.

Servers are forked from a process that has imported the application once: two thirds of what a start costs.
"""

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from participation.app import create_app
from participation.config import Settings
from participation.kernel.database import IMMEDIATE, db
from tests.browser.served import serve

WAIT_SECONDS = 60
STOP_SECONDS = 15

_starting = multiprocessing.get_context("forkserver")
_starting.set_forkserver_preload(["tests.browser.warmed"])


class RunningServer:
    """One installation; its log lies beside its database."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "PARTICIPATION_DATABASE_URL": settings.database_url,
            "PARTICIPATION_SECRET_KEY": settings.secret_key,
            "PARTICIPATION_INSTANCE": str(settings.instance),
            "PARTICIPATION_BASE_URL": self.address,
            "PARTICIPATION_CITY": "Amselwehr",
        }

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def start(self) -> None:
        # Ended with the tests at the latest.
        self.process = _starting.Process(target=serve, args=(self.folder, self.environment, self.port), daemon=True)
        self.process.start()
        self._wait(self._opened)

    def kill(self) -> None:
        """End it and its worker at once, as a cut of the power would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join(STOP_SECONDS)
        # The worker is not our child: its end shows only in the port that nobody listens on any more.
        self._wait(lambda: not self._is_open())

    def stop(self) -> None:
        """Let it end as the system would ask it to."""
        self.process.terminate()
        self.process.join(STOP_SECONDS)
        assert self.process.exitcode == 0

    def _is_open(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=0.5).close()
        except OSError:
            return False
        return True

    def _opened(self) -> bool:
        """Whether the port takes connections; a server that ends before that tells why."""
        if not self.process.is_alive():
            pytest.fail(self.log.read_text("utf-8"))
        return self._is_open()

    def _wait(self, reached: Callable[[], bool]) -> None:
        until = time.monotonic() + WAIT_SECONDS
        while not reached():
            if time.monotonic() > until:
                pytest.fail(f"port {self.port}: {self.log.read_text('utf-8')}")
            threading.Event().wait(0.05)


@contextmanager
def serving(settings: Settings, folder: Path) -> Iterator[RunningServer]:
    """Run a server in ``folder`` until the block ends."""
    running = RunningServer(settings, folder)
    running.start()
    try:
        yield running
    finally:
        running.stop()


def beside(settings: Settings) -> Flask:
    """Return the application in this process, on the database of a running server.

    A test reads and then writes without opening a transaction of the product; begun as a reading one, it fails as
    soon as the server has written in between. So each begins as a writing one, and waits for the server.
    """
    app = create_app(settings, TESTING=True)
    with app.app_context():
        db.engine.update_execution_options(**{IMMEDIATE: True})
    return app


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
