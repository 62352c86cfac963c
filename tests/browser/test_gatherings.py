"""World Café, expert forum, stand, and a canvas on which two people write at once, as people live them."""

import json

import pytest
from playwright.sync_api import Page, expect

from participation.access.models import Role
from participation.access.services import add_user
from participation.concept.services import apply_import, prepare_import, read_for
from participation.hall.services import walk
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.models import Plan
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from participation.workshop.services import WorkshopDraft, create_workshop, default_process, open_workshop
from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.browser.navigators.console import Console
from tests.browser.navigators.inspector import findings, overflow
from tests.browser.navigators.office import Office
from tests.browser.navigators.phone import Phone
from tests.browser.navigators.projector import Projector
from tests.browser.stage import CITY
from tests.factories import a_cluster, a_plan, a_table

PASSWORD = "four words are fine"
THEMES = ("Ankommen", "Teilhaben")
BUS = "Der Bus fährt zu selten"
COURSE = "لا توجد دورات للنساء"
FIELD = "textarea#text"


@pytest.fixture
def gather(live_app):
    """Prepare a gathering of a city with two themes, its doors open; returns the code."""

    def prepare(template, **values):
        goals = [dict(CITY["goals"][0], text=theme, number=str(place)) for place, theme in enumerate(THEMES, 1)]
        document = json.dumps(dict(CITY, goals=goals)).encode()
        with live_app.test_request_context(), transaction():
            add_user("Office", Role.OFFICE, PASSWORD)
            concept = apply_import(prepare_import(read_for(None, document, "city.json")), None).concept
            draft = WorkshopDraft("Treffen", template, ("de", "ar", "en"), **values)
            workshop = create_workshop(default_process(concept, None), draft, None)
            open_workshop(workshop, None)
            return workshop.code

    return prepare


@pytest.fixture
def lead(person):
    """Sign in the office and open the console of a workshop."""

    def open_console(code):
        office = Office(person("en", LAPTOP))
        office.sign_in("Office", PASSWORD)
        console = Console(office.page, code)
        console.open()
        return console

    return open_console


def own_table(page: Page) -> str:
    return page.locator(".seat b").inner_text()


def at_tent(phone: Phone, number: int) -> Phone:
    """Scan the tent of a table."""
    phone.page.goto(f"/{phone.code}?table={number}")
    expect(phone.page.locator(".seat b")).to_have_text(f"Tisch {number}")
    return phone


def looks_well(page: Page) -> tuple[list[str], int]:
    return findings(page), overflow(page)


def test_world_cafe_from_the_tents_to_the_harvest(gather, lead, person):
    code = gather("cafe")
    console = lead(code)
    projector = Projector(person("de", PROJECTOR), code)
    projector.open()
    host, german, arabic = phones = [Phone(person(tag, PHONE), code, tag) for tag in ("de", "de", "ar")]
    for phone, number in zip(phones, (1, 1, 2), strict=True):
        at_tent(phone, number)

    console.go_on("Welcome", "Preparation")
    console.go_on("Round 1", "Fantasy")
    projector.reads("Ankommen: Was ist schon gut?")
    host.page.get_by_role("button", name="Ich bleibe hier").click()
    expect(host.page.get_by_role("button", name="Abgeben")).to_be_visible()
    german.send(BUS)
    arabic.send(COURSE)
    expect(projector.page.locator(".cafe__table", has_text="Ankommen")).to_contain_text("1 Karte")
    assert looks_well(german.page) == ([], 0)

    console.go_on("Round 2", "Fantasy")
    expect(german.page.locator(".bell")).to_contain_text("Tisch 2")
    expect(arabic.page.locator(".bell")).to_contain_text("Tisch 1")
    expect(host.page.locator(".bell")).to_contain_text("Sie bleiben hier")
    assert [own_table(phone.page) for phone in phones] == ["Tisch 1", "Tisch 2", "Tisch 1"]
    expect(arabic.page.locator(".left")).to_contain_text(BUS)
    expect(german.page.locator(".left")).to_contain_text(COURSE)
    expect(projector.page.locator(".cafe__bell")).to_contain_text("Tischwechsel")
    projector.reads(BUS)
    for page in (arabic.page, projector.page, console.page):
        assert looks_well(page) == ([], 0)

    console.go_on("Round 3", "Fantasy")
    console.go_on("Sorting", "Fantasy")
    projector.has_island("Ankommen: Was ist schon gut?", 1)
    projector.has_island("Teilhaben: Was ist schon gut?", 1)
    console.go_on("Giving dots", "Fantasy")
    german.give_dots({"Ankommen": 1})
    console.close_vote()
    console.go_on("Closing", "Follow-up")
    console.close()


