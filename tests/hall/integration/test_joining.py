"""People join by code; a device is a random token and nothing else."""

import pytest

from participation.access.models import Participant
from participation.kernel.database import db
from participation.workshop.models import Phase, StepKind, WorkshopState
from tests.factories import a_table


def participants(hall):
    with hall.app.app_context():
        return [person.language for person in db.session.query(Participant).order_by(Participant.id)]


def test_start_page_asks_for_the_code(client):
    assert 'name="code"' in client.get("/").text


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{spaced}"])
def test_code_typed_in_any_way_leads_to_the_workshop(client, hall, typed):
    code = hall.code
    typed = typed.format(code=code, lower=code.lower(), spaced=f"{code[:3]} {code[3:]}")
    answer = client.get("/", query_string={"code": typed})
    assert (answer.status_code, answer.location) == (303, f"/{code}")


@pytest.mark.parametrize("address", ["/?code=ZZZZZZ", "/ZZZZZZ", "/zzzzzz/results", "/ZZZZZZ/screen"])
def test_unknown_code_brings_back_the_start_page_with_what_was_typed(client, address):
    answer = client.get(address)
    assert (answer.status_code, 'value="ZZZZZZ"' in answer.text) == (404, True)


def test_unknown_code_is_named_to_a_program(client):
    answer = client.get("/ZZZZZZ/stage", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]) == (404, "WorkshopUnknown")


def test_address_takes_the_code_in_small_letters(client, hall):
    assert client.get(f"/{hall.code.lower()}").status_code == 200


def test_first_look_joins_once(hall, device):
    device.look()
    device.look()
    assert participants(hall) == ["de"]


def session_of(device):
    with device.client.session_transaction() as session:
        return dict(session)


def test_first_look_at_a_page_without_a_form_brings_what_the_forms_of_all_later_pages_are_checked_by(hall, device):
    """The page and its service worker ask for the next page at once: neither may be given another one."""
    hall.run(StepKind.WELCOME, Phase.PREPARATION)
    page = device.look().text
    before = session_of(device)
    hall.run(StepKind.COLLECT)
    device.look()
    assert ("csrf_token" in page, "csrf_token" in before, session_of(device)) == (False, True, before)


def test_page_kept_from_an_earlier_session_is_sent_anew_because_its_forms_would_be_refused(collecting, device):
    device.look()
    kept = device.look().headers["ETag"]
    same = device.client.get(f"/{collecting.code}", headers={"If-None-Match": kept})
    with device.client.session_transaction() as session:
        session["csrf_token"] = "another"
    other = device.client.get(f"/{collecting.code}", headers={"If-None-Match": kept})
    assert (same.status_code, other.status_code) == (304, 200)


def test_language_of_the_participant_follows_their_choice(hall, device):
    device.look()
    page = device.look("?lang=ar").text
    assert (participants(hall), '<html lang="ar" dir="rtl">' in page) == (["ar"], True)


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}])
def test_looking_ahead_joins_nothing(hall, client, headers):
    assert client.get(f"/{hall.code}", headers=headers).status_code == 200
    assert participants(hall) == []


def test_head_joins_nothing(hall, client):
    client.head(f"/{hall.code}")
    assert participants(hall) == []


@pytest.mark.parametrize("state", [WorkshopState.PLANNED, WorkshopState.CLOSED, WorkshopState.ARCHIVED])
def test_workshop_with_closed_doors_can_be_looked_at_without_joining(hall, device, state):
    with hall.app.app_context():
        hall.row().state = state
        db.session.commit()
    assert (device.look().status_code, participants(hall)) == (200, [])


def test_projector_and_results_join_nothing(hall, client):
    for part in ("screen", "board", "results", "stage", "qr.svg"):
        client.get(f"/{hall.code}/{part}")
    assert participants(hall) == []


def test_device_sits_down_at_a_table_and_stands_up_again(hall, device):
    with hall.app.app_context():
        table_id = a_table(hall.row()).id
    hall.run(StepKind.COLLECT)
    chosen = []
    for table in (str(table_id), ""):
        device.client.post(f"/{hall.code}/table", data={"csrf_token": device.token(), "table": table})
        with hall.app.app_context():
            chosen.append(db.session.query(Participant).one().table_id)
    assert chosen == [table_id, None]


@pytest.mark.parametrize("table", ["999999", "x"])
def test_unknown_table_is_refused(hall, device, table):
    hall.run(StepKind.COLLECT)
    answer = device.client.post(f"/{hall.code}/table", data={"csrf_token": device.token(), "table": table})
    assert answer.status_code == 422
