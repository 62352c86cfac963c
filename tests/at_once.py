"""Two people at once, each in a transaction of their own on PostgreSQL; who waits for whom is asked of the server."""

import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import make_url

from participation.kernel.database import db
from participation.kernel.transaction import transaction

DEADLINE_SECONDS = 60
_WAITS = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"
_here = threading.local()


class Person:
    """Somebody whose ``work`` runs in a thread and transaction of its own; ``outcome`` is its answer or its error."""

    def __init__(self, app: Flask, work: Callable[[], Any], *, stops_before: str = "") -> None:
        self.outcome: Any = None
        self.stopped, self.may_go_on = threading.Event(), threading.Event()
        self.began = threading.Event()
        self.backend: int | None = None
        self._app, self._work, self._mark = app, work, stops_before
        self._thread = threading.Thread(target=self._run, daemon=True)

    def begin(self) -> None:
        self._thread.start()
        assert self.began.wait(DEADLINE_SECONDS)

    def finish(self) -> Any:
        self.may_go_on.set()
        self._thread.join(DEADLINE_SECONDS)
        assert not self._thread.is_alive(), "hangs"
        return self.outcome

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def look(self, statement: str) -> None:
        """Stop once, before the first statement that holds the mark."""
        if self._mark and self._mark in statement and not self.stopped.is_set():
            self.stopped.set()
            assert self.may_go_on.wait(DEADLINE_SECONDS)

    def _run(self) -> None:
        _here.person = self
        with self._app.app_context():
            try:
                with transaction():
                    self.backend = db.session.connection().connection.dbapi_connection.info.backend_pid
                    self.began.set()
                    self.outcome = self._work()
            except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
                self.outcome = error
            finally:
                self.began.set()
                db.session.remove()


def side_by_side(app: Flask, first: Callable[[], Any], second: Callable[[], Any], *, stops_before: str) -> list[Any]:
    """Return what became of both.

    ``first`` is stopped before its first statement with ``stops_before`` in it; ``second`` goes on until it is done
    or waits for ``first``; then ``first`` goes on.
    """
    one, other = Person(app, first, stops_before=stops_before), Person(app, second)
    with _looked_at(app):
        one.begin()
        _until(lambda: one.stopped.is_set() or one.is_done)
        assert one.stopped.is_set(), f"never sends {stops_before}: {one.outcome!r}"
        other.begin()
        with psycopg.connect(_address(app), autocommit=True) as server:
            _until(lambda: other.is_done or server.execute(_WAITS, [other.backend]).fetchone()[0])
        return [one.finish(), other.finish()]


@contextmanager
def _looked_at(app: Flask):
    def look(_connection, _cursor, statement, _parameters, _context, _many):
        person = getattr(_here, "person", None)
        if person is not None:
            person.look(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", look)


def _until(condition: Callable[[], bool]) -> None:
    end, between = time.monotonic() + DEADLINE_SECONDS, threading.Event()
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        between.wait(0.002)


def _address(app: Flask) -> str:
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    return url.set(drivername="postgresql").render_as_string()