def test_people_are_spread_and_moved_from_the_console(gather, lead, person):
    code = gather("cafe")
    console = lead(code)
    phones = [Phone(person("de", PHONE), code, "de") for _ in range(2)]
    for phone in phones:
        phone.join()
    console.page.get_by_role("link", name="Tables and people…").click()
    expect(console.page.locator("#sheet")).to_contain_text("2 people have no table yet.")
    assert looks_well(console.page) == ([], 0)
    console.page.get_by_role("button", name="Give everybody a table").click()
    for phone, table in zip(phones, ("Tisch 1", "Tisch 2"), strict=True):
        expect(phone.page.locator(".seat b")).to_have_text(table)
    console.page.get_by_role("link", name="Tables and people…").click()
    console.page.locator("#seat-1").get_by_role("button", name="Move").click()
    expect(phones[0].page.locator(".seat b")).to_have_text("Tisch 2")


def test_expert_forum_asks_about_each_theme_and_plans_its_topics(gather, lead, person):
    code = gather("forum", tables=1)
    console = lead(code)
    phone = at_tent(Phone(person("de", PHONE), code, "de"), 1)
    console.go_on("Welcome", "Preparation")
    for theme, text in zip(THEMES, ("Niemand erklärt die Briefe", "Die Halle ist zu"), strict=True):
        console.go_on(f"Collecting: {theme}", "Critique")
        expect(phone.page.locator("h1.prompt")).to_have_text(f"{theme}: Was fehlt hier? Welchen Bedarf sehen Sie?")
        expect(phone.page.locator(".rules")).to_contain_text("Was kann das Viertel leisten?")
        phone.send(text)
    console.go_on("Sorting", "Critique")
    console.sort("Briefe bleiben unverständlich", ["Niemand erklärt die Briefe"])
    console.sort("Die Halle bleibt für viele zu", ["Die Halle ist zu"])
    console.go_on("Giving dots", "Critique")
    phone.give_dots({"Die Halle bleibt für viele zu": 2})
    console.close_vote()
    console.go_on("Planning", "Realisation")
    expect(phone.page.locator(".canvas__title")).to_have_text("Die Halle bleibt für viele zu")
    phone.fill_plan({"what": "Ein Schlüssel am Kiosk"})
    console.go_on("Checking", "Realisation")
    console.go_on("Closing", "Follow-up")
    phone.page.goto(f"/{code}/results")
    expect(phone.page.locator("main")).to_contain_text("Ein Schlüssel am Kiosk")


def test_card_of_a_stand_is_seen_when_the_office_has_let_it_through(gather, lead, person):
    code = gather("stand", question="Was fehlt am Markt?")
    console = lead(code)
    console.go_on("Collecting", "Critique")
    phone = Phone(person("de", PHONE), code, "de")
    phone.join()
    passer_by = Phone(person("ar", PHONE), code, "ar")
    passer_by.join()
    projector = Projector(person("de", PROJECTOR), code)
    projector.open()
    expect(phone.page.locator("h1.prompt")).to_have_text("Was fehlt am Markt?")
    expect(phone.page.locator(".band__time")).to_contain_text("offen bis")
    phone.page.locator(FIELD).fill("Mehr Bänke")
    phone.page.locator("#write button.button--main").click()
    expect(phone.own_card("Mehr Bänke")).to_have_attribute("data-state", "waiting")
    projector.lacks_card("Mehr Bänke")
    console.page.get_by_role("button", name="Let through: Mehr Bänke").click()
    projector.has_card("Mehr Bänke")
    passer_by.page.reload()
    expect(passer_by.page.locator(".left")).to_contain_text("Mehr Bänke")
    for page in (phone.page, passer_by.page, projector.page):
        assert looks_well(page) == ([], 0)


