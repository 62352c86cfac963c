"""Storing many rows: one statement however many there are, written once, below the object mapper.

A statement for each row is carried out and answered once for each; one that is as long as there are rows has to be
written and planned anew each time. So PostgreSQL is given an array for each column, and SQLite, which has none, all
rows as one JSON text.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Dialect, Insert, Row, Table, bindparam, column, func, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY

from participation.kernel.database import db

Encode = Callable[[Any], Any]
_ROWS = "rows"


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
        insert = (_from_arrays if dialect == "postgresql" else _from_json)(self._table, self._columns)
        return _completed(insert, self._table, self._unique, self._returning)

    def _values(self, dialect: Dialect, rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        if dialect.name == "postgresql":
            return {each.name: [row[each.name] for row in rows] for each in self._columns}
        encoders = self._encoders(dialect)
        encoded = [[encode(row[name]) if encode else row[name] for name, encode in encoders] for row in rows]
        return {_ROWS: json.dumps(encoded, ensure_ascii=False)}

    @cache  # noqa: B019
    def _encoders(self, dialect: Dialect) -> Sequence[tuple[str, Encode | None]]:
        """Return how each column's values are given to the driver; ``None`` for those that are given as they are."""
        return [(each.name, each.type.dialect_impl(dialect).bind_processor(dialect)) for each in self._columns]


def _from_arrays(table: Table, columns: Sequence[Column[Any]]) -> postgresql.Insert:
    arrays = [bindparam(each.name, type_=ARRAY(each.type)) for each in columns]
    rows = func.unnest(*arrays).table_valued(*[column(each.name, each.type) for each in columns])
    return postgresql.insert(table).from_select(list(columns), select(*rows.render_derived().c))


def _from_json(table: Table, columns: Sequence[Column[Any]]) -> sqlite.Insert:
    row = func.json_each(bindparam(_ROWS)).table_valued(column("value")).c.value
    values = [func.json_extract(row, f"$[{number}]") for number in range(len(columns))]
    # SQLite would otherwise take what follows "on conflict" for a part of the join.
    return sqlite.insert(table).from_select(list(columns), select(*values).where(true()))


def _completed(
    insert: sqlite.Insert | postgresql.Insert, table: Table, unique: Sequence[str], returning: Sequence[str]
) -> Insert:
    if unique:
        insert = insert.on_conflict_do_nothing(index_elements=unique)
    return insert.returning(*[table.c[name] for name in returning]) if returning else insert
