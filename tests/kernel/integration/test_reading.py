"""What is read by a single statement: alone without a transaction, and inside one where there is one."""

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DatabaseError

from participation.access.models import LogEntry
from participation.kernel.database import db
from participation.kernel.reading import read_rows
from participation.kernel.transaction import transaction

ENTRIES = select(func.count()).select_from(LogEntry)


@pytest.fixture
def counted(database):
    """What happens on connections: how often one is taken, and every statement."""
    happened: list[str] = []

    def note_connection(*_connection) -> None:
        happened.append("connection")

    def note_statement(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        happened.append(statement.split()[0])

    event.listen(database.engine.pool, "checkout", note_connection)
    event.listen(database.engine, "before_cursor_execute", note_statement)
    yield happened
    event.remove(database.engine.pool, "checkout", note_connection)
    event.remove(database.engine, "before_cursor_execute", note_statement)


def write_entry():
    db.session.add(LogEntry(action="tested", subject_type="test", subject_id=None))
    db.session.flush()


def write_and_fail():
    write_entry()
    raise LookupError


def stored():
    [[count]] = read_rows(ENTRIES, {})
    return count


def test_single_statement_opens_no_transaction(database, counted):
    db.session.rollback()
    counted.clear()
    assert (stored(), counted) == (0, ["connection", "SELECT"])


def test_connection_begins_transactions_again_afterwards(database):
    db.session.rollback()
    stored()
    with pytest.raises(LookupError), transaction():
        write_and_fail()
    assert stored() == 0


def test_inside_a_transaction_it_sees_what_was_written_there(database, counted):
    with transaction():
        write_entry()
        counted.clear()
        assert (stored(), counted) == (1, ["SELECT"])
    db.session.rollback()
    assert stored() == 1


def test_connection_comes_back_when_the_statement_fails(database):
    db.session.rollback()
    with pytest.raises(DatabaseError):
        read_rows(select(func.no_such_function()), {})
    assert database.engine.pool.checkedout() == 0
