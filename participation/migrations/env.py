"""Alembic's environment: runs inside the application, on its engine and its tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from participation.kernel.database import Base, UtcDateTime

database = current_app.extensions["migrate"].db


def render_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a moment as the plain column type, so that a revision needs nothing of the application."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


@contextmanager
def keeping_referring_rows(connection: Connection) -> Iterator[None]:
    """Let SQLite drop a table that was copied without deleting the rows of other tables that refer to it.

    It heeds the setting outside a transaction only, so the driver is told before one begins.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Run the revisions, each in a transaction; SQLite copies tables where it cannot alter them."""
    with database.engine.connect() as connection, keeping_referring_rows(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_type,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
