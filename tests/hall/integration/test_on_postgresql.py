"""A workshop on PostgreSQL and Redis: it is led, and what a hall sends at the same moment is stored each once."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select

from bench.stores import ProgramMissing, running_stores
from participation.access.queries import count_participants
from participation.app import create_app
from participation.config import Settings
from participation.contributions.models import Card
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Ballot, BallotDot
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop, steps_of
from participation.workshop.services import WorkshopDraft, create_workshop, default_process, open_workshop
from tests.factories import a_cluster
from tests.hall.integration.conftest import JSON

PHONES = 12


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    try:
        with running_stores() as stores:
            settings = Settings(
                database_url=stores.database,
                redis_url=stores.redis,
                secret_key="tests",
                instance=tmp_path_factory.mktemp("instance"),
            )
            application = create_app(settings, TESTING=True, RATELIMIT_ENABLED=False)
            with application.app_context():
                upgrade()
            yield application
            with application.app_context():
                db.engine.dispose()
    except ProgramMissing as missing:
        pytest.skip(f"not installed: {missing}")


@pytest.fixture(scope="module")
def code(app):
    with app.app_context(), transaction():
        workshop = create_workshop(default_process(None, None), WorkshopDraft("Hall", "full", ("de", "en")), None)
        open_workshop(workshop, None)
        return workshop.code


def go(app, code, kind):
    with app.app_context(), transaction():
        workshop = get_workshop(code)
        walk(workshop, steps_of(workshop, kind=kind, phase=Phase.CRITIQUE)[0].position, None)


def send_at_once(app, code, place, fields):
    """Let all phones send to ``place`` at the same moment, each twice under one key; return the statuses."""

    def send(_number):
        client = app.test_client()
        page = client.get(f"/{code}").text
        token = unescape(re.search(r'name="csrf_token" value="([^"]+)"', page)[1])
        data = fields(page) | {"key": str(uuid.uuid4()), "csrf_token": token}
        return [client.post(f"/{code}/{place}", data=data, headers=JSON).status_code for _ in range(2)]

    with ThreadPoolExecutor(PHONES) as phones:
        return list(phones.map(send, range(PHONES)))


def test_devices_of_one_moment_join_each_once(app, code):
    def scan(client):
        return [client.get(f"/{code}").status_code for _ in range(2)]

    with app.app_context():
        before = count_participants(get_workshop(code).id)
    with ThreadPoolExecutor(PHONES) as phones:
        statuses = list(phones.map(scan, [app.test_client() for _ in range(PHONES)]))
    with app.app_context():
        joined = count_participants(get_workshop(code).id) - before
    assert (statuses, joined) == ([[200, 200]] * PHONES, PHONES)


def test_cards_of_one_moment_are_stored_each_once(app, code):
    go(app, code, StepKind.COLLECT)
    statuses = send_at_once(app, code, "cards", lambda _page: {"text": "Kein Bus", "language": "de"})

    with app.app_context():
        stored = db.session.execute(select(Card.participant_id, Card.revision)).all()
    assert statuses == [[201, 201]] * PHONES
    assert [len(stored), len({row[0] for row in stored}), len({row[1] for row in stored})] == [PHONES] * 3


def test_ballots_of_one_moment_are_counted_each_once(app, code):
    go(app, code, StepKind.CLUSTER)
    with app.app_context():
        for title in ("Kein Bus am Abend", "Das Bad ist zu", "Niemand antwortet"):
            a_cluster(get_workshop(code), title=title)
    go(app, code, StepKind.VOTE)
    statuses = send_at_once(
        app, code, "ballots", lambda page: {"option": re.search(r'name="option"\s+value="(\d+)"', page)[1]}
    )

    with app.app_context():
        counts = db.session.execute(select(func.count(Ballot.participant_id.distinct()), func.count())).one()
        dots = db.session.scalar(select(func.sum(BallotDot.dots)))
    assert (statuses, tuple(counts), dots) == ([[201, 201]] * PHONES, (PHONES, PHONES), PHONES)
