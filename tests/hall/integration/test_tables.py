"""Tables on the phone: the address of a tent, choosing, hosting, rounds of a World Café, a stand."""

import re
import uuid

import pytest

from participation.access.models import Participant
from participation.contributions.models import CardState
from participation.contributions.queries import list_clusters
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind, WorkshopState
from participation.workshop.queries import get_workshop
from participation.workshop.services import WorkshopDraft, create_workshop, default_process, open_workshop
from tests.factories import a_card, a_table, a_workshop
from tests.hall.integration.conftest import JSON, Device, Hall


def seats(hall):
    with hall.app.app_context():
        numbers = {table.id: table.number for table in hall.row().tables}
        people = db.session.query(Participant).filter_by(workshop_id=hall.row().id).order_by(Participant.id)
        return [(numbers.get(person.table_id), person.hosts_table) for person in people]


def table_id(hall, number):
    with hall.app.app_context():
        return hall.row().tables[number - 1].id


def gathering(app, template, **values):
    """A running workshop of this template at its first collecting step."""
    with app.test_request_context(), transaction():
        draft = WorkshopDraft("Treffen", template, ("de", "ar"), **values)
        workshop = create_workshop(default_process(None, None), draft, None)
        open_workshop(workshop, None)
        position = next(step.position for step in workshop.steps if step.kind is StepKind.COLLECT)
        walk(workshop, position, None)
        return Hall(app, workshop.code)


def go_on(hall):
    with hall.app.test_request_context(), transaction():
        walk(get_workshop(hall.code), None, None)


@pytest.fixture
def with_tables(hall):
    with hall.app.app_context():
        for position, name in enumerate(("Tisch 1", "Am Fenster")):
            a_table(hall.row(), position=position, name=name)
    return hall


@pytest.fixture
def cafe(app):
    return gathering(app, "cafe", tables=2)


@pytest.fixture
def guest(app, cafe):
    return Device(app.test_client(), cafe.code)


def post(device, path, **fields):
    page = device.client.get(f"/{device.code}/table").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    return device.client.post(f"/{device.code}/{path}", data={"csrf_token": token} | fields)


def test_address_of_a_tent_seats_and_leads_to_the_phone_page(with_tables, device):
    answer = device.look("?table=2")
    assert (answer.status_code, answer.location, seats(with_tables)) == (303, f"/{device.code}", [(2, False)])
    assert "Am Fenster" in device.look().text


@pytest.mark.parametrize("number", ["3", "0", "-1", "two", "", "9" * 30])
def test_unknown_number_on_a_tent_is_named_and_seats_nobody(with_tables, device, number):
    answer = device.look(f"?table={number}&lang=en")
    assert (answer.status_code, "There is no table" in answer.text) == (422, True)
    assert [seat for seat, _hosts in seats(with_tables) if seat] == []


def test_looking_ahead_at_a_tent_seats_nobody(with_tables, device):
    device.client.head(f"/{device.code}?table=1")
    assert seats(with_tables) == []


def test_tent_scanned_before_the_doors_open_shows_the_waiting_page(with_tables, device):
    with with_tables.app.app_context():
        with_tables.row().state = WorkshopState.PLANNED
        db.session.commit()
    assert (device.look("?table=1").status_code, seats(with_tables)) == (200, [])


def test_page_of_the_tables_shows_how_many_sit_at_each(with_tables, device, another_device):
    another_device.look("?table=1")
    page = device.client.get(f"/{device.code}/table?lang=en").text
    assert ("1 person" in page, "Am Fenster" in page) == (True, True)


def test_table_of_another_workshop_is_refused(with_tables, device):
    with with_tables.app.app_context():
        foreign = a_table(a_workshop()).id
    device.look()
    answer = post(device, "table?lang=en", table=foreign)
    assert (answer.status_code, "There is no such table" in answer.text) == (422, True)


def test_host_stays_until_handing_over(cafe, guest):
    guest.look("?table=1")
    assert post(guest, "host", host="1").status_code == 303
    refused = post(guest, "table?lang=en", table=table_id(cafe, 2))
    assert (refused.status_code, "Hand over first" in refused.text) == (422, True)
    assert guest.look("?table=2").status_code == 422
    post(guest, "host", host="")
    post(guest, "table", table=table_id(cafe, 2))
    assert seats(cafe) == [(2, False)]


def test_second_host_of_a_table_and_host_without_a_table_are_refused(app, cafe, guest):
    guest.look("?table=1")
    post(guest, "host", host="1")
    second = Device(app.test_client(), cafe.code)
    without_table = post(second, "host?lang=en", host="1")
    assert (without_table.status_code, "Sit down at a table first" in without_table.text) == (422, True)
    token = second.token()
    second.look("?table=1")
    refused = second.client.post(f"/{cafe.code}/host?lang=en", data={"csrf_token": token, "host": "1"})
    assert (refused.status_code, "is the host already" in refused.text) == (422, True)


