"""A workshop closed to invited people: a code on paper lets one device in, once; any other is asked for its code."""

import uuid

import pytest
from lxml import html
from sqlalchemy import select

from participation.access.models import LogEntry, Participant
from participation.contributions.models import Mark
from participation.hall.services import walk
from participation.hall.tablet import tablet_pass
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Ballot
from participation.privacy.services import archive_workshop
from participation.workshop.errors import InvitationNumberUnknown, InvitationReasonMissing, InvitationUsed
from participation.workshop.models import Invitation, StepKind, WorkshopState
from participation.workshop.queries import get_workshop
from participation.workshop.services import (
    RoomsDraft,
    admit,
    invite_again,
    make_invitations,
    open_workshop,
    split_workshop,
    void_invitations,
)
from tests.factories import a_card, a_cluster, a_plan, a_round, a_table, a_workshop, an_office_user
from tests.hall.console.desk import SAME_SITE, Console, refusal, sign_in, words
from tests.hall.integration.conftest import JSON, Device, Hall

AS_SCRIPT = JSON | SAME_SITE


@pytest.fixture
def closed(app):
    """A closed workshop that collects, and three invitations to it."""
    with app.app_context():
        hall = Hall(app, a_workshop(invited_only=True).code)
        with transaction():
            hall.codes = [each.code for each in make_invitations(get_workshop(hall.code), 3, None)]
    hall.run(StepKind.COLLECT)
    return hall


@pytest.fixture
def stranger(closed):
    return Device(closed.app.test_client(), closed.code)


def post(device, path, **values):
    """Send as a page without script does, with the token of the page."""
    data = {"csrf_token": device.token()} | values
    return device.client.post(f"/{device.code}/{path}", data=data, headers=SAME_SITE)


def send(device, text):
    return device.send(text, headers=AS_SCRIPT, csrf_token=device.token())


def enter(device, code):
    return post(device, "seat", invitation=code)


def asks_for_code(response):
    return bool(html.fromstring(response.text).xpath("//input[@name='invitation']"))


def people(hall):
    with hall.app.app_context():
        return len(db.session.scalars(select(Participant)).all())


def test_device_without_a_code_is_asked_for_it_and_does_not_join(closed, stranger):
    page = stranger.look("?lang=en")
    assert page.status_code == 200
    assert asks_for_code(page)
    assert people(closed) == 0


def test_code_lets_a_device_in_once(closed, stranger):
    entered = enter(stranger, closed.codes[0].lower())
    assert (entered.status_code, entered.location) == (303, f"/{closed.code}")
    assert not asks_for_code(stranger.look())
    assert send(stranger, "Kein Bus").status_code == 201
    second = enter(Device(closed.app.test_client(), closed.code), closed.codes[0])
    assert second.status_code == 409
    assert asks_for_code(second)
    assert people(closed) == 1


def test_scanned_code_stands_in_the_form_and_is_not_used_by_looking(closed, stranger):
    page = stranger.client.get(f"/{closed.code}/seat/{closed.codes[0]}")
    assert html.fromstring(page.text).xpath("//input[@name='invitation']/@value") == [closed.codes[0]]
    assert people(closed) == 0
    assert enter(stranger, closed.codes[0]).status_code == 303


def test_wrong_code_is_named_and_stays_in_the_field(closed, stranger):
    refused = enter(stranger, "XXXX 2222 3333")
    assert refused.status_code == 404
    assert html.fromstring(refused.text).xpath("//input[@name='invitation']/@value") == ["XXXX 2222 3333"]


def test_code_of_another_workshop_lets_nobody_in(closed, stranger):
    with closed.app.app_context():
        other = a_workshop(invited_only=True).code
        with transaction():
            code = make_invitations(get_workshop(other), 1, None)[0].code
    assert enter(stranger, code).status_code == 404


def test_device_that_is_in_uses_no_second_code(closed, stranger):
    enter(stranger, closed.codes[0])
    with closed.app.app_context(), transaction():
        token = "another token"
        first = admit(get_workshop(closed.code), token, "de", closed.codes[1])
        assert admit(get_workshop(closed.code), token, "de", closed.codes[2]).id == first.id
    with closed.app.app_context():
        assert [each.used for each in db.session.scalars(select(Invitation).order_by(Invitation.id))] == [
            True,
            True,
            False,
        ]


