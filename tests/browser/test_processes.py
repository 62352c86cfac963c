"""A workshop for invited people that goes on at another date, and the public page of its process, on real devices."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from participation.access.models import Role
from participation.access.services import add_user
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.process.queries import get_process
from participation.process.services import EntryDraft, add_entry, publish_process
from participation.workshop.queries import get_workshop
from participation.workshop.services import make_invitations
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.navigators.inspector import findings, overflow
from tests.browser.navigators.office import Office
from tests.browser.navigators.phone import Phone
from tests.factories import a_process, a_workshop, run_step

PASSWORD = "four words are fine"
NO_BUS = "لا توجد حافلة مساءً"


@pytest.fixture
def closed(live_app):
    """A closed workshop of a published process: its code, a code on paper, the number of the process."""
    with live_app.app_context():
        process = a_process(title="Der Weg")
        workshop = a_workshop(process=process, invited_only=True, planned_for=clock.now())
        run_step(workshop)
        code, process_id = workshop.code, process.id
        with transaction():
            add_user("Office", Role.OFFICE, PASSWORD)
            invitation = make_invitations(get_workshop(code), 1, None)[0].spelled
            add_entry(get_process(process_id), EntryDraft(clock.now().date(), {"de": "Rat", "ar": "مجلس"}), None)
            publish_process(get_process(process_id), None)
        db.session.remove()
    return code, invitation, process_id


def test_invited_resident_enters_once_and_comes_back_when_the_workshop_goes_on(closed, person):
    code, invitation, process_id = closed
    page = person("ar", PHONE)
    faults = {}
    page.goto(f"/{code}")
    faults["seat"] = (overflow(page), findings(page))
    page.locator("#invitation").fill(invitation.lower())
    page.locator("main form button.button--main").click()
    resident = Phone(page, code, "ar")
    resident.send(NO_BUS)

    office = Office(person("en", LAPTOP))
    office.sign_in("Office", PASSWORD)
    office.page.goto(f"/console/{code}/")
    office.page.locator("#adjourn-button").click()
    office.page.locator("#adjourn-until").fill((clock.now() + timedelta(days=7)).strftime("%Y-%m-%dT18:30"))
    office.page.locator("#adjourn-form button").click()
    expect(office.page.locator("#adjourned")).to_be_visible()
    expect(page.locator("textarea#text")).to_have_count(0)
    expect(page.locator("main .notice--good")).to_contain_text("6:30")
    faults["adjourned"] = (overflow(page), findings(page))

    office.page.locator("#pause-button").click()
    expect(page.locator("textarea#text")).to_be_visible()
    expect(resident.own_card(NO_BUS)).to_be_visible()

    for name, path in (
        ("office", f"/office/processes/{process_id}"),
        ("results", f"/office/processes/{process_id}/results"),
    ):
        office.page.goto(path)
        faults[name] = (overflow(office.page), findings(office.page))
    page.goto(f"/process/{process_id}")
    expect(page.locator(".process__what").filter(has_text="مجلس")).to_have_count(1)
    page.locator(".tongues summary").click()
    faults["public"] = (overflow(page), findings(page))
    assert {place: found for place, found in faults.items() if found != (0, [])} == {}