def test_cafe_asks_for_a_table_before_it_takes_cards(guest):
    assert ('class="pick"' in guest.look().text, 'id="write"' in guest.look().text) == (True, False)
    guest.look("?table=1")
    assert ('class="pick"' in guest.look().text, 'id="write"' in guest.look().text) == (False, True)


def test_next_round_sees_the_cards_that_the_round_before_left_there(app, cafe, guest):
    guest.look("?table=1")
    guest.write("Der Bus fährt zu selten")
    go_on(cafe)
    page = guest.look("?lang=en").text
    assert (seats(cafe), "Please go here now:" in page, "Der Bus fährt" in page) == ([(2, False)], True, False)
    newcomer = Device(app.test_client(), cafe.code)
    newcomer.look("?table=1")
    assert "Der Bus fährt zu selten" in newcomer.look().text


def test_card_stays_at_the_table_at_which_it_was_written(cafe, guest):
    guest.look("?table=1")
    form = guest.hidden()
    assert form["table"] == str(table_id(cafe, 1))


def test_screen_shows_tables_their_cards_and_after_a_change_the_bell(cafe, guest):
    guest.look("?table=1")
    guest.write("Der Bus fährt zu selten")
    first = guest.client.get(f"/{cafe.code}/screen").text
    go_on(cafe)
    second = guest.client.get(f"/{cafe.code}/screen").text
    assert ("cafe__bell" in first, "cafe__bell" in second) == (False, True)
    assert ("Der Bus fährt zu selten" in first, "Der Bus fährt zu selten" in second) == (False, True)


def test_screen_of_a_cafe_is_sent_whole_when_a_card_arrives(cafe, guest):
    guest.look("?table=1")
    guest.write("Der Bus fährt zu selten")
    changed = guest.client.get(f"/{cafe.code}/board?since=1").text
    assert ('id="scene"' in changed, "cafe__table" in changed, 'id="card-' in changed) == (True, True, False)


def test_cards_are_sorted_by_table_when_the_rounds_are_over(cafe, guest):
    guest.look("?table=2")
    guest.write("Der Bus fährt zu selten")
    for _ in range(3):
        go_on(cafe)
    with cafe.app.app_context():
        islands = list_clusters(cafe.row().id, Phase.FANTASY)
        assert [(island.title, [card.text for card in island.cards]) for island in islands] == [
            ("Tisch 2", ["Der Bus fährt zu selten"])
        ]


def test_going_back_and_on_again_sorts_no_second_time(cafe, guest):
    guest.look("?table=2")
    guest.write("Der Bus fährt zu selten")
    for _ in range(3):
        go_on(cafe)
    with cafe.app.test_request_context(), transaction():
        workshop = get_workshop(cafe.code)
        walk(workshop, 3, None)
        walk(workshop, 4, None)
        assert len(list_clusters(workshop.id, Phase.FANTASY)) == 1


def test_forum_shows_its_questions_beside_the_theme(app):
    hall = gathering(app, "forum")
    with app.app_context():
        step = hall.row().current_step
        step.settings = {"theme": "Sport"}
        db.session.commit()
    page = Device(app.test_client(), hall.code).look("?lang=en").text
    assert [page.count(question) for question in ("What can the district do?", "What support does")] == [1, 1]


def test_stand_says_its_last_day_and_that_cards_wait(app):
    hall = gathering(app, "stand")
    device = Device(app.test_client(), hall.code)
    page = device.look("?lang=en").text
    assert ("open until" in page, "data-ends" in page) == (True, False)
    assert "shown when the office has looked at it" in page
    device.write("Mehr Bänke")
    assert re.findall(r'data-state="(\w+)" data-key', device.look().text) == [CardState.WAITING.value]


def test_stand_shows_only_what_the_office_has_let_through(app):
    hall = gathering(app, "stand")
    with app.app_context():
        step = hall.row().current_step
        a_card(hall.row(), step, text="Mehr Bänke")
        a_card(hall.row(), step, text="Noch nicht gelesen", state=CardState.WAITING)
    page = Device(app.test_client(), hall.code).look().text
    assert ("Mehr Bänke" in page, "Noch nicht gelesen" in page) == (True, False)


def test_canvas_is_heard_only_for_a_plan_of_this_workshop(with_tables, device):
    answer = device.client.get(f"/{device.code}/live?plan=999999")
    assert answer.status_code == 200
    answer.close()


def test_card_names_a_table_of_its_own_workshop_only(app, cafe, guest):
    guest.look("?table=1")
    with app.app_context():
        foreign = a_table(a_workshop()).id
    data = {"csrf_token": guest.token(), "text": "x", "language": "de", "key": str(uuid.uuid4()), "table": foreign}
    answer = guest.client.post(f"/{cafe.code}/cards", data=data, headers=JSON)
    assert (answer.status_code, answer.json["error"]) == (422, "TableUnknown")
