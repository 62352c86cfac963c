"""A transaction writes all or nothing, orders writers, and lets events go after commit only."""

import threading
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from participation.access.models import LogEntry
from participation.kernel import events
from participation.kernel.database import db
from participation.kernel.events import completes, emit, listens_to
from participation.kernel.transaction import transaction


@dataclass(frozen=True)
class SomethingHappened:
    number: int


def entry(action="tested"):
    return LogEntry(action=action, subject_type="test", subject_id=None)


def write_and_fail():
    emit(SomethingHappened(1))
    db.session.add(entry())
    db.session.flush()
    raise LookupError


def stored():
    return db.session.scalar(select(func.count()).select_from(LogEntry))


@pytest.fixture
def heard():
    """What listeners were told, with the number of rows that others could read at that moment."""
    told: list[tuple[object, int]] = []
    listens_to(SomethingHappened)(lambda event: told.append((event, stored())))
    yield told
    events._listeners.pop(SomethingHappened)


def test_block_that_ends_is_committed(database):
    with transaction():
        db.session.add(entry())
    db.session.rollback()
    assert stored() == 1


def test_block_that_raises_leaves_nothing(database):
    with pytest.raises(LookupError), transaction():
        write_and_fail()
    assert stored() == 0


def test_event_is_heard_after_commit(database, heard):
    with transaction():
        emit(SomethingHappened(1))
        db.session.add(entry())
        assert heard == []
    assert heard == [(SomethingHappened(1), 1)]


def test_event_of_a_rolled_back_transaction_is_never_heard(database, heard):
    with pytest.raises(LookupError), transaction():
        write_and_fail()
    with transaction():
        pass
    assert heard == []


@pytest.fixture
def completed():
    """What was completed, each with whether others had been told of it by then."""
    seen: list[SomethingHappened] = []
    yield seen
    events._completers.pop(SomethingHappened)


def test_what_completes_an_event_is_committed_with_it_and_before_anybody_hears(database, heard, completed):
    @completes(SomethingHappened)
    def add_a_row(event):
        completed.append((event, list(heard)))
        db.session.add(entry())

    with transaction():
        emit(SomethingHappened(1))
    assert (completed, heard) == ([(SomethingHappened(1), [])], [(SomethingHappened(1), 1)])


def test_event_whose_completion_fails_has_not_happened(database, heard, completed):
    @completes(SomethingHappened)
    def fail(_event):
        raise LookupError

    def write():
        db.session.add(entry())
        emit(SomethingHappened(1))

    with pytest.raises(LookupError), transaction():
        write()
    assert (stored(), heard) == (0, [])


def test_event_that_completing_emits_is_completed_too(database, heard, completed):
    @completes(SomethingHappened)
    def go_on(event):
        completed.append(event.number)
        if event.number == 1:
            emit(SomethingHappened(2))

    with transaction():
        emit(SomethingHappened(1))
    assert (completed, [event.number for event, _rows in heard]) == ([1, 2], [1, 2])


def test_listener_that_fails_does_not_keep_others_from_hearing(database, heard):
    def fail(_event):
        raise ValueError

    events._listeners[SomethingHappened].insert(0, fail)
    with transaction():
        emit(SomethingHappened(1))
    assert [event for event, _rows in heard] == [SomethingHappened(1)]


def test_transaction_inside_a_transaction_is_refused(database):
    with pytest.raises(RuntimeError), transaction(), transaction():
        pass


def test_what_was_read_before_is_read_again_inside(app):
    with app.app_context():
        with transaction():
            db.session.add(entry("first"))
        kept = db.session.scalar(select(LogEntry))
        change_in_another_session(app, "second")
        with transaction():
            assert kept.action == "second"


def change_in_another_session(app, action):
    def change():
        with app.app_context(), transaction():
            db.session.scalar(select(LogEntry)).action = action

    thread = threading.Thread(target=change)
    thread.start()
    thread.join()


def test_thirty_writers_at_once_all_get_their_turn(app):
    def write():
        with app.app_context(), transaction():
            db.session.add(entry())

    threads = [threading.Thread(target=write) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert stored() == 30
