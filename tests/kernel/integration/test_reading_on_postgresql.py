"""A single statement on PostgreSQL: no transaction stays behind it, whether it succeeds or fails."""

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import DBAPIError

from participation.access.models import LogEntry
from participation.config import Settings
from participation.kernel.database import db
from participation.kernel.reading import read_rows
from participation.kernel.transaction import transaction

ENTRIES = select(func.count()).select_from(LogEntry)


@pytest.fixture
def settings(postgresql_url, tmp_path):
    return Settings(database_url=postgresql_url, secret_key="tests", instance=tmp_path)


@pytest.fixture
def entries(app):
    """Return a function that counts the entries; nothing is being read around it."""
    with app.app_context():
        yield lambda: read_rows(ENTRIES, {})[0][0]


def left_behind():
    """Return whether the connection that was used last commits by itself, and whether it is in a transaction."""
    connection = db.engine.raw_connection()
    try:
        driver = connection.dbapi_connection
        return driver.autocommit, driver.info.transaction_status
    finally:
        connection.close()


def write_and_fail():
    db.session.add(LogEntry(action="tested", subject_type="test", subject_id=None))
    db.session.flush()
    raise LookupError


def test_what_is_written_next_is_a_transaction(entries):
    assert (entries(), left_behind()) == (0, (False, TransactionStatus.IDLE))
    with pytest.raises(LookupError), transaction():
        write_and_fail()
    assert entries() == 0


def test_values_come_as_the_columns_of_the_model_have_them(entries):
    with transaction():
        db.session.add(LogEntry(action="tested", subject_type="test", subject_id=None))
    named = select(LogEntry.at, LogEntry.action).where(LogEntry.action == bindparam("action"), LogEntry.id > 0)
    rows = read_rows(named, {"action": "tested"})
    [entry] = db.session.query(LogEntry)
    assert (entries(), [tuple(row) for row in rows]) == (1, [(entry.at, "tested")])


def test_statement_that_fails_is_named_and_leaves_nothing_behind(entries):
    with pytest.raises(DBAPIError) as failed:
        read_rows(select(func.no_such_function()), {})
    assert isinstance(failed.value.orig, psycopg.errors.UndefinedFunction)
    assert (left_behind(), entries()) == ((False, TransactionStatus.IDLE), 0)


def test_connection_that_the_server_cuts_is_named_and_replaced(entries, postgresql):
    assert entries() == 0
    connection = db.engine.raw_connection()
    backend = connection.dbapi_connection.info.backend_pid
    connection.close()
    with psycopg.connect(postgresql.url.set(drivername="postgresql").render_as_string()) as server:
        server.execute("SELECT pg_terminate_backend(%s, 10000)", [backend])
    with pytest.raises(DBAPIError):
        entries()
    assert entries() == 0
