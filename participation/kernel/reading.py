"""Reading by a single statement: what phones ask again and again, without a session and without a transaction.

One statement sees one state of the database by itself. A transaction around it is two statements more on SQLite, two
ways to the server and back on PostgreSQL, and the session around that costs as much again.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select

from participation.kernel.database import SINGLE, db

_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "sqlite": {SINGLE: True},
    "postgresql": {"isolation_level": "AUTOCOMMIT"},
}


def read_rows(statement: Select[*tuple[Any, ...]], values: Mapping[str, Any]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return all rows of ``statement``.

    Where this request has begun to read or to write through its session, the statement is part of that: it sees what
    was written there, and takes no second connection.
    """
    if db.session.registry.has() and db.session().in_transaction():
        return db.session.connection().execute(statement, values).all()
    engine = db.engine
    with engine.connect() as connection:
        return connection.execution_options(**_OPTIONS[engine.dialect.name]).execute(statement, values).all()
