"""Alembic's environment: runs inside the application, on its engine and its tables."""

from typing import Literal

from alembic import context
from flask import current_app

from participation.kernel.database import Base, UtcDateTime

database = current_app.extensions["migrate"].db


def render_type(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write a moment as the plain column type, so that a revision needs nothing of the application."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Run the revisions in one transaction; SQLite copies tables where it cannot alter them."""
    with database.engine.connect() as connection:
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
