"""The one way to write: ``with transaction():`` opened by the outermost caller (a POST view, a command)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from participation.kernel.database import IMMEDIATE, db
from participation.kernel.events import dispatch, take_waiting

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
    if db.session.info.get(_OPEN):
        raise RuntimeError
    db.session.rollback()
    with _write_lock if db.engine.dialect.name == "sqlite" else nullcontext():
        db.session.info[_OPEN] = True
        try:
            db.session.connection(execution_options={IMMEDIATE: True})
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            take_waiting()
            raise
        finally:
            db.session.info.pop(_OPEN, None)
    dispatch(take_waiting())
