"""A card that comes after its step is over: who may send one, who decides, what everybody sees."""

import re

import pytest

from participation.contributions.models import Card, CardState
from participation.contributions.services import approve_card
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Round
from participation.workshop.models import Phase, Step, StepKind, WorkshopState
from tests.factories import a_card, a_cluster, step_of

TEXT = "Kein Bus am Abend"
KEY = "11111111-1111-4111-8111-111111111111"


@pytest.fixture
def moved_on(collecting, device):
    """The device was there while the step collected; then the agenda went on to the sorting."""
    device.kept = device.token()
    go_to(collecting, StepKind.CLUSTER)
    return collecting


def go_to(hall, kind, phase=Phase.CRITIQUE):
    with hall.app.app_context(), transaction():
        walk(hall.row(), step_of(hall.row(), kind, phase).position, None)


def late(device, text=TEXT, **fields):
    """Send as a script does that did not hear of the agenda: for step 2, from revision 1."""
    return device.send(text, **{"csrf_token": device.kept, "step": "2", "seen": "1", "key": KEY} | fields)


def rows(hall):
    with hall.app.app_context():
        return [(card.text, card.state, card.late, card.step.phase) for card in db.session.query(Card)]


def change(hall, **values):
    with hall.app.app_context(), transaction():
        for name, value in values.items():
            setattr(hall.row(), name, value)


WAITS = (TEXT, CardState.WAITING, True, Phase.CRITIQUE)


def test_card_sent_before_its_page_heard_of_the_end_waits_as_late(moved_on, device):
    answer = late(device)
    assert (answer.status_code, answer.json["state"], rows(moved_on)) == (201, "late", [WAITS])


def test_late_card_sent_twice_with_one_key_is_stored_once(moved_on, device):
    first, again = late(device), late(device)
    assert (again.status_code, again.json, rows(moved_on)) == (201, first.json, [WAITS])


def test_late_card_keeps_the_phase_it_was_written_in(moved_on, device):
    go_to(moved_on, StepKind.COLLECT, Phase.FANTASY)
    assert (late(device).json["state"], rows(moved_on)) == ("late", [WAITS])


def test_late_card_comes_also_after_the_workshop_but_not_into_an_archive(moved_on, device):
    change(moved_on, state=WorkshopState.CLOSED)
    assert late(device).json["state"] == "late"
    change(moved_on, state=WorkshopState.ARCHIVED)
    assert late(device, key=KEY.replace("1", "2")).status_code in {404, 409}
    assert rows(moved_on) == [WAITS]


@pytest.mark.parametrize(
    "fields",
    [{"seen": ""}, {"seen": "999"}, {"step": "3"}, {"step": "6"}],
    ids=["a page that does not say", "a page that knew the end", "a step that collects nothing", "a step ahead"],
)
def test_what_was_not_sent_in_time_is_closed(moved_on, device, fields):
    answer = late(device, **fields)
    assert (answer.status_code, answer.json["error"], rows(moved_on)) == (409, "StepClosed", [])


def test_device_that_came_after_the_end_cannot_send_late(moved_on, another_device):
    go_to(moved_on, StepKind.COLLECT, Phase.FANTASY)
    another_device.kept = another_device.token()
    assert (late(another_device).status_code, rows(moved_on)) == (409, [])


def test_workshop_may_leave_late_cards_with_their_authors(moved_on, device):
    change(moved_on, takes_late=False)
    assert (late(device).status_code, rows(moved_on)) == (409, [])


def test_device_has_ten_late_cards_waiting_at_most(moved_on, device):
    answers = [late(device, key=f"{number:08}-1111-4111-8111-111111111111").status_code for number in range(11)]
    assert answers == [201] * 10 + [409]


def test_card_sent_into_a_pause_is_asked_for_again(collecting, device):
    device.kept = device.token()
    with collecting.app.app_context(), transaction():
        step = collecting.row().current_step
        step.paused_at = step.started_at
    answer = late(device)
    assert (answer.status_code, answer.headers["Retry-After"], rows(collecting)) == (409, "15", [])


def own_states(page):
    return re.findall(r'class="own" data-state="(\w+)"', page.text.split("<template")[0])


def test_author_sees_the_late_card_in_every_later_step_and_can_withdraw_it(moved_on, device):
    card_id = late(device).json["id"]
    assert own_states(device.look()) == ["late"]
    go_to(moved_on, StepKind.COLLECT, Phase.FANTASY)
    assert own_states(device.look()) == ["late"]
    device.client.post(f"/{device.code}/cards/{card_id}/withdraw", data={"csrf_token": device.kept})
    assert own_states(device.look()) == ["withdrawn"]


def test_nobody_sees_a_late_card_before_it_is_taken_in(moved_on, device, another_device):
    late(device)
    assert TEXT not in another_device.look().text
    assert TEXT not in device.client.get(f"/{device.code}/board").text
    with moved_on.app.app_context(), transaction():
        approve_card(db.session.query(Card).one(), None)
    assert TEXT in another_device.look().text
    assert TEXT in device.client.get(f"/{device.code}/board").text


def test_late_card_changes_nothing_in_a_vote_that_was_opened(moved_on, device):
    with moved_on.app.app_context():
        workshop = moved_on.row()
        for title in ("Busse", "Hallen"):
            a_cluster(workshop, title=title, cards=[a_card(workshop)])
    go_to(moved_on, StepKind.VOTE)
    late(device)
    with moved_on.app.app_context(), transaction():
        approve_card(db.session.query(Card).filter_by(late=True).one(), None)
    with moved_on.app.app_context():
        assert [option.titles["de"] for option in db.session.query(Round).one().options] == ["Busse", "Hallen"]
        assert db.session.query(Card).filter_by(late=True).one().placements == []
        assert db.session.query(Step).filter_by(id=db.session.query(Round).one().step_id).one().kind is StepKind.VOTE
