"""Reading by a single statement: what phones ask again and again, without a session and without a transaction.

One statement sees one state of the database by itself. A transaction around it is two statements more on SQLite, two
ways to the server and back on PostgreSQL, and the session around that costs as much again.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Engine, Select
from sqlalchemy.exc import DBAPIError

from participation.kernel.database import SINGLE, db

MOST_PREPARED = 64
_ALONE: Mapping[str, Mapping[str, Any]] = {
    "sqlite": {SINGLE: True},
    "postgresql": {"isolation_level": "AUTOCOMMIT"},
}
Values = Sequence[Any]
Decode = Callable[[Any], Any]


def read_rows(statement: Select[*tuple[Any, ...]], values: Mapping[str, Any]) -> Sequence[Values]:
    """Return all rows of ``statement``, each with its values in the order of its columns.

    Where this request has begun to read or to write through its session, the statement is part of that: it sees what
    was written there, and takes no second connection.
    """
    if db.session.registry.has() and db.session().in_transaction():
        return db.session.connection().execute(statement, values).all()
    engine = db.engine
    if not any(isinstance(value, list) for value in values.values()):
        return _read_below(engine, statement, values)
    with engine.connect() as connection:
        return connection.execution_options(**_ALONE[engine.dialect.name]).execute(statement, values).all()


class _Prepared(NamedTuple):
    """A statement as the database's driver takes it: what names its values, constants, decoders by column."""

    sql: str
    names: Sequence[str] | None
    """The values in turn; ``None`` where the driver takes them by name."""
    constants: Mapping[str, Any]
    decoders: Sequence[tuple[int, Decode]]


def _read_below(engine: Engine, statement: Select[*tuple[Any, ...]], values: Mapping[str, Any]) -> Sequence[Values]:
    """Read below SQLAlchemy's execution, which takes twice as long as the database and the driver together.

    Raises ``sqlalchemy.exc.DBAPIError`` as SQLAlchemy does.
    """
    sql, names, constants, decoders = _prepare(statement, engine.dialect)
    named = {**constants, **values}
    given = named if names is None else [named[name] for name in names]
    connection = engine.raw_connection()
    try:
        with _alone(connection.dbapi_connection) as cursor:
            rows = cursor.execute(sql, given).fetchall()
    except engine.dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(sql, given, error, engine.dialect.loaded_dbapi.Error) from error
    finally:
        connection.close()
    return [_decoded(row, decoders) for row in rows] if decoders else rows


@contextmanager
def _alone(connection: Any) -> Iterator[Any]:  # noqa: ANN401 - of either driver
    """Give a cursor whose statement is a transaction by itself; SQLite's driver leaves that to us anyway."""
    if isinstance(connection, sqlite3.Connection):
        yield connection.cursor()
        return
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.autocommit = False


@lru_cache(maxsize=MOST_PREPARED)
def _prepare(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> _Prepared:
    compiled = statement.compile(dialect=dialect)
    decoders = [
        (number, decode)
        for number, column in enumerate(statement.selected_columns)
        if (decode := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
    ]
    constants = {name: value for name, value in compiled.params.items() if value is not None}
    names = tuple(compiled.positiontup or ()) if compiled.positional else None
    return _Prepared(str(compiled), names, constants, decoders)


def _decoded(row: Values, decoders: Sequence[tuple[int, Decode]]) -> Values:
    values = list(row)
    for number, decode in decoders:
        values[number] = decode(values[number])
    return tuple(values)
