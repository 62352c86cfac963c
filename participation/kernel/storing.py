"""Storing many rows: one statement however many there are, written once, below the object mapper.

SQLite takes one row after the other and answers at once. PostgreSQL would have to be asked for each, or be given a
statement of another length each time, to be read and planned anew; so it is given an array for each column.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Dialect, Insert, Row, Table, bindparam, column, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY

from participation.kernel.database import db


class RowStore:
    """Where rows of a table are stored.

    Args:
        table: the table.
        columns: what each row says; the other columns have their defaults.
        unique: columns of a unique index; a row that would break it is left out. Without them it is an error.
        returning: what is wanted of each row that was stored.
    """

    def __init__(
        self, table: Table, columns: Sequence[str], *, unique: Sequence[str] = (), returning: Sequence[str] = ()
    ) -> None:
        self._table = table
        self._columns = [table.c[name] for name in columns]
        self._unique = unique
        self._returning = returning

    def store(self, rows: Sequence[Mapping[str, Any]]) -> Sequence[Row[Any]]:
        """Store ``rows``, at least one, in the transaction of the session.

        Returns what is wanted of those that were stored, in any order.
        """
        connection = db.session.connection()
        stored = connection.execute(self._statement(connection.dialect.name), self._values(connection.dialect, rows))
        return stored.all() if self._returning else ()

    @cache  # noqa: B019 - stores live as long as the module that they are written in
    def _statement(self, dialect: str) -> Insert:
        """Return the statement, written when it is first needed: the tables that columns refer to are known by then."""
        is_postgresql = dialect == "postgresql"
        insert = _from_arrays(self._table, self._columns) if is_postgresql else sqlite.insert(self._table)
        return _completed(insert, self._table, self._unique, self._returning)

    def _values(self, dialect: Dialect, rows: Sequence[Mapping[str, Any]]) -> Any:  # noqa: ANN401 - as SQLAlchemy takes it
        if dialect.name == "postgresql":
            return {each.name: [row[each.name] for row in rows] for each in self._columns}
        return list(rows)


def _from_arrays(table: Table, columns: Sequence[Column[Any]]) -> postgresql.Insert:
    arrays = [bindparam(each.name, type_=ARRAY(each.type)) for each in columns]
    rows = func.unnest(*arrays).table_valued(*[column(each.name, each.type) for each in columns])
    return postgresql.insert(table).from_select(list(columns), select(*rows.render_derived().c))


def _completed(
    insert: sqlite.Insert | postgresql.Insert, table: Table, unique: Sequence[str], returning: Sequence[str]
) -> Insert:
    if unique:
        insert = insert.on_conflict_do_nothing(index_elements=unique)
    return insert.returning(*[table.c[name] for name in returning]) if returning else insert
