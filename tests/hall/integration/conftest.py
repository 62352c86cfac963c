"""A hall: a workshop, devices with and without script, a look at what is stored."""

import re
import uuid
from html import unescape

import pytest
from sqlalchemy import event

from participation.contributions.models import Card
from participation.kernel.database import db
from participation.workshop.models import Phase, StepKind, Workshop
from tests.factories import a_workshop, run_step

JSON = {"Accept": "application/json"}


class Hall:
    """One workshop, seen from outside by its code and from inside by its rows."""

    def __init__(self, app, code):
        self.app = app
        self.code = code

    def row(self):
        return db.session.query(Workshop).filter_by(code=self.code).one()

    def run(self, kind, phase=Phase.CRITIQUE):
        with self.app.app_context():
            return run_step(self.row(), kind, phase).position

    def texts(self):
        with self.app.app_context():
            return [card.text for card in db.session.query(Card).order_by(Card.id)]


class Device:
    """A phone: keeps its cookie, fills the form that the page shows, or sends as the script does."""

    def __init__(self, client, code):
        self.client = client
        self.code = code

    def look(self, query=""):
        return self.client.get(f"/{self.code}{query}")

    def hidden(self, query=""):
        """The hidden fields of the page's own form."""
        form = re.search(r'<form class="(?:write|ballot|choices)".*?</form>', self.look(query).text, re.DOTALL).group()
        pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
        return {name: unescape(value) for name, value in pairs}

    def token(self):
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.look().text)
        return unescape(found.group(1))

    def write(self, text, **fields):
        """Send the form of the page without script."""
        return self.client.post(f"/{self.code}/cards", data=self.hidden() | {"text": text} | fields)

    def send(self, text, *, key=None, headers=JSON, **fields):
        """Send as the script does."""
        data = {"text": text, "language": "de", "key": key or str(uuid.uuid4()), **fields}
        return self.client.post(f"/{self.code}/cards", data=data, headers=headers)


@pytest.fixture
def hall(app):
    with app.app_context():
        code = a_workshop().code
    return Hall(app, code)


@pytest.fixture
def collecting(hall):
    hall.run(StepKind.COLLECT)
    return hall


@pytest.fixture
def device(app, hall):
    return Device(app.test_client(), hall.code)


@pytest.fixture
def another_device(app, hall):
    return Device(app.test_client(), hall.code)


@pytest.fixture
def count_requests(app):
    """Return a function that counts the statements of what it is given to do; no context is around it.

    SQLite tells them itself: what is read by the driver alone counts too.
    """
    sent = []

    def note(statement):
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            sent.append(statement)

    def note_executed(_connection, _cursor, statement, *_rest):
        note(statement)

    def listen_to(connection, *_entry):
        connection.set_trace_callback(note)

    def count(work):
        sent.clear()
        work()
        return len(sent)

    with app.app_context():
        engine = db.engine
    on_sqlite = engine.dialect.name == "sqlite"
    heard = (engine.pool, "checkout", listen_to) if on_sqlite else (engine, "before_cursor_execute", note_executed)
    event.listen(*heard)
    yield count
    event.remove(*heard)
