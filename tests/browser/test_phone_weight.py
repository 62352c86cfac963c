"""What the phone page weighs: all that comes down the line is counted, also what the service worker asks for.

How fast it is, is measured by ``bench``, as numbers with their conditions; bytes and requests are the same everywhere.
"""

import gzip
import json

import pytest
from playwright.sync_api import expect

from participation.hall.views.phone_parts import SCRIPT, WORKER
from tests.browser.conftest import PHONE
from tests.browser.navigators.phone import wait_for_copy
from tests.browser.wire import wired
from tests.factories import a_workshop, run_step

FIRST_VISIT = 30 * 1024
REPEAT_VISIT = 2 * 1024
MOST_REQUESTS = 6
SCRIPTS = 10 * 1024
A_WORKER = 2 * 1024


@pytest.fixture(scope="module")
def hall(shared_app, shared_server):
    """A server behind a line that counts, with a workshop that collects."""
    with wired(shared_server.port) as wire:
        with shared_app.app_context():
            workshop = a_workshop()
            run_step(workshop)
            wire.code = workshop.code
        yield wire


@pytest.fixture
def phone(browser, hall):
    context = browser.new_context(base_url=hall.address, locale="ar", viewport=PHONE)
    yield context.new_page()
    context.close()


def visit(page, hall):
    """Open the page, and wait until stream, service worker and the copy for a visit without network are there."""
    hall.forget()
    with page.expect_request(lambda request: request.url.endswith("/live")):
        page.goto(f"/{hall.code}")
    expect(page.locator("#text")).to_be_editable()
    wait_for_copy(page)


def test_first_visit_is_small(phone, hall):
    weights, faults = [], []
    phone.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    session = phone.context.new_cdp_session(phone)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda loaded: weights.append(loaded["encodedDataLength"]))
    visit(phone, hall)
    assert len(hall.requests) <= MOST_REQUESTS, hall.requests
    assert sum(weights) <= FIRST_VISIT
    assert hall.bytes_down <= FIRST_VISIT
    assert faults == []


def test_repeat_visit_costs_next_to_nothing(phone, hall):
    visit(phone, hall)
    phone.goto("about:blank")
    visit(phone, hall)
    assert [request for request in hall.requests if "?v=" in request] == []
    assert hall.bytes_down <= REPEAT_VISIT, hall.requests


def test_first_picture_comes_from_one_request(phone, hall):
    """The field can be seen and typed into while the sheet and the script have not come."""
    waiting = []

    def hold(route):
        waiting.append(route)

    phone.route("**/phone.css*", hold)
    phone.route("**/phone.js*", hold)
    phone.goto(f"/{hall.code}", wait_until="commit")
    phone.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length === 1")
    field = phone.locator("#text")
    field.fill("كتبت قبل كل شيء")
    assert field.evaluate("each => getComputedStyle(each).borderTopWidth") == "2px"
    assert phone.locator("#write button.button--main").bounding_box()["height"] >= 56
    before = field.bounding_box()
    for route in waiting:
        route.continue_()
    phone.wait_for_function("() => document.styleSheets.length === 2")
    assert (field.bounding_box(), field.input_value()) == (before, "كتبت قبل كل شيء")


def test_scripts_stay_below_their_limit(app):
    with app.app_context():
        sizes = [len(gzip.compress(part.text.encode(), 9)) for part in (SCRIPT, WORKER)]
    assert sizes[0] <= SCRIPTS
    assert sizes[1] <= A_WORKER, json.dumps(sizes)
