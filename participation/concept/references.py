"""Rows that point at a row, in whatever feature they are: counted, and led to another row before it goes.

A goal or a field of action is pointed at by tables that the concept does not know (a workshop's scope, a table's
field). The foreign keys of the metadata know them all, so nothing is forgotten when a new table comes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Table, delete, func, select, update

from participation.kernel.database import Base, db


def count_references(target: Table, row_id: int, but: tuple[str, ...] = ()) -> int:
    """Return how many rows point at a row of ``target``, those of the tables in ``but`` left out."""
    columns = [column for column in _columns(target) if column.table.name not in but]
    return sum(db.session.scalar(select(func.count()).where(column == row_id)) or 0 for column in columns)


def lead_references(target: Table, row_id: int, successor_id: int, but: tuple[str, ...] = ()) -> None:
    """Let everything that points at a row point at its successor; what pointed at both points at it once."""
    for column in _columns(target):
        if column.table.name not in but:
            _lead(column, row_id, successor_id)
    db.session.flush()
    db.session.expire_all()


def _columns(target: Table) -> Iterator[Column[int]]:
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.columns if column.references(target.c.id))


def _lead(column: Column[int], row_id: int, successor_id: int) -> None:
    table = column.table
    others = [other for other in table.primary_key.columns if other is not column]
    if column.primary_key and len(others) == 1:
        held = select(others[0]).where(column == successor_id)
        db.session.execute(delete(table).where(column == row_id, others[0].in_(held)))
    db.session.execute(update(table).where(column == row_id).values({column: successor_id}))
