"""Bad Wi-Fi, a server that dies, an agenda that moves on: no text is lost and none is stored twice."""

import re

import pytest
from playwright.sync_api import expect

from participation.contributions.models import Card
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from tests.browser.interception import intercept
from tests.browser.navigators.phone import Phone
from tests.factories import a_workshop, run_step, step_of

TEXT = "Kein Bus am Abend"


@pytest.fixture
def code(live_app):
    with live_app.app_context():
        workshop = a_workshop()
        run_step(workshop)
        return workshop.code


@pytest.fixture
def phone(person, code):
    phone = Phone(person("de"), code, "de")
    phone.join()
    return phone


def write(phone, text=TEXT):
    phone.page.locator("textarea#text").fill(text)


def press(phone):
    phone.page.locator("#write button.button--main").click()


def stored(live_app):
    with live_app.app_context():
        return [card.text for card in db.session.query(Card).order_by(Card.id)]


def go_to(live_app, code, kind, phase=Phase.CRITIQUE):
    """Walk the agenda as a second moderator would."""
    with live_app.app_context(), transaction():
        workshop = get_workshop(code)
        walk(workshop, step_of(workshop, kind, phase).position, None)


def cut_before_answer(route):
    """Let the request reach the server, and lose its answer on the way back."""
    route.fetch()
    route.abort("connectionreset")


def test_card_written_without_network_waits_and_is_sent_once(phone, live_app):
    phone.page.context.set_offline(True)
    write(phone)
    press(phone)
    card = phone.own_card(TEXT)
    expect(card).to_have_attribute("data-state", "network")
    expect(card.locator("[data-when=network]")).to_be_visible()
    assert stored(live_app) == []
    phone.page.context.set_offline(False)
    expect(card).to_have_attribute("data-state", "visible")
    expect(card).to_have_count(1)
    assert stored(live_app) == [TEXT]


def test_card_that_waits_survives_the_end_of_the_page(phone, live_app, code):
    phone.page.context.set_offline(True)
    write(phone)
    press(phone)
    expect(phone.own_card(TEXT)).to_have_attribute("data-state", "network")
    phone.page.goto("about:blank")
    phone.page.context.set_offline(False)
    phone.page.goto(f"/{code}")
    expect(phone.own_card(TEXT)).to_have_attribute("data-state", "visible")
    expect(phone.own_card(TEXT)).to_have_count(1)
    assert stored(live_app) == [TEXT]


def test_answer_lost_on_its_way_back_stores_once(phone, live_app):
    address = re.compile(r"/cards$")
    intercept(phone.page, address, cut_before_answer)
    write(phone)
    with phone.page.expect_event("requestfailed"):
        press(phone)
    assert stored(live_app) == [TEXT]
    phone.page.unroute(address)
    expect(phone.own_card(TEXT)).to_have_attribute("data-state", "visible")
    assert stored(live_app) == [TEXT]


def test_server_killed_after_its_answer_has_the_card_once(phone, live_app, running, code):
    with phone.page.expect_response(re.compile(r"/cards$")) as answer:
        write(phone)
        press(phone)
    assert answer.value.status == 201
    running.kill()
    running.start()
    phone.page.reload()
    expect(phone.own_card(TEXT)).to_have_attribute("data-state", "visible")
    expect(phone.own_card(TEXT)).to_have_count(1)
    assert stored(live_app) == [TEXT]


def test_card_written_while_the_server_is_down_arrives_once_when_it_is_back(phone, live_app, running):
    running.kill()
    write(phone)
    press(phone)
    expect(phone.own_card(TEXT)).to_have_attribute("data-state", "network")
    running.start()
    expect(phone.own_card(TEXT)).to_have_attribute("data-state", "visible", timeout=40_000)
    assert stored(live_app) == [TEXT]


def test_step_that_closes_while_somebody_types_hands_the_text_back(phone, live_app, code):
    write(phone, "Mitten im Sa")
    go_to(live_app, code, StepKind.CLUSTER)
    kept = phone.page.locator(".kept")
    expect(kept.locator("textarea")).to_have_value("Mitten im Sa")
    expect(kept.locator("p").first).to_be_visible()
    expect(phone.page.locator("#write")).to_have_count(0)
    assert stored(live_app) == []


def test_card_that_waited_until_its_step_was_over_stays_with_its_author_where_the_workshop_says_so(
    phone, live_app, code
):
    with live_app.app_context(), transaction():
        get_workshop(code).takes_late = False
    phone.page.context.set_offline(True)
    write(phone)
    press(phone)
    expect(phone.own_card(TEXT)).to_have_attribute("data-state", "network")
    go_to(live_app, code, StepKind.CLUSTER)
    phone.page.context.set_offline(False)
    expect(phone.page.locator(".kept textarea")).to_have_value(TEXT)
    phone.page.reload()
    expect(phone.page.locator(".kept textarea")).to_have_value(TEXT)
    assert stored(live_app) == []


def test_draft_survives_a_reload_and_goes_when_it_was_sent(phone, live_app):
    write(phone, "Noch nicht fert")
    phone.page.reload()
    expect(phone.page.locator("textarea#text")).to_have_value("Noch nicht fert")
    assert stored(live_app) == []
    phone.send("Fertig")
    phone.page.reload()
    expect(phone.page.locator("textarea#text")).to_have_value("")
    assert stored(live_app) == ["Fertig"]
