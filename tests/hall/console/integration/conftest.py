"""Consoles for tests: one for a moderator, one more for a second person."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from participation.access.models import Role
from participation.kernel.database import db
from participation.workshop.models import Phase, StepKind
from tests.factories import a_moderator, a_staff_user, a_workshop, run_step
from tests.hall.console.desk import Console, sign_in


@pytest.fixture
def prepare(app: Flask) -> Callable[..., Console]:
    """Return a function that prepares a workshop, runs one of its steps, and gives its moderator's console.

    ``fill`` is called with the workshop and the running step; what it returns is ``console.made``.
    """

    def make(
        kind: StepKind | None = StepKind.COLLECT,
        phase: Phase = Phase.CRITIQUE,
        fill: Callable[..., Any] | None = None,
        **values: Any,
    ) -> Console:
        with app.app_context():
            workshop = a_workshop(**values)
            step = run_step(workshop, kind, phase) if kind else None
            made = fill(workshop, step) if fill else None
            db.session.commit()
            return Console(app, sign_in(app, a_moderator(workshop).id), workshop.code, made)

    return make


@pytest.fixture
def another(app: Flask) -> Callable[[Console], Console]:
    """Return a function that gives the same workshop's console to a second person, of the office."""

    def make(console: Console) -> Console:
        with app.app_context():
            return Console(app, sign_in(app, a_staff_user(Role.OFFICE).id), console.code)

    return make


@pytest.fixture
def count_statements(app: Flask) -> Iterator[Callable[[Console], int]]:
    """Return a function that counts the statements of one look at a console; no context is around its request."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            sent.append(statement)

    def count(console: Console) -> int:
        console.get()
        sent.clear()
        console.get()
        return len(sent)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield count
    event.remove(engine, "before_cursor_execute", note)
