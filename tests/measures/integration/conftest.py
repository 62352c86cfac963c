"""People at their desks: each a client of their own, signed in, with the token against forgery."""

import re
from html import unescape

import pytest
from flask import g

from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.models import Mark, Vote
from participation.measures.queries import get_measure
from participation.measures.services import Opinion, hand_in_review, name_reviewers
from tests.factories import a_goal, a_measure, a_reviewer, an_edition

COMPLETE = {
    "title": "Schwimmkurse",
    "text": "Der Verein gibt Kurse.",
    "lead": "Sportverein",
    "time_frame": "2027",
    "costs": "5.000 Euro",
    "indicator": "Zahl der Kinder",
}


class Desk:
    """A member of staff who reads English pages and sends their forms."""

    def __init__(self, app, user):
        self.user_id = user.id
        self.client = app.test_client()
        with self.client.session_transaction() as session:
            session["_user_id"] = str(user.id)
            session["_fresh"] = True
            session["language"] = "en"

    def get(self, address):
        g.pop("_login_user", None)  # The test's own context outlives a request; its next one may be somebody else's.
        return self.client.get(address)

    def look(self, address):
        answer = self.get(address)
        assert answer.status_code == 200, answer.status
        return unescape(answer.text)

    def send(self, address, **values):
        page = self.get("/password").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.client.post(address, data={"csrf_token": token, **values})


@pytest.fixture
def desk(app, database):
    return lambda user: Desk(app, user)


@pytest.fixture
def goal(database):
    return a_goal(an_edition(), number="1.2", text="Kinder schwimmen.")


@pytest.fixture
def in_review(goal):
    """A complete measure in review."""
    return a_measure(goal.edition, goals=[goal], state=MeasureState.IN_REVIEW, **COMPLETE)


@pytest.fixture
def jury(database):
    """Two reviewers."""
    return [a_reviewer(name="Ada Gutachterin"), a_reviewer(name="Bo Gutachter")]


def an_opinion(round_, vote=Vote.RECOMMEND, reason="It is good.", mark=Mark.MOSTLY, words=""):
    return Opinion(
        marks=dict.fromkeys(round_.criteria, mark),
        words=dict.fromkeys(round_.criteria, words),
        vote=vote,
        reason=reason,
    )


def named(measure, reviewers, actor=None):
    """Return the round of the measure with these reviewers."""
    with transaction():
        return name_reviewers(get_measure(measure.id), actor, [reviewer.id for reviewer in reviewers])


def reviewed(round_, *votes, **said):
    """Let the reviewers of the round hand in these votes, in their order; ``None`` hands in nothing."""
    for place, vote in enumerate(votes):
        if vote is not None:
            with transaction():
                review = round_.reviews[place]
                hand_in_review(review, an_opinion(round_, vote, **said), seen_version=review.version)
    db.session.expire_all()
    return round_
