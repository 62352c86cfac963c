"""Until all reviews are in, no page and no file tells a reviewer what another wrote, or that there is anything."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import url_for
from pypdf import PdfReader

from participation.access.policies import policy_of
from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.measures.models import Mark, Vote
from tests.factories import (
    a_plan,
    a_process,
    a_reviewer,
    a_steering_member,
    a_workshop,
    an_office_user,
    check_plan,
)
from tests.measures.integration.conftest import named, reviewed

SECRET = "Zauberwort"
NAME = "Ada Gutachterin"
PASSING = re.compile(r'(name="csrf_token"[^>]* value|nonce|name="key" value)="[^"]*"')
DESKS = ("/reviews", "/steering", "/office/measures")
"""Pages that must look the same before and after somebody else's review is handed in."""
NOT_A_PAGE = (".live", ".logout")
FORMATS = {"file_format": ("docx", "xlsx", "csv", "json"), "ending": ("docx", "pdf", "xlsx", "csv", "json")}


@pytest.fixture
def workshop(goal):
    return a_workshop(process=a_process(goal.edition.concept), goals=[goal])


def texts_in(answer):
    """Return everything that can be read in a page or a file."""
    if answer.data.startswith(b"PK"):
        with ZipFile(BytesIO(answer.data)) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if answer.data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)
    return unescape(answer.get_data(as_text=True))


def addresses(app, known):
    """Return every address that answers to GET, for these things, in all formats."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or "GET" not in rule.methods or rule.endpoint.endswith(NOT_A_PAGE):
            continue
        formats = [name for name in rule.arguments if name in FORMATS]
        for ending in FORMATS[formats[0]] if formats else ("",):
            values = {name: ending if name in FORMATS else known.get(name, 1) for name in rule.arguments}
            with app.test_request_context():
                yield url_for(rule.endpoint, **values)


def everything(app, desk, known, under=("/",)):
    """Return what this person can read at every address under these."""
    found = {}
    for address in addresses(app, known):
        if not address.startswith(under):
            continue
        answer = desk.get(address)
        found[address] = PASSING.sub("", texts_in(answer)) if answer.status_code == 200 else str(answer.status_code)
        answer.close()
    return found


def test_test_knows_every_route_that_carries_a_review(app):
    asked = {rule.endpoint for rule in app.url_map.iter_rules() if {"review_id", "round_id"} & set(rule.arguments)}
    assert asked == {"jury.review", "jury.conflict", "measures.decide"}
    assert {policy_of(app.view_functions[name]).name for name in asked} == {"reviewers", "steering", "office"}


@pytest.mark.parametrize("role", ["reviewer", "office"])
def test_nothing_tells_a_reviewer_of_another_review_until_all_are_in(app, desk, in_review, workshop, role):
    plan = check_plan(a_plan(workshop, title="Skizze"))
    plan.measures.append(in_review)
    db.session.commit()
    first = a_reviewer(name=NAME)
    second = a_reviewer(name="Bo") if role == "reviewer" else an_office_user(name="Bo")
    round_ = named(in_review, [first, second])
    known = {
        "code": workshop.code,
        "concept_id": in_review.edition.concept_id,
        "goal_id": in_review.goals[0].id,
        "measure_id": in_review.id,
        "plan_id": plan.id,
        "round_id": round_.id,
        "review_id": round_.reviews[0].id,
    }
    person = desk(second)
    before = everything(app, person, known, DESKS)
    reviewed(round_, Vote.AGAINST, reason=SECRET, words=SECRET, mark=Mark.NOT)
    after = everything(app, person, known)
    told = {address for address, text in after.items() if SECRET in text or (NAME in text and "reviews" in address)}
    assert told == set()
    assert {address for address, text in before.items() if after[address] != text} == set()
    own = f"/reviews/{round_.reviews[1].id}"
    assert SECRET not in person.look(own)
    reviewed(round_, None, Vote.AGAINST, reason="Also mine")
    assert SECRET in person.look(own)


def test_reviewer_reads_no_page_but_the_own_ones(app, desk, in_review, jury, workshop):
    round_ = named(in_review, jury)
    person = desk(jury[1])
    assert "Schwimmkurse" in person.look("/reviews")
    for address in (
        f"/office/measures/{in_review.id}",
        "/office/measures",
        "/steering",
        f"/steering/{round_.id}",
        f"/office/concepts/{in_review.edition.concept_id}/export/json",
        f"/office/workshops/{workshop.code}/documentation.json",
    ):
        assert person.get(address).status_code == 403
    assert person.get(f"/reviews/{round_.reviews[0].id}").status_code == 404
    answer = person.send(f"/reviews/{round_.reviews[0].id}", vote="against", reason="Mine now")
    assert answer.status_code == 404
    assert round_.reviews[0].is_in is False


def test_steering_group_sees_a_measure_only_when_votes_differ(app, desk, in_review, jury):
    round_ = named(in_review, jury)
    person = desk(a_steering_member())
    reviewed(round_, Vote.AGAINST, reason=SECRET)
    assert ("Schwimmkurse" in person.look("/steering"), SECRET in person.look("/steering")) == (False, False)
    assert person.get(f"/steering/{round_.id}").status_code == 404
    reviewed(round_, None, Vote.RECOMMEND, reason="Good")
    page = person.look(f"/steering/{round_.id}")
    assert (SECRET in page, "Good" in page) == (True, True)
    assert person.get(f"/office/measures/{in_review.id}").status_code == 403
    assert in_review.state is MeasureState.IN_REVIEW