def test_card_of_a_device_without_a_seat_is_refused_and_its_text_kept(closed, stranger):
    refused = post(stranger, "cards", text="Kein Bus am Abend", language="de", key=str(uuid.uuid4()))
    assert refused.status_code == 403
    assert html.fromstring(refused.text).xpath("//section[@class='kept']/textarea/text()") == ["Kein Bus am Abend"]
    answer = send(stranger, "Kein Bus am Abend")
    assert (answer.status_code, answer.get_json()["error"]) == (403, "SeatNeeded")
    assert closed.texts() == []


def test_ballot_of_a_device_without_a_seat_is_refused(closed, stranger):
    with closed.app.app_context():
        workshop = closed.row()
        cluster = a_cluster(workshop)
        step = next(step for step in workshop.steps if step.kind is StepKind.VOTE)
        option = a_round(step, {cluster.id: "Thema"}).options[0].id
    closed.run(StepKind.VOTE)
    data = {"option": option, "key": str(uuid.uuid4()), "csrf_token": stranger.token()}
    answer = stranger.client.post(f"/{closed.code}/ballots", data=data, headers=AS_SCRIPT)
    assert (answer.status_code, answer.get_json()["error"]) == (403, "SeatNeeded")
    with closed.app.app_context():
        assert db.session.scalars(select(Ballot)).all() == []
    enter(stranger, closed.codes[0])
    data["csrf_token"] = stranger.token()
    assert stranger.client.post(f"/{closed.code}/ballots", data=data, headers=AS_SCRIPT).status_code == 201


def test_plan_mark_report_table_and_host_refuse_a_device_without_a_seat(closed, stranger):
    with closed.app.app_context():
        workshop = closed.row()
        card = a_card(workshop)
        cluster, plan = a_cluster(workshop, cards=[card]), a_plan(workshop)
        paths = {
            f"plans/{plan.id}/what": {"text": "Ein Bus", "version": "0"},
            f"topics/{cluster.id}/marks": {"text": "Nein", "key": str(uuid.uuid4())},
            f"cards/{card.id}/report": {"kind": "insult"},
            "table": {"table": str(a_table(workshop).id)},
            "host": {"host": "1"},
        }
    closed.run(StepKind.CLUSTER)
    answers = {path: post(stranger, path, **values).status_code for path, values in paths.items()}
    assert answers == dict.fromkeys(paths, 403)
    with closed.app.app_context():
        assert db.session.scalars(select(Mark)).all() == []
    assert people(closed) == 0


def test_pages_that_would_join_ask_for_the_code(closed, stranger):
    with closed.app.app_context():
        card = a_card(closed.row()).id
    pages = {path: stranger.client.get(f"/{closed.code}{path}") for path in ("", "?table=1", "/table")}
    report = stranger.client.get(f"/{closed.code}/cards/{card}/report")
    assert {path: asks_for_code(page) for path, page in pages.items()} == dict.fromkeys(pages, True)
    assert (report.status_code, asks_for_code(report)) == (403, True)
    assert people(closed) == 0


def test_screen_and_results_stay_open_to_everybody(closed, stranger):
    found = [
        stranger.client.get(f"/{closed.code}/{path}").status_code for path in ("screen", "board", "results", "stage")
    ]
    assert found == [200, 200, 200, 200]


def test_seat_counts_in_the_plenum_and_all_its_rooms(app):
    with app.app_context():
        code = a_workshop(invited_only=True).code
        with transaction():
            rooms = split_workshop(get_workshop(code), RoomsDraft(["", ""], 1, 3), None)
            room = rooms[0].workshop.code
            made = make_invitations(get_workshop(code), 1, None)[0].code
            open_workshop(get_workshop(code), None)
        with transaction():
            walk(get_workshop(code), 1, None)
    device = Device(app.test_client(), room)
    assert asks_for_code(device.look())
    assert asks_for_code(device.client.get(f"/{code}"))
    assert asks_for_code(device.client.get(f"/{code}/rooms"))
    assert send(device, "Zu früh").status_code == 403
    assert post(device, "seat", invitation=made).status_code == 303
    assert not asks_for_code(device.look())
    assert send(device, "Im Raum").status_code == 201


