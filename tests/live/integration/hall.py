"""A hall on a real server: plain HTTP, as phones and screens speak it."""

import http.client
import json
import re
import uuid
from urllib.parse import urlencode

from participation.config import Settings
from participation.contributions.models import Card
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.queries import get_workshop
from tests.browser.servers import RunningServer, beside
from tests.factories import a_workshop, run_step, step_of

PATIENCE_SECONDS = 20
CREATED = 201


class Hall:
    """One workshop; seen from inside by its rows, from outside through the server."""

    def __init__(self, folder, database_url=None, **environment):
        url = database_url or f"sqlite:///{folder / 'hall.sqlite'}"
        settings = Settings(url, secret_key="tests", instance=folder)
        self.server = RunningServer(settings, folder)
        self.server.environment |= environment
        self.server.start()
        self.app = beside(settings)
        with self.app.app_context():
            workshop = a_workshop()
            run_step(workshop)
            self.code = workshop.code

    def ask(self, method, path, headers=None, body=None):
        """Return status, headers and body; each question has a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def stage(self):
        return json.loads(self.ask("GET", f"/{self.code}/stage")[2])

    def go_to(self, kind, phase):
        with self.app.app_context(), transaction():
            workshop = get_workshop(self.code)
            walk(workshop, step_of(workshop, kind, phase).position, None)

    def stored(self):
        """Return the keys of all cards."""
        with self.app.app_context():
            return sorted(key for (key,) in db.session.query(Card.key))

    def open_stream(self, query=""):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_SECONDS)
        connection.request("GET", f"/{self.code}/live{query}")
        return connection, connection.getresponse()

    def close(self):
        with self.app.app_context():
            db.engine.dispose()
        if self.server.process.is_alive():
            self.server.stop()


class Device:
    """A phone that has joined."""

    def __init__(self, hall):
        self.hall = hall
        _status, headers, page = hall.ask("GET", f"/{hall.code}")
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        self.token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    def send(self, key=None):
        """Send a card; return its key, the status, the headers, and what was said."""
        key = key or str(uuid.uuid4())
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
        }
        body = urlencode({"text": "Kein Bus am Abend", "language": "de", "key": key})
        status, answered, said = self.hall.ask("POST", f"/{self.hall.code}/cards", headers, body)
        return key, status, answered, json.loads(said)
