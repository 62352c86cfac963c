"""Events that leave after commit.

A service says ``emit(CardSubmitted(...))``; the event waits in the session and reaches the listeners when the
transaction has been committed. A rollback drops it. A lower feature emits, an upper one listens.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from participation.kernel.database import db

log = logging.getLogger(__name__)

Event = TypeVar("Event")
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_WAITING = "waiting_events"


def listens_to(*event_types: type) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register the decorated function for each event type; it is called once for each event, after commit."""

    def register(listener: Callable[[Any], None]) -> Callable[[Any], None]:
        for event_type in event_types:
            if listener not in _listeners[event_type]:
                _listeners[event_type].append(listener)
        return listener

    return register


def emit(event: object) -> None:
    """Let ``event`` wait in the session until the transaction is committed."""
    db.session.info.setdefault(_WAITING, []).append(event)


def waiting_events() -> list[object]:
    """Return the events that wait now."""
    return list(db.session.info.get(_WAITING, ()))


def keep_waiting(events: list[object]) -> None:
    """Let only these events wait: those that came before something that was undone."""
    db.session.info[_WAITING] = events


def take_waiting() -> list[object]:
    """Return the waiting events and forget them."""
    waiting: list[object] = db.session.info.pop(_WAITING, [])
    return waiting


def dispatch(events: list[object]) -> None:
    """Hand committed events to their listeners.

    What was committed cannot be taken back, so a listener that fails is logged and the others are still called.
    """
    for event in events:
        for listener in _listeners[type(event)]:
            try:
                listener(event)
            except Exception:
                log.exception("listener %s failed on %r", listener.__qualname__, event)
