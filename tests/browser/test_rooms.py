"""Two rooms: people are led into them by one code, work there, come back by themselves, and vote again together."""

import re

import pytest
from playwright.sync_api import expect

from participation.access.models import Role
from participation.access.queries import count_participants
from participation.access.services import add_user
from participation.kernel.transaction import transaction
from participation.workshop.queries import get_workshop
from participation.workshop.services import (
    RoomDraft,
    RoomsDraft,
    WorkshopDraft,
    change_room,
    create_workshop,
    default_process,
    split_workshop,
)
from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.browser.navigators.console import Console
from tests.browser.navigators.inspector import findings, overflow
from tests.browser.navigators.office import Office
from tests.browser.navigators.phone import Phone
from tests.browser.navigators.projector import Projector

PASSWORD = "four words are fine"
NO_BUS, NO_COURSES, HALL_SHUT = "Kein Bus am Abend", "لا توجد دورات للنساء", "Die Halle ist zu"
IN_THE_NORTH, ALSO_NORTH = "Im Norden kommt abends niemand hin", "Im Norden fehlen Kurse"
IN_THE_SOUTH, ALSO_SOUTH = "Im Süden bleibt die Halle zu", "Im Süden fehlt der Bus"


@pytest.fixture
def codes(live_app) -> tuple[str, str, str]:
    """A short workshop whose critique happens in two rooms; its code and theirs."""
    with live_app.app_context(), transaction():
        add_user("Office", Role.OFFICE, PASSWORD)
        draft = WorkshopDraft("Werkstatt Sport", "short", ["de", "ar"])
        plenum = create_workshop(default_process(None, None), draft, None)
        rooms = split_workshop(plenum, RoomsDraft(["Nord", "Süd"], 2, 4), None)
        change_room(rooms[1], RoomDraft("Süd", "2. Stock", ["ar", "de"]), None)
        return plenum.code, rooms[0].workshop.code, rooms[1].workshop.code


def console_of(person, code):
    office = Office(person("en", LAPTOP))
    office.sign_in("Office", PASSWORD)
    console = Console(office.page, code)
    console.page.goto(f"/console/{code}/?lang=en")
    return console


def test_from_one_code_into_two_rooms_and_back_to_a_common_vote(live_app, person, codes):
    plenum, north, south = codes
    lead = console_of(person, plenum)
    lead.open_doors()
    wall = Projector(person("de", PROJECTOR), plenum)
    wall.open()
    german, arabic, third = phones = [Phone(person(tag, PHONE), plenum, tag) for tag in ("de", "ar", "de")]
    for phone in phones:
        phone.join()
    lead.go_on("Welcome", "Preparation")
    lead.go_on("One-dot question", "Preparation")

    lead.go_on("Collecting", "Critique")
    for phone in phones:
        phone.page.wait_for_url(re.compile(f"/({north}|{south})"))
    for phone, door in ((german, north), (arabic, south), (third, north)):
        phone.page.goto(f"/{door}")
    expect(wall.page.locator("#rooms-wall .room")).to_have_count(2)
    assert [findings(page) for page in (german.page, wall.page)] == [[], []]
    german.send(NO_BUS)
    arabic.send(NO_COURSES)
    third.page.locator(".in-room a").click()
    third.page.locator("button.pick", has_text="Süd").click()
    third.page.wait_for_url(f"**/{south}*")
    third.send(HALL_SHUT)
    german.send(IN_THE_NORTH)
    expect(lead.page.locator("table.rooms tfoot td").last).to_have_text("4")
    assert (overflow(third.page), findings(lead.page)) == (0, [])

    lead.go_on("Sorting", "Critique")
    in_north, in_south = console_of(person, north), console_of(person, south)
    in_north.sort(IN_THE_NORTH, [NO_BUS])
    in_north.sort(ALSO_NORTH, [IN_THE_NORTH])
    in_south.sort(IN_THE_SOUTH, [HALL_SHUT])
    in_south.sort(ALSO_SOUTH, [NO_COURSES])
    lead.go_on("Giving dots", "Critique")
    german.give_dots({IN_THE_NORTH: 2})
    for phone in (arabic, third):
        phone.give_dots({IN_THE_SOUTH: 2})

    lead.go_on("Sorting", "Critique")
    for phone in phones:
        phone.page.wait_for_url(f"**/{plenum}*")
    lead.page.get_by_role("link", name="Gather the topics of the rooms").click()
    lead.page.locator("#count").select_option("1")
    lead.page.get_by_role("button", name="Show").click()
    assert findings(lead.page) == []
    lead.page.get_by_role("button", name="Take these into the plenum").click()
    expect(lead.page.locator(".joined__topic")).to_have_count(2)
    expect(lead.page.locator(".joined .origins li").first).to_contain_text("Nord")
    wall.has_island(IN_THE_SOUTH, 1)
    expect(wall.page.locator(".island .origin").first).to_contain_text("Nord")

    lead.open()
    lead.go_on("Giving dots", "Critique")
    for phone in phones:
        phone.give_dots({IN_THE_SOUTH: 2})
    lead.close_vote()
    wall.has_result(IN_THE_SOUTH)
    with live_app.app_context():
        assert count_participants(get_workshop(plenum).id) == len(phones)


def test_text_that_is_being_written_goes_along_when_the_rooms_end(live_app, person, codes):
    plenum, north, _south = codes
    lead = console_of(person, plenum)
    lead.open_doors()
    phone = Phone(person("de", PHONE), plenum, "de")
    phone.join()
    for title, phase in (("Welcome", "Preparation"), ("One-dot question", "Preparation"), ("Collecting", "Critique")):
        lead.go_on(title, phase)
    phone.page.wait_for_url(f"**/{north}*")
    phone.page.locator("textarea#text").fill("Noch nicht fertig")
    lead.page.locator("#back > summary").click()
    lead.page.locator("#back-step").select_option(index=1)
    lead.page.locator("#back-reason").fill("Pressed too early")
    lead.page.get_by_role("button", name="Go there").click()
    phone.page.wait_for_url(f"**/{plenum}*")
    expect(phone.page.locator(".kept textarea")).to_have_value("Noch nicht fertig")
