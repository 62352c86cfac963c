"""Alembic's environment: runs inside the application, on its engine and its tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from participation.kernel.database import Base, UtcDateTime

database = current_app.extensions["migrate"].db


def render_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a moment as the plain column type, so that a revision needs nothing of the application."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


@contextmanager
def without_cascades(connection: Connection) -> Iterator[None]:
    """Let SQLite drop the old copy of a table without deleting, as the foreign keys say, what hangs on its rows.

    The setting has no effect inside a transaction, so it is set before the first one begins.
    """
    driver: object = connection.connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Run the revisions in one transaction; SQLite copies tables where it cannot alter them."""
    with database.engine.connect() as connection, without_cascades(connection):
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
