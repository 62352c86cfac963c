"""What every test may ask for: an application on a database of its own, a client, a count of statements.

The database is SQLite; with ``PARTICIPATION_TEST_DATABASE=postgresql`` it is PostgreSQL for all tests that ask for
``app`` (see docs/testing.md).

Requests need no application context around them; whoever works on the database without a request asks for
``database``.
"""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, create_engine, event
from werkzeug.test import TestResponse

from participation.access import models as access_models
from participation.app import create_app
from participation.concept import models as concept_models
from participation.config import Settings
from participation.contributions import models as contributions_models
from participation.kernel.database import Base, db
from participation.machine import models as machine_models
from participation.measures import models as measures_models
from participation.monitoring import models as monitoring_models
from participation.papers import models as papers_models
from participation.prioritisation import models as prioritisation_models
from participation.process import models as process_models
from participation.reach import models as reach_models
from participation.report import models as report_models
from participation.workshop import models as workshop_models
from tests.made_once import keep_across_applications, share_statements
from tests.postgresql import LockOrder, PostgreSQL, a_server

MODELS = (
    access_models,
    concept_models,
    contributions_models,
    machine_models,
    measures_models,
    papers_models,
    monitoring_models,
    prioritisation_models,
    process_models,
    reach_models,
    report_models,
    workshop_models,
)
"""Imported so that their tables are in the metadata."""

keep_across_applications()

TRANSACTION_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@event.listens_for(Engine, "connect")
def _leave_writing_to_the_system(connection: object, _entry: object) -> None:
    """Wait for no disk: a commit of this process need not outlive the machine. Servers of tests still wait."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows; a copy for each test is faster than making tables."""
    path = tmp_path_factory.mktemp("database") / "empty.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with a_server() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql: PostgreSQL) -> Iterator[str]:
    """The URL of an empty database on PostgreSQL."""
    with postgresql.new_database() as url:
        yield url


@pytest.fixture
def database_path(empty_database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_database, tmp_path / "participation.sqlite"))


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with all tables and no rows."""
    if os.environ.get("PARTICIPATION_TEST_DATABASE") == "postgresql":
        url: str = request.getfixturevalue("postgresql_url")
        return url
    return f"sqlite:///{request.getfixturevalue('database_path')}"


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(database_url=database_url, secret_key="tests", instance=tmp_path)


class Visitor(FlaskClient):
    """A client whose requests each find nothing in ``g``, as on a server.

    Within ``database`` they would share it: the language of the first request, its user, its token that was checked.
    """

    def open(self, *arguments: Any, **values: Any) -> TestResponse:
        for name in list(g) if has_app_context() else ():
            g.pop(name)
        return super().open(*arguments, **values)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    application = create_app(settings, TESTING=True, RATELIMIT_ENABLED=False)
    application.test_client_class = Visitor
    share_statements(application)
    with application.app_context():
        engine = db.engine
    with nullcontext() if settings.uses_sqlite else LockOrder(engine) as order:
        yield application
    engine.dispose()
    assert order is None or order.broken == []


@pytest.fixture
def database(app: Flask) -> Iterator[SQLAlchemy]:
    with app.app_context():
        yield db


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def statements(database: SQLAlchemy) -> Iterator[list[str]]:
    """The SQL statements sent since the test began, without those that only control transactions.

    ``statements.clear()`` starts the count anew.
    """
    sent: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        if not statement.startswith(TRANSACTION_CONTROL):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def pytest_collection_finish() -> None:
    """Search for garbage only among what tests make: imported modules and collected tests stay to the end."""
    gc.collect()
    gc.freeze()
