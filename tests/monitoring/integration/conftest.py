"""A concept that is being carried out, its office, and links as its leads get them."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from participation.concept.models import Edition, EditionState, MeasureState
from participation.concept.queries import get_concept
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.monitoring.letters import address_of
from participation.monitoring.models import Half, Progress
from participation.monitoring.queries import get_request, list_asked
from participation.monitoring.services import Said, begin_round, hand_in_report
from tests.factories import a_goal, a_measure, an_edition, an_office_user
from tests.measures.integration.conftest import Desk

HALF = Half(2026, 2)
SAID = {"state": "in_progress", "progress": "late", "happened": "Der Kurs läuft.", "seen_version": "0"}
"""What a lead sends."""


def today() -> date:
    return local(clock.now()).date()


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


@pytest.fixture
def office(app, database):
    return Desk(app, an_office_user(name="Olga"))


@pytest.fixture
def edition(database) -> Edition:
    return an_edition(state=EditionState.ADOPTED)


@pytest.fixture
def measure(edition):
    """An adopted measure with a lead."""
    goal = a_goal(edition, number="1.2")
    return a_measure(
        edition, goals=[goal], title="Schwimmkurse", lead="Sportverein", state=MeasureState.ADOPTED, due_on=in_days(90)
    )


def begun(edition, half=HALF, days=14, contact="Olga, 0241 1"):
    """Return the id of a round that the office has begun for the concept of this edition."""
    with transaction():
        return begin_round(get_concept(edition.concept_id), half, in_days(days), contact, None).id


def requests_of(round_id):
    """Return the ids of the requests of a round."""
    return [row.request.id for row in list_asked(round_id).rows]


def link_of(request_id):
    """Return the path of the form of a request."""
    return address_of(get_request(request_id), "")


def secret_in(path):
    return path.rpartition("/")[2]


def reported(request_id, **said):
    """Let the lead hand in a report."""
    words = {"state": MeasureState.IN_PROGRESS, "progress": Progress.ON_PLAN, "happened": "Es läuft."}
    report = get_request(request_id).report
    with transaction():
        hand_in_report(
            secret_in(link_of(request_id)), Said(**words | said), seen_version=report.version if report else 0
        )


def overdue(round_id, days=1):
    """Let the deadline of a round lie so many days back."""
    db.session.expire_all()
    round_ = list_asked(round_id).rows[0].request.round
    round_.deadline = in_days(-days)
    db.session.commit()


def words_of(answer):
    """Return what a page says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.fixture
def asked(edition, measure):
    """The request about the measure in a round that runs."""
    return requests_of(begun(edition))[0]
