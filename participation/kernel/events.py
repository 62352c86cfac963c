"""Events that leave after commit.

A service says ``emit(CardSubmitted(...))``; the event waits in the session and reaches the listeners when the
transaction has been committed. A rollback drops it. A lower feature emits, an upper one listens.

What an upper feature must write for the event to be true as a whole is part of the same transaction: it *completes* the
event, before the commit (``completes``). What may come late or fail by itself listens.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from participation.kernel.database import db

log = logging.getLogger(__name__)

Event = TypeVar("Event")
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_completers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_WAITING = "waiting_events"


def listens_to(*event_types: type) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register the decorated function for each event type; it is called once for each event, after commit."""
    return _registering(_listeners, event_types)


def completes(*event_types: type) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register the decorated function for each event type; it is called once for each event, before its commit.

    It writes in the transaction that the event comes from: when it raises, nothing of that is done.
    """
    return _registering(_completers, event_types)


def _registering(
    known: dict[type, list[Callable[[Any], None]]], event_types: tuple[type, ...]
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    def register(function: Callable[[Any], None]) -> Callable[[Any], None]:
        for event_type in event_types:
            if function not in known[event_type]:
                known[event_type].append(function)
        return function

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


def complete() -> None:
    """Let features add to the transaction what makes its events true; what they emit is completed as well."""
    waiting: list[object] = db.session.info.get(_WAITING, [])
    for event in waiting:  # grows while it is walked
        for completer in _completers.get(type(event), ()):
            completer(event)


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
