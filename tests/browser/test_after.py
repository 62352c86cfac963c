"""After the workshop: somebody reads on another device what became of their card; the office sees who was reached."""

import pytest
from playwright.sync_api import expect

from participation.access.models import Role
from participation.access.services import add_user
from participation.concept.models import MeasureState
from participation.contributions.models import Card, Cluster
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import cluster_options, find_round
from participation.prioritisation.services import close_round, open_round
from participation.reach.asked import asked_of
from participation.reach.services import set_questions
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from participation.workshop.services import close_workshop
from tests.browser.city import SCENES
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.navigators.inspector import findings, overflow
from tests.browser.navigators.office import Office
from tests.browser.navigators.phone import Phone
from tests.browser.pages import visiting
from tests.factories import a_cluster, a_goal, a_measure, a_plan, a_workshop, run_step

PASSWORD = "four words are fine"
NO_BUS = "لا توجد حافلة مساءً"
TOPIC = "Abends kommt niemand hin"
BUS = "Nachtbus der Halle"
SMALLEST = {"width": 320, "height": 568}


class Evening:
    """A short workshop in which everything but the resident's own part is done behind the scenes."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            with transaction():
                add_user("Office", Role.OFFICE, PASSWORD)
            workshop = a_workshop()
            self.code = workshop.code
            with transaction():
                set_questions(get_workshop(self.code), asked_of(["age", "district"], "Nord\nSüd"), None)
            run_step(get_workshop(self.code))

    def sort_and_open_vote(self):
        with self.app.app_context():
            workshop = get_workshop(self.code)
            topics = [
                a_cluster(workshop, cards=db.session.query(Card).all(), title=TOPIC),
                a_cluster(workshop, title="Die Halle ist oft zu"),
            ]
            self.topic = topics[0].id
            step = run_step(workshop, StepKind.VOTE)
            with transaction():
                open_round(step, None, subject=Subject.CLUSTER, subjects=cluster_options(topics), dots=2, limit=2)

    def count_and_plan(self):
        with self.app.app_context():
            with transaction():
                close_round(find_round(get_workshop(self.code).current_step_id), None)
            workshop = get_workshop(self.code)
            goal = a_goal()
            parts = ("lead", "partners", "time_frame", "costs", "funding_source", "first_step", "indicator", "place")
            measure = a_measure(
                goal.edition,
                goals=[goal],
                title=BUS,
                state=MeasureState.RECOMMENDED,
                target_groups="alle",
                spatial_reference="district",
                **dict.fromkeys(parts, "steht fest"),
            )
            plan = a_plan(workshop, wishes=[db.session.get_one(Cluster, self.topic)], title="Bus")
            plan.measures.append(measure)
            db.session.commit()
            self.measure = measure.id
            run_step(workshop, StepKind.CLOSING, Phase.FOLLOW_UP)

    def close(self):
        with self.app.app_context(), transaction():
            close_workshop(get_workshop(self.code), None)


def test_resident_reads_on_another_device_what_became_of_the_card(live_app, person):
    evening = Evening(live_app)
    resident = Phone(person("ar", PHONE), evening.code, "ar")
    resident.join()
    page = resident.page
    expect(page.locator(".after")).to_be_hidden()
    resident.send(NO_BUS)
    expect(page.locator(".after")).to_be_visible()

    page.locator('.after a[href$="/questions"]').click()
    page.locator("select#age").select_option("30-44")
    page.locator("form.questions button.button--main").click()
    expect(page.locator("form.questions")).to_have_count(0)
    page.locator("a.button--main").click()
    expect(page.locator('.after a[href$="/questions"]')).to_have_count(0)

    evening.sort_and_open_vote()
    page.goto(f"/{evening.code}")
    resident.give_dots({TOPIC: 2})
    evening.count_and_plan()
    page.goto(f"/{evening.code}")
    page.locator("[data-copy]").click()
    code = page.evaluate("getSelection().toString()")
    evening.close()

    office = Office(person("en", LAPTOP))
    office.sign_in("Office", PASSWORD)
    office.page.goto(f"/office/measures/{evening.measure}")
    office.page.get_by_role("button", name="Adopted").click()
    expect(office.page.locator(".mark--adopted")).to_be_visible()
    office.page.goto(f"/office/workshops/{evening.code}/people")
    expect(office.page.get_by_text("fewer than five")).to_be_visible()

    later = person("de", SMALLEST, java_script_enabled=False)
    later.goto("/t")
    later.locator("#take-home").fill(code.lower())
    later.locator("main form button").click()
    outcome = later.locator("li.outcome")
    expect(outcome.locator(".outcome__card")).to_have_text(NO_BUS)
    expect(outcome.locator(".outcome__card")).to_have_attribute("dir", "rtl")
    expect(outcome.get_by_role("link", name=TOPIC)).to_have_attribute(
        "href", f"/{evening.code}/results#island-{evening.topic}"
    )
    expect(outcome.get_by_text("2 Punkte · Platz 1 von 2")).to_be_visible()
    expect(outcome.locator(".outcome__measure")).to_contain_text(BUS)
    expect(outcome.locator(".outcome__state")).to_have_text("Beschlossen")
    assert later.url.endswith("/t")
    later.locator("details.tongue > summary").click()
    later.get_by_role("button", name="العربية").click()
    expect(later.locator("html")).to_have_attribute("dir", "rtl")
    expect(later.locator("li.outcome .outcome__card")).to_have_text(NO_BUS)
    later.locator("a.button--main").click()
    expect(later).to_have_url(f"{later.url.split('/t')[0].rsplit('/', 2)[0]}/{evening.code}/results")


@pytest.mark.parametrize("language", ["de", "de-x-leicht", "ar", "tr"])
def test_pages_after_the_workshop_fit_the_smallest_phone_and_hide_nothing_from_anybody(browser, city, language):
    city.play(SCENES["collect"])
    with city.app.app_context(), transaction():
        workshop = get_workshop(city.code)
        if not workshop.questions:
            set_questions(workshop, asked_of(["age", "district", "language", "since", "gender"], "Nord\nSüd"), None)
    faults = {}
    with visiting(browser, city, language.partition("-")[0], SMALLEST) as visitor:
        visitor.take_part()
        for address in (f"/{city.code}/mine", f"/{city.code}/questions", "/t"):
            page = visitor.open(f"{address}?lang={language}")
            faults[address] = (overflow(page), findings(page))
        city.play(SCENES["closing"])
        code = visitor.open(f"/{city.code}").locator("[data-copy]").get_attribute("data-copy")
        page = visitor.open("/t")
        page.locator("#take-home").fill("K7M2")
        page.locator("main form button").click()
        expect(page.locator("#problem")).to_be_visible()
        faults["wrong code"] = (overflow(page), findings(page))
        page.locator("#take-home").fill(code)
        page.locator("main form button").click()
        expect(page.locator("li.outcome")).to_have_count(1)
        faults["right code"] = (overflow(page), findings(page))
    assert {address: found for address, found in faults.items() if found != (0, [])} == {}
