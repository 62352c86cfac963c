"""A shared tablet: each card and ballot from a new person, nothing of the one before, one limit for all."""

import re
import uuid

import pytest

from participation.access.models import Participant
from participation.app import create_app
from participation.hall.tablet import tablet_pass
from participation.hall.views.limits import A_TABLET
from participation.kernel.database import db
from participation.prioritisation.queries import count_ballots, find_round
from participation.workshop.models import Phase, StepKind
from tests.factories import a_round, step_of
from tests.hall.integration.conftest import Device


@pytest.fixture
def tablet(hall, device):
    with hall.app.test_request_context():
        given = tablet_pass(hall.code)
    device.address = f"/{hall.code}/tablet/{given}"
    assert device.client.get(device.address).status_code == 303
    return device


def entries(device):
    """What the cookie holds."""
    with device.client.session_transaction() as session:
        return dict(session)


def people(hall):
    with hall.app.app_context():
        return db.session.query(Participant).count()


def test_device_becomes_a_tablet_only_with_the_pass_of_its_workshop(hall, device):
    assert device.client.get(f"/{hall.code}/tablet/guessed").status_code == 404
    assert "tablet" not in entries(device)


def test_looking_joins_nobody(collecting, tablet):
    tablet.look()
    tablet.look("?lang=ar")
    assert people(collecting) == 0


def test_each_card_comes_from_a_new_person(collecting, tablet):
    for text in ("Eins", "Zwei"):
        assert tablet.write(text).status_code == 303
    assert (collecting.texts(), people(collecting)) == (["Eins", "Zwei"], 2)


def test_nothing_of_the_one_before_remains(collecting, tablet):
    tablet.look("?lang=ar")
    before = entries(tablet)
    answer = tablet.write("سر لا يراه أحد", language="ar")
    assert answer.location == f"/{collecting.code}/thanks?lang=ar"
    after = entries(tablet)
    assert (set(after), after["tablet"]) == ({"_permanent", "tablet", "tablet of"}, before["tablet"])
    thanks = tablet.client.get(answer.location)
    assert ("وصلت مشاركتكم" in thanks.text, "سر لا يراه أحد" in thanks.text) == (True, False)
    following = tablet.client.get(f"/{collecting.code}/next", follow_redirects=True)
    assert ("سر لا يراه أحد" in following.text, 'data-state="visible"' in following.text) == (False, False)
    assert 'lang="de"' in following.text[:200]
    assert following.headers["Cache-Control"] == "no-store"


def test_protection_against_forgery_begins_anew_with_each_person(collecting, tablet):
    first = tablet.hidden()["csrf_token"]
    tablet.write("Eins")
    assert tablet.send("Zwei", csrf_token=first).status_code == 400
    assert collecting.texts() == ["Eins"]


def test_card_sent_again_after_a_lost_answer_is_stored_once(collecting, tablet):
    form = tablet.hidden() | {"text": "Eins"}
    tablet.client.post(f"/{collecting.code}/cards", data=form)
    tablet.client.post(f"/{collecting.code}/cards", data=form | {"csrf_token": tablet.token()})
    assert collecting.texts() == ["Eins"]


def test_refused_card_stays_with_its_person(collecting, tablet):
    answer = tablet.write("x" * 501)
    assert (answer.status_code, "x" * 501 in answer.text) == (413, True)
    assert people(collecting) == 0


def test_each_ballot_comes_from_a_new_person(hall, tablet):
    hall.run(StepKind.VOTE)
    with hall.app.app_context():
        round_ = a_round(step_of(hall.row(), StepKind.VOTE, Phase.CRITIQUE), {1: "Bus", 2: "Bad"})
        step_id, option = round_.step_id, round_.options[0].id
    for _person in range(2):
        page = tablet.look().text
        assert not re.search(r'name="option"[^>]*\schecked', page)
        data = {"option": str(option), "key": str(uuid.uuid4()), "csrf_token": tablet.token()}
        answer = tablet.client.post(f"/{hall.code}/ballots", data=data)
        assert answer.location == f"/{hall.code}/thanks?lang=de"
    with hall.app.app_context():
        assert count_ballots(find_round(step_id).id) == 2


def test_next_person_does_nothing_to_the_device_of_a_single_person(collecting, device):
    device.write("Eins")
    before = entries(device)["participant"]
    device.client.get(f"/{collecting.code}/next")
    assert entries(device)["participant"] == before


def test_tablet_ends_where_it_began(hall, tablet):
    tablet.client.get(f"{tablet.address}?end=1")
    assert "tablet" not in entries(tablet)


def test_new_people_at_a_tablet_do_not_lift_its_limit(settings, hall):
    app = create_app(settings, TESTING=True, RATELIMIT_ENABLED=True)
    hall.run(StepKind.COLLECT)
    with app.test_request_context():
        address = f"/{hall.code}/tablet/{tablet_pass(hall.code)}"
    tablet = Device(app.test_client(), hall.code)
    tablet.client.get(address)
    statuses = []
    for number in range(A_TABLET + 1):
        statuses.append(tablet.write(f"Karte {number}").status_code)
        tablet.client.get(address)
    assert statuses == [303] * 12 + [429]