@pytest.fixture
def writing(gather, live_app, person):
    """Two phones at one table with a plan; returns code, plan and their pages."""
    code = gather("short")
    with live_app.test_request_context():
        workshop = get_workshop(code)
        table = a_table(workshop, position=0, name="Tisch 1")
        wish = a_cluster(workshop, phase=Phase.FANTASY)
        plan_id = a_plan(workshop, table=table, wishes=[wish], title="Offene Halle").id
        position = next(step.position for step in workshop.steps if step.kind is StepKind.PLAN)
    with live_app.test_request_context(), transaction():
        walk(get_workshop(code), position, None)
    pages = [at_tent(Phone(person(tag, PHONE), code, tag), 1).page for tag in ("de", "ar")]
    return plan_id, pages


def save(page: Page) -> None:
    page.locator("form.write button.button--main").click()


def text_of(live_app, plan_id, name):
    with live_app.app_context():
        return db.session.get(Plan, plan_id).text_of(name)


def test_two_people_fill_a_canvas_at_once_and_see_each_other(writing, live_app):
    plan_id, (german, arabic) = writing
    german.locator(FIELD).fill("Ein Schlüssel am Kiosk")
    save(german)
    expect(arabic.locator("li.canvas--full")).to_contain_text("Ein Schlüssel am Kiosk")
    expect(arabic.locator(".canvas__time")).to_be_visible()
    expect(arabic.locator("form.write")).to_have_attribute(
        "action", f"/{arabic.url.split('/')[3][:6]}/plans/{plan_id}/why"
    )
    assert (text_of(live_app, plan_id, "what"), looks_well(arabic)) == ("Ein Schlüssel am Kiosk", ([], 0))


def test_what_both_write_in_one_field_is_shown_to_the_later_and_joined(writing, live_app):
    plan_id, (german, arabic) = writing
    german.locator(FIELD).fill("Ein Schlüssel am Kiosk")
    arabic.locator(FIELD).fill("مفتاح عند الحارس")
    save(arabic)
    expect(german.locator("[data-changed]")).to_be_visible()
    expect(german.locator(FIELD)).to_have_value("Ein Schlüssel am Kiosk")
    save(german)
    expect(german.locator(".both")).to_contain_text("مفتاح عند الحارس")
    expect(german.locator(FIELD)).to_have_value("Ein Schlüssel am Kiosk")
    assert text_of(live_app, plan_id, "what") == "مفتاح عند الحارس"
    assert looks_well(german) == ([], 0)
    german.locator(FIELD).fill("Ein Schlüssel am Kiosk · مفتاح عند الحارس")
    save(german)
    expect(arabic.locator("li.canvas--full")).to_contain_text("Ein Schlüssel am Kiosk · مفتاح عند الحارس")


def test_text_on_the_page_of_a_conflict_survives_what_others_write_meanwhile(writing):
    _plan_id, (german, arabic) = writing
    german.locator(FIELD).fill("Ein Schlüssel am Kiosk")
    arabic.locator(FIELD).fill("مفتاح")
    save(arabic)
    expect(german.locator("[data-changed]")).to_be_visible()
    save(german)
    expect(german.locator(".both")).to_be_visible()
    arabic.locator(FIELD).fill("لأن القاعة مغلقة")
    save(arabic)
    expect(german.locator("li.canvas--full")).to_have_count(2)
    expect(german.locator(FIELD)).to_have_value("Ein Schlüssel am Kiosk")
    expect(german.locator(".both")).to_contain_text("مفتاح")