def test_tablet_that_staff_put_up_has_a_seat_in_its_workshop_only(closed, stranger):
    with closed.app.app_context():
        other = a_workshop().code
    with closed.app.test_request_context():
        passes = {code: tablet_pass(code) for code in (closed.code, other)}
    stranger.client.get(f"/{other}/tablet/{passes[other]}")
    assert send(stranger, "Von außen").status_code == 403
    stranger.client.get(f"/{closed.code}/tablet/{passes[closed.code]}")
    assert [send(stranger, text).status_code for text in ("Eins", "Zwei")] == [201, 201]
    assert closed.texts() == ["Eins", "Zwei"]


def test_console_counts_the_invitations_and_shows_a_new_code_once(closed):
    with closed.app.app_context():
        office = an_office_user().id
        with transaction():
            admit(get_workshop(closed.code), "token", "de", closed.codes[0])
    console = Console(closed.app, sign_in(closed.app, office), closed.code)
    text = " ".join(words(console.page("invitations"), "//main"))
    assert "3 made: 1 used, 2 not used yet, 0 void." in text
    refused = console.post("invitations/again", reason="")
    assert (refused.status_code, refusal(refused)) == (
        422,
        "Please write why: a phone was lost, sheets were badly printed.",
    )
    shown = console.post("invitations/again", reason="lost")
    code = "".join(words(html.fromstring(shown.text), "//p[@class='address']/b")[0].split())
    assert code not in console.get("invitations").text
    assert enter(Device(closed.app.test_client(), closed.code), code).status_code == 303


def test_sheet_of_invitations_is_a_pdf_for_staff_only(closed, stranger):
    with closed.app.app_context():
        office = an_office_user().id
    console = Console(closed.app, sign_in(closed.app, office), closed.code)
    made = console.post("invitations.pdf", count="9")
    assert (made.status_code, made.mimetype, made.data[:5]) == (200, "application/pdf", b"%PDF-")
    with closed.app.app_context():
        numbers = db.session.scalars(select(Invitation.number).order_by(Invitation.number)).all()
    assert numbers == list(range(1, 13))
    assert console.post("invitations.pdf", count="501").status_code == 422


def test_lost_phone_gets_a_new_code_with_a_reason_that_is_logged(closed, stranger):
    with closed.app.app_context():
        with pytest.raises(InvitationReasonMissing), transaction():
            invite_again(get_workshop(closed.code), None, " ")
        with transaction():
            code = invite_again(get_workshop(closed.code), None, "phone lost").code
        entry = db.session.scalars(select(LogEntry).where(LogEntry.action == "invite_again")).one()
        assert (entry.reason, entry.details) == ("phone lost", {"first": 4, "last": 4})
    assert enter(stranger, code).status_code == 303


def test_void_invitation_lets_nobody_in_and_a_used_one_cannot_be_void(closed, stranger):
    with closed.app.app_context():
        with transaction():
            admit(get_workshop(closed.code), "token", "de", closed.codes[0])
            assert void_invitations(get_workshop(closed.code), 1, 2, None, "printer") == 1
        with pytest.raises(InvitationUsed), transaction():
            admit(get_workshop(closed.code), "other", "de", closed.codes[1])
        with pytest.raises(InvitationNumberUnknown), transaction():
            void_invitations(get_workshop(closed.code), 1, 2, None, "printer")
    assert enter(stranger, closed.codes[2]).status_code == 303


def test_no_row_leads_from_an_invitation_to_a_device_and_archiving_deletes_them(closed):
    with closed.app.app_context():
        with transaction():
            admit(get_workshop(closed.code), "token", "de", closed.codes[0])
        columns = set(Invitation.__table__.columns.keys())
        assert columns == {"id", "workshop_id", "number", "code_hash", "used", "void"}
        assert closed.codes[0] not in {each.code_hash for each in db.session.scalars(select(Invitation))}
        workshop = closed.row()
        workshop.state = WorkshopState.CLOSED
        db.session.commit()
        with transaction():
            archive_workshop(get_workshop(closed.code), None)
        assert db.session.scalars(select(Invitation)).all() == []


def test_open_workshop_asks_nobody_for_a_code(collecting, device):
    assert not asks_for_code(device.look())
    assert send(device, "Kein Bus").status_code == 201
    assert collecting.texts() == ["Kein Bus"]
