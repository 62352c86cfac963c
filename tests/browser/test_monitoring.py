"""A lead reports on a phone by the link from the office, and the office accepts it."""

from datetime import date

from playwright.sync_api import expect

from participation.access.models import Role
from participation.concept.models import EditionState, MeasureState
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.navigators.inspector import findings, overflow
from tests.browser.navigators.office import Office
from tests.factories import PASSWORD, a_goal, a_measure, a_staff_user, an_edition
from tests.measures.integration.conftest import COMPLETE


def test_lead_reports_on_a_phone_and_the_office_takes_the_measure_along(live_app, person):
    with live_app.app_context():
        goal = a_goal(an_edition(state=EditionState.ADOPTED), number="1.2")
        a_measure(goal.edition, goals=[goal], state=MeasureState.ADOPTED, due_on=date(2040, 6, 30), **COMPLETE)
        a_staff_user(Role.OFFICE, name="Office")
    desk = Office(person("en", LAPTOP))
    desk.sign_in("Office", PASSWORD)
    office = desk.page
    office.get_by_role("link", name="Monitoring").click()
    office.get_by_text("Begin a round…").click()
    office.get_by_label("Whom to ask").fill("Olga, 0241 1")
    assert findings(office) == []
    office.get_by_role("button", name="Begin the round").click()
    expect(office.get_by_text("1 measure has a link now.")).to_be_visible()
    assert findings(office) == []
    office.get_by_role("link", name="Schwimmkurse").click()
    link = office.get_by_label("Link", exact=True).input_value()
    assert findings(office) == []

    lead = person("de", PHONE)
    lead.goto(f"/report/{link.rpartition('/')[2]}")
    lead.get_by_role("button", name="Bericht senden").click()
    expect(lead.get_by_role("alert")).to_be_visible()
    assert (overflow(lead), findings(lead)) == (0, [])
    lead.get_by_label("Sie läuft").check()
    lead.get_by_label("später als geplant").check()
    lead.get_by_label("Was ist seit dem letzten Bericht geschehen?").fill("Zwölf Kinder schwimmen.")
    lead.get_by_label("Neuer Termin").fill("2040-12-31")
    lead.get_by_role("button", name="Bericht senden").click()
    expect(lead.get_by_text("ist angekommen")).to_be_visible()
    assert (overflow(lead), findings(lead), lead.context.cookies()) == (0, [], [])

    office.reload()
    expect(office.get_by_text("Zwölf Kinder schwimmen.")).to_be_visible()
    assert findings(office) == []
    office.get_by_role("button", name="Accept").click()
    expect(office.get_by_text("The report is accepted.")).to_be_visible()
    office.goto("/office/measures")
    office.get_by_role("link", name="Schwimmkurse").click()
    expect(office.locator("h1 + p .mark")).to_have_text("In progress")
    expect(office.locator("dl.facts").first).to_contain_text("31 December 2040")
    expect(office.locator("#reports + ol")).to_contain_text("Zwölf Kinder schwimmen.")
    assert findings(office) == []
    lead.reload()
    expect(lead.get_by_text("Dieser Bericht ist schon angenommen.")).to_be_visible()
    assert (overflow(lead), findings(lead)) == (0, [])
