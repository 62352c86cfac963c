"""axe-core finds nothing on pages that have a past: counted votes, refused cards, sheets, outcomes.

``test_everybody`` walks a young workshop step by step; here everything has happened. Other colours and contrasts are in
``test_adapted_display``.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.city import SCENES
from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.browser.navigators.inspector import findings
from tests.browser.pages import CONSOLE_SCENES, OFFICE_PAGES, PROJECTOR_SCENES, visiting, working

pytestmark = pytest.mark.xdist_group("accessibility")

DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "concepts" / "aachen-2016-ziele.xlsx"


@pytest.fixture(scope="module", params=["de", "ar"])
def phone(request, browser, city):
    """A resident who has sent a card and sits at a table."""
    with visiting(browser, city, request.param, PHONE) as visitor:
        visitor.take_part()
        yield visitor


@pytest.fixture(scope="module")
def desk(browser, city):
    with working(browser, city) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def screen(browser, city):
    with visiting(browser, city, "de", PROJECTOR) as visitor:
        yield visitor


@pytest.mark.parametrize("scene", SCENES)
def test_phone(phone, city, scene):
    city.play(SCENES[scene])
    assert findings(phone.open(f"/{city.code}")) == []


def test_phone_with_a_refused_card(phone, city):
    city.play(SCENES["collect"])
    page = phone.open(f"/{city.code}")
    page.locator("textarea#text").fill("x" * 600)
    page.locator("#write button.button--main").click()
    expect(page.locator("li.own").first).to_have_attribute("data-state", "refused")
    assert findings(page) == []
    page.locator("[data-again]").first.click()
    page.locator("textarea#text").fill("")


def test_phone_with_the_list_of_languages(phone, city):
    city.play(SCENES["collect"])
    page = phone.open(f"/{city.code}")
    page.locator("details.tongue > summary").click()
    assert findings(page) == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/?code=ZZZZZZ", 404),
        ("/accessibility", 200),
        ("/{code}/results", 200),
        ("/ZZZZZZ", 404),
        ("/nothing/here", 404),
    ],
)
def test_page_that_everybody_may_see(phone, city, address, status):
    city.play(SCENES["over"])
    assert findings(phone.open(address.format(code=city.code), status)) == []


@pytest.mark.parametrize("scene", PROJECTOR_SCENES)
def test_projector(screen, city, scene):
    city.play(SCENES[scene])
    page = screen.open(f"/{city.code}/screen")
    expect(page.locator("#board")).to_have_attribute("data-kind", SCENES[scene].kind.value)
    assert findings(page) == []


@pytest.mark.parametrize("scene", CONSOLE_SCENES)
def test_console(desk, city, scene):
    city.play(SCENES[scene])
    page = desk.open(f"/console/{city.code}/")
    expect(page.locator("#next")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize("page", OFFICE_PAGES)
def test_office(desk, city, page):
    assert findings(desk.open(OFFICE_PAGES[page](city))) == []


def test_preview_of_a_document(desk):
    page = desk.open("/office/concepts/import")
    page.locator("input[type=file]").set_input_files(DOCUMENT)
    page.locator("main form:has(input[type=file]) button").last.click()
    page.wait_for_url("**/office/concepts/import/*")
    assert findings(page) == []


def test_sign_in(browser, city):
    with visiting(browser, city, "de", LAPTOP) as visitor:
        page = visitor.open("/login")
        assert findings(page) == []
        page.locator("input[name=name]").fill("nobody")
        page.locator("input[name=password]").fill("wrong")
        with page.expect_response("**/login") as refusal:
            page.locator("main form button").click()
        assert refusal.value.status == 422
        page.wait_for_load_state()
        assert findings(page) == []


def test_examination_sees_the_faults_that_are_there(browser, city):
    """In German: axe judges no contrast of Arabic letters. The colours are the same in every language."""
    city.play(SCENES["collect"])
    with visiting(browser, city, "de", PHONE) as visitor:
        page = visitor.open(f"/{city.code}")
        page.evaluate(
            "() => { document.querySelector('label[for=text]').remove();"
            " document.documentElement.removeAttribute('lang');"
            " document.querySelector('.band__phase').style.color = '#ccc' }"
        )
        assert {finding.split(":")[0] for finding in findings(page)} == {"color-contrast", "html-has-lang", "label"}
