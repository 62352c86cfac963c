"""The one way to write: ``with transaction():`` opened by the outermost caller (a POST view, a command)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from participation.kernel.database import IMMEDIATE, db
from participation.kernel.events import complete, dispatch, keep_waiting, take_waiting, waiting_events
from participation.kernel.turns import waiting

_OPEN = "transaction_open"
_write_lock = threading.Lock()


@contextmanager
def transaction() -> Iterator[None]:
    """Run the block in one database transaction: commit at its end, roll back when it raises, then let events go.

    Whatever was read before is expired, so rules are checked against what is true inside the transaction.
    On SQLite one lock per process orders the writers fairly; SQLite's own waiting can starve one of them for
    seconds.

    Raises ``RuntimeError`` when a transaction is already open: services never open one.
    """
    leave_reading()
    with _only_writer() if db.engine.dialect.name == "sqlite" else nullcontext():
        db.session.info[_OPEN] = True
        try:
            db.session.connection(execution_options={IMMEDIATE: True})
            yield
            complete()
            db.session.flush()
            with waiting():
                db.session.commit()
        except BaseException:
            db.session.rollback()
            take_waiting()
            raise
        finally:
            db.session.info.pop(_OPEN, None)
    dispatch(take_waiting())


@contextmanager
def _only_writer() -> Iterator[None]:
    if not _write_lock.acquire(blocking=False):
        with waiting():
            _write_lock.acquire()
    try:
        yield
    finally:
        _write_lock.release()


@contextmanager
def savepoint() -> Iterator[None]:
    """Try a part of a transaction: when the block raises, what it wrote and emitted is dropped, and only that."""
    before = waiting_events()
    try:
        with db.session.begin_nested():
            yield
    except BaseException:
        keep_waiting(before)
        raise


def leave_reading() -> None:
    """End what was only read so far, and give its connection back; raises ``RuntimeError`` inside a transaction."""
    if not db.session.registry.has():
        return
    if db.session.info.get(_OPEN):
        raise RuntimeError
    db.session.rollback()
