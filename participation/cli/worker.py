"""What a server process does at its start, read by gunicorn as its configuration (``--config python:…``)."""

import importlib
import sys
from typing import Any

from participation.cli.work import COMMAND
from participation.kernel import background, garbage
from participation.kernel.jobs.supervising import start_supervising
from participation.live.shutdown import end_streams_on_signals
from participation.live.stream_worker import StreamWorker
from participation.privacy.daily import begin_letting_go
from participation.workshop.watch import watch_database


class SettledOptions:
    """gunicorn's options as they stand once a process works: it asks for thirty of them in each request.

    There each is looked up by its name and asked for its value; here it is an attribute. What gunicorn works out from
    options is asked of it.
    """

    def __init__(self, options: Any) -> None:  # noqa: ANN401 - gunicorn has no types
        self._options = options
        self.is_ssl = options.is_ssl
        for name, option in options.settings.items():
            if not hasattr(type(options), name):
                setattr(self, name, option.get())

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Return what is no option, as gunicorn has it."""
        return getattr(self._options, name)


def post_worker_init(worker: Any) -> None:  # noqa: ANN401
    """Let streams end when the server is told to stop, and hear what commands beside it do."""
    worker.cfg = SettledOptions(worker.cfg)
    _wait_together()
    end_streams_on_signals(worker.wsgi)
    watch_database(worker.wsgi)
    background.start(worker.wsgi)
    start_supervising(worker.wsgi, COMMAND)
    with worker.wsgi.app_context():
        begin_letting_go()
    garbage.settle(searches_at_rest=isinstance(worker, StreamWorker))


def _wait_together() -> None:
    """Let a greenlet that waits for PostgreSQL leave its thread to the others.

    The driver chooses how to wait when it is imported, and was imported before gunicorn turned threads into greenlets.
    """
    driver = sys.modules.get("psycopg.waiting")
    if driver is not None and "gevent.monkey" in sys.modules:
        importlib.reload(driver)
