"""Pages for everybody: no finding against WCAG, nothing wider than the window, every text with its direction."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.browser.navigators.inspector import findings, overflow, texts_without_direction
from tests.browser.navigators.office import Office
from tests.browser.stage import PASSWORD, StagedWorkshop

SMALL = {"width": 320, "height": 640}
OFFICE_PAGES = (
    "/office/",
    "/office/workshops/new",
    "/office/workshops/{code}",
    "/office/workshops/{code}/edit",
    "/office/workshops/{code}/prompts",
    "/office/workshops/{code}/plans",
    "/office/concepts",
    "/office/concepts/import",
    "/office/concepts/1",
    "/office/measures",
    "/office/measures/2",
    "/office/measures/2/edit",
    "/office/measures/2/trace",
    "/console/",
)


@pytest.fixture
def staged(server, live_app) -> StagedWorkshop:
    return StagedWorkshop(live_app)


def faults_of(page, where, *, fits=True):
    """Everything that is wrong with the page, each with the place where it was seen."""
    wrong = [f"{where}: {finding}" for finding in findings(page)]
    if fits and overflow(page):
        wrong.append(f"{where}: {overflow(page)} px too wide")
    if texts_without_direction(page):
        wrong.append(f"{where}: a text has no direction")
    return wrong


def test_residents_and_the_room_meet_no_barrier_in_any_step(staged, person):
    phones = {
        "de": person("de", PHONE),
        "ar": person("ar", SMALL),
        "tr dark": person("tr", SMALL, color_scheme="dark"),
        "de forced colours": person("de", SMALL, forced_colors="active"),
    }
    screen = person("de", PROJECTOR)
    wrong = []
    for number, kind in enumerate(staged.steps(), 1):
        for who, page in phones.items():
            page.goto(f"/{staged.code}")
            expect(page.locator("main#now")).to_be_visible()
            wrong += faults_of(page, f"phone {who}, step {number} {kind.value}")
        screen.goto(f"/{staged.code}/screen")
        wrong += faults_of(screen, f"projector, step {number} {kind.value}")
    staged.finish()
    for address in ("/", f"/{staged.code}", f"/{staged.code}/results"):
        for who, page in phones.items():
            page.goto(address)
            wrong += faults_of(page, f"phone {who}, {address}")
    assert wrong == []


def test_staff_meet_no_barrier(staged, person):
    office = Office(person("en", LAPTOP))
    office.sign_in("Office", PASSWORD)
    wrong = []
    for number, kind in enumerate(staged.steps(), 1):
        office.page.goto(f"/console/{staged.code}/")
        wrong += faults_of(office.page, f"console, step {number} {kind.value}")
    staged.finish()
    for address in OFFICE_PAGES:
        assert office.page.goto(address.format(code=staged.code)).status == 200
        wrong += faults_of(office.page, address)
    assert wrong == []


def test_text_at_four_hundred_percent_stays_in_the_window(staged, person):
    page = person("de", {"width": 1280, "height": 1024})
    wrong = []
    for number, kind in enumerate(staged.steps(), 1):
        page.goto(f"/{staged.code}?lang=ar" if number % 2 else f"/{staged.code}?lang=de")
        page.set_viewport_size({"width": 320, "height": 256})
        if overflow(page):
            wrong.append(f"step {number} {kind.value}: {overflow(page)} px too wide")
    assert wrong == []


def test_phone_page_asks_nobody_else(staged, person, server):
    page = person("ar", PHONE)
    next(staged.steps())
    hosts, faults = [], []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: hosts.append(request.url))
    page.goto(f"/{staged.code}")
    expect(page.locator("main#now")).to_be_visible()
    page.wait_for_function("performance.getEntriesByType('resource').length >= 2")
    visited = [url for url in hosts if not url.startswith("data:")]
    assert {url for url in visited if not url.startswith(server)} == set()
    assert faults == []
