"""PostgreSQL for tests: one server for a session, which each test finds empty."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg
from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.engine import Connection, make_url

from bench.stores import running_postgresql
from participation.kernel.database import Base, db
from participation.workshop.models import Workshop

FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60")
"""Nothing of a test outlives its server, and waiting for a disk shows nothing."""


class PostgreSQL:
    """A running server with a database that has all tables; every test finds it empty."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql+psycopg")
        engine = create_engine(self.url)
        Base.metadata.create_all(engine)
        with engine.connect() as connection:
            sequences = inspect(connection).get_sequence_names()
        engine.dispose()
        deletions = [str(table.delete()) for table in Base.metadata.sorted_tables]
        counters = [f"ALTER SEQUENCE {name} RESTART" for name in sequences]
        # Without the checks of references rows go in any order; many new databases would cost far more than this.
        self._emptying = "; ".join(["SET session_replication_role = replica", *deletions, *counters])

    @contextmanager
    def new_database(self) -> Iterator[str]:
        """Give the URL of the empty database; whoever is still connected after the block is cut off."""
        yield self.url.render_as_string()
        with psycopg.connect(self.url.set(drivername="postgresql").render_as_string()) as connection:
            connection.execute(_CUT_OFF)
            connection.execute(self._emptying)


_CUT_OFF = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = user AND pid <> pg_backend_pid()
"""


@contextmanager
def a_server() -> Iterator[PostgreSQL]:
    """Run a server for the length of the block."""
    folder = Path(tempfile.mkdtemp(prefix="participation-postgresql-"))
    folder.chmod(0o755)
    try:
        with running_postgresql(folder, *FORGETFUL) as url:
            yield PostgreSQL(url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class LockOrder:
    """Watches in which order a test's transactions lock rows (ADR 21); ``broken`` says where they do it otherwise.

    A row of the workshop comes before rows of all other tables, a plenum (older, so its id is lower) before its rooms.
    """

    def __init__(self, engine: Engine) -> None:
        self.broken: list[str] = []
        self._engine = engine
        self._held: dict[int, tuple[set[int], list[str]]] = {}

    def __enter__(self) -> Self:
        event.listen(self._engine, "before_cursor_execute", self._look)
        event.listen(self._engine, "begin", self._begin)
        return self

    def __exit__(self, *_error: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._look)
        event.remove(self._engine, "begin", self._begin)

    def _begin(self, connection: Connection) -> None:
        self._held[id(connection)] = (set(), [])

    def _look(self, connection, _cursor, statement, parameters, _context, many) -> None:
        if not db.session.info.get("transaction_open") or many:
            return
        workshops, others = self._held.setdefault(id(connection), (set(), []))
        if statement.startswith("INSERT INTO workshop "):
            workshops.add(0)  # Nobody else knows it yet.
        table = next((found[1] for found in (words.match(statement) for words in _LOCKING) if found), None)
        if table != Workshop.__tablename__:
            others += [statement] if table and table not in _OF_THE_DOOR else []
            return
        place = _WHOSE.search(statement)
        workshop_id = parameters[place[1]] if place else 0
        if not workshops and others:
            self.broken.append(f"{others[0]}\nbefore\n{statement}")
        if workshops and workshop_id not in workshops and workshop_id < max(workshops):
            self.broken.append(f"workshop {workshop_id} after {workshops}")
        workshops.add(workshop_id)


_LOCKING = (
    re.compile(r"UPDATE (\w+) "),
    re.compile(r"DELETE FROM (\w+) "),
    re.compile(r"SELECT .*?\sFROM (\w+).* FOR (?:NO KEY )?(?:UPDATE|SHARE)", re.DOTALL),
)
_WHOSE = re.compile(r"workshop\.id = %\((\w+)\)s")
_OF_THE_DOOR = {"staff_user"}
"""Tables that no change of a workshop locks."""
