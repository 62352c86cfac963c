"""What is read by a single statement: alone without a transaction, and inside one where there is one."""

import pytest
from sqlalchemy import bindparam, event, func, select
from sqlalchemy.exc import DatabaseError

from participation.access.models import LogEntry
from participation.kernel.database import db
from participation.kernel.reading import read_rows
from participation.kernel.transaction import transaction

ENTRIES = select(func.count()).select_from(LogEntry)


@pytest.fixture
def counted(database):
    """What happens on connections: how often one is taken, and every statement as SQLite hears it."""
    happened: list[str] = []

    def note_connection(connection, *_entry) -> None:
        happened.append("connection")
        connection.set_trace_callback(lambda statement: happened.append(statement.split()[0]))

    event.listen(database.engine.pool, "checkout", note_connection)
    yield happened
    event.remove(database.engine.pool, "checkout", note_connection)


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


def test_values_come_as_the_columns_of_the_model_have_them(database):
    with transaction():
        write_entry()
    [[at, action]] = read_rows(
        select(LogEntry.at, LogEntry.action).where(LogEntry.action == bindparam("action"), LogEntry.id > 0),
        {"action": "tested"},
    )
    assert (at, action) == (db.session.query(LogEntry).one().at, "tested")


def test_statement_may_ask_for_one_of_many_values(database, counted):
    with transaction():
        write_entry()
    db.session.rollback()
    counted.clear()
    among = select(LogEntry.action).where(LogEntry.action.in_(bindparam("actions", expanding=True)))
    assert [tuple(row) for row in read_rows(among, {"actions": ["tested", "other"]})] == [("tested",)]
    assert counted == ["connection", "SELECT"]


def test_connection_comes_back_when_the_statement_fails(database):
    db.session.rollback()
    with pytest.raises(DatabaseError):
        read_rows(select(func.no_such_function()), {})
    assert database.engine.pool.checkedout() == 0
