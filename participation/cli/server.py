"""``participation serve``: the web server."""

import gc
import resource
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from gunicorn.app.wsgiapp import WSGIApplication

from participation.cli.output import refusing

THREADS = 64
"""Threads of the one worker on SQLite; streams hold none of them."""
CONNECTIONS = 4000
"""Open at once in each worker. A browser keeps its connection for some seconds, a stream for hours."""
FILES = 16_384
"""Connections, database and logs of a process together."""
FILES_BESIDE_CONNECTIONS = 384
"""Of these: each thread has a connection to SQLite, which is up to three files; logs, sheets, catalogues."""
GRACE_SECONDS = 3
STREAM_WORKER = "participation.live.stream_worker.StreamWorker"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes; SQLite always runs in one.")
@with_appcontext
@refusing
def serve(host: str, port: int, workers: int) -> None:
    """Bring the database up to date and serve, until stopped."""
    upgrade()
    files = _allow_connections()
    gc.freeze()  # see ``kernel.garbage``
    sys.argv = ["gunicorn", *server_arguments(host, port, workers, files), "participation.app:create_app()"]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]", prog="participation").run()


def _allow_connections() -> int:
    """Let the processes hold more connections than the usual 1024, as far as the system grants it; returns how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    granted = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    if soft < granted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, hard))
    return max(soft, granted)


def server_arguments(host: str, port: int, workers: int, files: int = FILES) -> list[str]:
    """Return gunicorn's options: threads on SQLite, where one process writes; gevent with PostgreSQL.

    A process may open ``files``; no more connections are taken than leave room for the rest.
    """
    on_sqlite = current_app.config["SETTINGS"].uses_sqlite
    kind = (
        [f"--worker-class={STREAM_WORKER}", "--workers=1", f"--threads={THREADS}"]
        if on_sqlite
        else ["--worker-class=gevent", f"--workers={workers}"]
    )
    shared = Path("/dev/shm")  # noqa: S108 - gunicorn's heartbeat file belongs in memory, not on a disk that may stall
    temporary = [f"--worker-tmp-dir={shared}"] if shared.is_dir() else []
    return [
        *kind,
        *temporary,
        f"--worker-connections={min(CONNECTIONS, files - min(FILES_BESIDE_CONNECTIONS, files // 2))}",
        "--config=python:participation.cli.worker",
        f"--bind={host}:{port}",
        f"--graceful-timeout={GRACE_SECONDS}",
        "--no-control-socket",
        "--keep-alive=5",
        "--backlog=2048",
    ]
