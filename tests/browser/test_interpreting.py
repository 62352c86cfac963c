"""Two interpreters at once, by keys alone; the projector and a phone show what they approve."""

import pytest
from playwright.sync_api import expect

from participation.contributions.models import CardTranslation, TranslationState
from participation.workshop.models import StepKind
from tests.browser.conftest import LAPTOP, PROJECTOR
from tests.browser.navigators.projector import Projector
from tests.factories import PASSWORD, a_card, a_workshop, an_interpreter, run_step

FIRST, SECOND, THIRD = "لا توجد حافلة في المساء", "لا توجد دورات للنساء", "القاعة مغلقة"


class Desk:
    """The desk of one interpreter."""

    def __init__(self, page, code, name):
        self.page, self.code = page, code
        page.goto("/login")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/")
        page.goto(f"/console/{code}/interpreting")

    def holds(self, text):
        expect(self.page.locator(".hand__original")).to_have_text(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def waits(self, *texts):
        expect(self.page.locator(".waits__text > span")).to_have_text(list(texts))


@pytest.fixture
def hall(live_app):
    """A workshop that collects, with three cards in Arabic, one of them drafted by a machine."""
    with live_app.app_context():
        workshop = a_workshop(languages=["de", "ar"])
        run_step(workshop, StepKind.COLLECT)
        for text in (FIRST, SECOND):
            a_card(workshop, text=text, language="ar")
        draft = CardTranslation(language="de", text="Die Halle ist zu", state=TranslationState.MACHINE)
        a_card(workshop, text=THIRD, language="ar", translations=[draft])
        for name in ("Ada", "Bo"):
            an_interpreter(workshop, name=name)
        return workshop.code


def test_two_interpreters_share_the_work_and_the_projector_shows_what_they_approve(person, hall):
    screen = Projector(person("de", PROJECTOR), hall)
    screen.open()
    screen.has_card(FIRST)
    ada, bo = Desk(person("de", LAPTOP), hall, "Ada"), Desk(person("de", LAPTOP), hall, "Bo")
    ada.press("n")
    ada.holds(FIRST)
    bo.press("n")
    bo.holds(SECOND)

    ada.page.keyboard.type("Abends fährt kein Bus")
    ada.press("Control+Enter")
    ada.holds(THIRD)
    screen.has_card("Abends fährt kein Bus")
    expect(screen.page.locator(".card__from", has_text="العربية")).to_have_count(2)
    expect(bo.page.locator(".waits__text")).to_have_count(2)

    bo.press("Escape", "u")
    bo.page.keyboard.type("Welche Kurse?")
    bo.press("Enter")
    expect(bo.page.locator("#hand-title")).to_be_visible()
    ada.waits(THIRD, SECOND)

    expect(ada.page.locator("#text")).to_have_value("Die Halle ist zu")
    ada.press("Escape", "a")
    ada.waits(SECOND)
    screen.has_card("Die Halle ist zu")


def test_every_key_of_the_desk_is_shown_by_the_question_mark(person, hall):
    desk = Desk(person("de", LAPTOP), hall, "Ada")
    desk.press("?")
    expect(desk.page.locator("#keys")).to_be_visible()
    expect(desk.page.locator("#keys tr")).to_have_count(9)
    desk.press("Escape", "ArrowDown", "ArrowDown", "Enter")
    desk.holds(SECOND)
    desk.press("Escape", "s")
    desk.holds(THIRD)
