"""People in parallel rooms: one code leads everybody, one device is in one room, the plenum gathers."""

import threading
import uuid

import pytest
from lxml import html

from participation.access.queries import count_participants
from participation.contributions.models import Card
from participation.hall.services import finish, walk
from participation.kernel.database import db
from participation.kernel.ids import new_token
from participation.kernel.transaction import transaction
from participation.workshop.models import Pace, RoomEntry, WorkshopState
from participation.workshop.queries import get_workshop
from participation.workshop.rooms import people_in_rooms
from participation.workshop.services import (
    RoomsDraft,
    assign_room,
    call_back,
    extend_everywhere,
    open_workshop,
    pause_everywhere,
    split_workshop,
)
from tests.factories import a_moderator, a_workshop, an_office_user
from tests.hall.console.desk import Console, refusal, sign_in, words
from tests.hall.integration.conftest import JSON

NAVIGATION = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}
BACKGROUND = {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"}


class House:
    """A workshop with rooms, led by commands and looked at from outside."""

    def __init__(self, app, rooms=2, **values):
        self.app = app
        with app.app_context():
            self.code = a_workshop().code
            with transaction():
                draft = RoomsDraft([""] * rooms, 1, 3, **values)
                self.rooms = [room.workshop.code for room in split_workshop(get_workshop(self.code), draft, None)]
                open_workshop(get_workshop(self.code), None)

    def walk(self, position, code=None):
        with self.app.app_context(), transaction():
            walk(get_workshop(code or self.code), position, None)

    def ask(self, question):
        with self.app.app_context():
            return question(get_workshop(self.code))

    def steps(self):
        with self.app.app_context():
            found = [get_workshop(code).current_step for code in self.rooms]
            return [step.position if step else None for step in found]

    def people(self):
        with self.app.app_context():
            plenum = get_workshop(self.code)
            counted = people_in_rooms(plenum.id)
            return [counted.get(room.id, 0) for room in plenum.rooms]

    def whole(self):
        with self.app.app_context():
            return count_participants(get_workshop(self.code).id)


@pytest.fixture
def house(app):
    return House(app)


def test_agenda_of_a_room_is_the_part_of_the_plenum_and_the_way_back(house):
    def kinds(workshop):
        return [step.kind.value for step in workshop.rooms[0].workshop.steps]

    assert house.ask(kinds) == ["collect", "cluster", "vote", "pause"]


def test_plenum_gathers_and_votes_after_the_rooms(house):
    def agenda(workshop):
        return [(step.kind.value, step.phase.value, step.in_rooms, step.gathers) for step in workshop.steps[1:7]]

    assert house.ask(agenda) == [
        ("collect", "critique", True, False),
        ("cluster", "critique", True, False),
        ("vote", "critique", True, False),
        ("cluster", "critique", False, True),
        ("vote", "critique", False, True),
        ("invert", "fantasy", False, False),
    ]


def test_plenum_takes_its_rooms_along_step_by_step_and_back(house):
    seen = []
    for position in (0, 1, 2, 3, 4):
        house.walk(position)
        seen.append(house.steps())
    assert seen == [[None, None], [0, 0], [1, 1], [2, 2], [3, 3]]


def test_rooms_at_their_own_pace_walk_alone_and_are_all_called_back_in_the_end(app):
    house = House(app, pace=Pace.OWN)
    house.walk(1)
    house.walk(None, house.rooms[0])
    house.walk(None, house.rooms[0])
    before = house.steps()
    house.walk(None)
    now = house.ask(lambda workshop: (workshop.current_step.position, [step.state.value for step in workshop.steps]))
    assert (before, house.steps(), now[0], now[1][:5]) == (
        [1, None],
        [3, 3],
        4,
        ["skipped", "done", "done", "done", "running"],
    )


def test_code_of_the_plenum_leads_to_the_emptiest_room_and_back(app, house):
    clients = [app.test_client() for _ in range(5)]
    house.walk(0)
    before = [client.get(f"/{house.code}").status_code for client in clients]
    house.walk(1)
    led = [client.get(f"/{house.code}").location for client in clients]
    again = [client.get(f"/{house.code}").location for client in clients]
    pages = [client.get(address).status_code for client, address in zip(clients, led, strict=True)]
    spread = house.people()
    house.walk(4)
    back = {client.get(address).location for client, address in zip(clients, led, strict=True)}
    one, two = (f"/{code}" for code in house.rooms)
    assert (before, led, again == led, pages, spread, back, house.whole()) == (
        [200] * 5,
        [one, two, one, two, one],
        True,
        [200] * 5,
        [3, 2],
        {f"/{house.code}"},
        5,
    )


def test_language_asked_for_in_the_address_holds_on_the_way(app, house):
    house.walk(1)
    client = app.test_client()
    answer = client.get(f"/{house.code}?lang=ar")
    page = client.get(answer.location.partition("?")[0]).text
    assert (answer.location, '<html lang="ar" dir="rtl">' in page) == (f"/{house.rooms[0]}?lang=ar", True)


def test_four_hundred_who_join_at_once_are_spread_evenly(app):
    house = House(app, rooms=10)
    house.walk(1)

    def join(number):
        with app.app_context():
            for _ in range(number):
                with transaction():
                    assign_room(get_workshop(house.code), new_token(), "de")

    threads = [threading.Thread(target=join, args=(50,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (house.people(), house.whole()) == ([40] * 10, 400)


def test_free_choice_shows_the_rooms_and_lets_in_where_somebody_wants(app):
    house = House(app, entry=RoomEntry.CHOICE)
    house.walk(1)
    client = app.test_client()
    page = client.get(f"/{house.code}")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    chosen = client.post(f"/{house.code}/room", data={"csrf_token": token, "room": house.rooms[1]})
    unknown = client.post(f"/{house.code}/room", data={"csrf_token": token, "room": "ZZZZZZ"})
    assert (page.status_code, chosen.location, house.people(), unknown.status_code) == (
        200,
        f"/{house.rooms[1]}",
        [0, 1],
        422,
    )


def test_device_that_changes_its_room_is_counted_once(app, house):
    house.walk(1)
    client = app.test_client()
    client.get(f"/{house.code}")
    before = house.people()
    client.get(f"/{house.rooms[1]}", headers=NAVIGATION)
    assert (before, house.people(), house.whole(), client.get(f"/{house.code}").location) == (
        [1, 0],
        [0, 1],
        1,
        f"/{house.rooms[1]}",
    )


def test_page_left_open_in_the_old_room_follows_the_device(app, house):
    house.walk(1)
    client = app.test_client()
    client.get(f"/{house.rooms[0]}", headers=NAVIGATION)
    client.get(f"/{house.rooms[1]}", headers=NAVIGATION)
    answer = client.get(f"/{house.rooms[0]}", headers=BACKGROUND)
    assert (answer.location, house.people()) == (f"/{house.rooms[1]}", [0, 1])


def test_room_is_remembered_that_somebody_opened_before_the_rooms_began(app, house):
    house.walk(0)
    client = app.test_client()
    early = client.get(f"/{house.rooms[1]}").location
    house.walk(1)
    assert (early, client.get(f"/{house.code}").location) == (f"/{house.code}", f"/{house.rooms[1]}")


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch"}])
def test_looking_ahead_assigns_nobody(app, house, headers):
    house.walk(1)
    client = app.test_client()
    answers = [client.get(f"/{code}", headers=headers).status_code for code in (house.code, house.rooms[0])]
    assert (answers, house.people(), house.whole()) == ([200, 200], [0, 0], 0)


def test_card_sent_to_the_plenum_while_the_rooms_work_comes_back_with_its_text(app, house):
    house.walk(1)
    client = app.test_client()
    fields = {"text": "Kein Bus", "language": "de", "key": str(uuid.uuid4())}
    page = client.post(f"/{house.code}/cards", data=fields)
    program = app.test_client().post(f"/{house.code}/cards", data=fields, headers=JSON)
    with app.app_context():
        stored = db.session.query(Card).count()
    assert (page.status_code, "Kein Bus" in page.text, house.rooms[0] in page.text, program.json["error"], stored) == (
        409,
        True,
        True,
        "StepClosed",
        0,
    )


def test_calling_back_is_said_in_the_rooms_until_the_plenum_goes_on(app, house):
    house.walk(1)
    client = app.test_client()
    address = client.get(f"/{house.code}").location
    with app.app_context(), transaction():
        call_back(get_workshop(house.code), 5, None)
    said = [
        "notice called" in client.get(address).text,
        "called-back" in client.get(f"{address}/board").text,
    ]
    house.walk(4)
    assert (said, house.ask(lambda workshop: workshop.called_back_at)) == ([True, True], None)


def test_closing_the_plenum_closes_its_rooms(app, house):
    house.walk(3)
    with app.app_context(), transaction():
        finish(get_workshop(house.code), None)
    states = house.ask(lambda workshop: [workshop.state, *(room.workshop.state for room in workshop.rooms)])
    assert states == [WorkshopState.CLOSED] * 3


def test_code_of_an_archived_room_leads_to_the_plenum(app, client, house):
    house.walk(4)
    with app.app_context(), transaction():
        finish(get_workshop(house.code), None)
        for room in get_workshop(house.code).rooms:
            room.workshop.state = WorkshopState.ARCHIVED
    assert client.get(f"/{house.rooms[0]}").location == f"/{house.code}"


@pytest.mark.parametrize("rooms", [2, 5])
def test_wall_of_rooms_takes_a_constant_number_of_statements(app, client, rooms, count_requests):
    house = House(app, rooms=rooms)
    house.walk(1)
    client.get(f"/{house.code}/board")
    assert count_requests(lambda: client.get(f"/{house.code}/board")) == 12


def test_moderator_of_one_room_leads_neither_the_other_nor_the_plenum(app, house):
    with app.app_context():
        plenum = get_workshop(house.code)
        moderators = [a_moderator(plenum.rooms[0].workshop).id, a_moderator(plenum).id]
    codes = [house.code, *house.rooms]
    found = [[sign_in(app, user).get(f"/console/{code}/").status_code for code in codes] for user in moderators]
    assert found == [[403, 200, 403], [200, 200, 200]]


def test_console_of_the_plenum_shows_how_far_each_room_is(app):
    house = House(app, pace=Pace.OWN)
    house.walk(1)
    house.walk(None, house.rooms[0])
    with app.app_context():
        user = an_office_user().id
    pages = [html.fromstring(sign_in(app, user).get(f"/console/{house.code}/{path}").text) for path in ("", "rooms")]
    told = [words(page, "//table[contains(@class, 'rooms')]//tbody/tr/td[1]") for page in pages]
    asks = words(pages[0], "//*[@id='next']//*[@class='next__to']")
    assert (told, asks) == ([["▲ Collecting", "not begun"]] * 2, ["Next: Sorting · Critique"])


def test_calling_back_while_nobody_is_in_rooms_is_refused(app, house):
    house.walk(0)
    with app.app_context():
        user = an_office_user().id
    console = Console(app, sign_in(app, user), house.code)
    answer = console.post("rooms/back", minutes="5")
    assert (answer.status_code, refusal(answer)) == (
        422,
        "The rooms are not at work now. Everybody is together in the plenum.",
    )


def test_more_time_and_a_pause_reach_all_rooms_that_the_plenum_leads(app, house):
    house.walk(1)
    with app.app_context(), transaction():
        extend_everywhere(get_workshop(house.code), 5, None)
        pause_everywhere(get_workshop(house.code), None)
    with app.app_context():
        steps = [get_workshop(code).current_step for code in house.rooms]
        assert [(step.extended_minutes, step.paused_at is not None) for step in steps] == [(5, True)] * 2
