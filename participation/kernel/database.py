"""The database: declarative base, column types, session, and SQLite made fit for many writers.

SQLite runs with a write-ahead log, full synchronisation and ``BEGIN IMMEDIATE`` for every writing transaction
(see ``transaction``); a plain BEGIN that turns into a write later fails under load instead of waiting.
"""

import sqlite3
import time
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, Enum, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry, Pool
from sqlalchemy.types import TypeDecorator

IMMEDIATE = "sqlite_begin_immediate"
SINGLE = "sqlite_single_statement"
LARGEST_NUMBER = 2**31 - 1
"""What a column of whole numbers holds on PostgreSQL; asking for more is an error there, not a row that is missing."""
TRUSTED_SECONDS = 2.0
_RESTING_SINCE = "resting_since"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment. Stored in UTC; what comes back is aware again, also from SQLite, which knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC; a naive one is a programming error and raises ``ValueError``."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(value)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back to what the database returned."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables: one naming convention, so that migrations can name every constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[str]: JSON,
        list[Any]: JSON,
    }


def words(enumeration: type[StrEnum]) -> Enum:
    """Return the column type of an enumeration: its words as text, so that a new word needs no migration."""
    return Enum(enumeration, native_enum=False, length=30, values_callable=lambda kinds: [kind.value for kind in kinds])


db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: object, _entry: ConnectionPoolEntry) -> None:
    """Set up a new SQLite connection; ``isolation_level = None`` leaves BEGIN to ``_begin_sqlite``."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Pool, "checkin")
def _note_rest(_connection: object, entry: ConnectionPoolEntry) -> None:
    entry.info[_RESTING_SINCE] = time.monotonic()


@event.listens_for(Pool, "checkout")
def _ask_rested(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 - of any driver
    """See that PostgreSQL still answers on a connection that has rested; the pool opens another one if not.

    Asking each time, as ``pool_pre_ping`` does, was three of the eight exchanges of a phone page.
    """
    rested = time.monotonic() - entry.info.get(_RESTING_SINCE, time.monotonic())
    if isinstance(connection, sqlite3.Connection) or rested <= TRUSTED_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise DisconnectionError from error


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if connection.dialect.name == "sqlite" and not options.get(SINGLE, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(IMMEDIATE, False) else "BEGIN")
