"""Somebody takes part with a keyboard and what a screen reader is told: roles, names, states, news.

The page hears of a change as it does after a cut: when the network is back, it asks what has happened meanwhile.
"""

import re

import pytest
from playwright.sync_api import expect

from participation.contributions.models import Card, CardState, TranslationState
from participation.contributions.services import translate_card
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from tests.browser.city import SCENES
from tests.browser.conftest import PHONE
from tests.browser.navigators.keyboard import Keyboard
from tests.browser.pages import visiting

ENLARGED = {"width": 320, "height": 256}
"""A window of 1280 × 1024 at 400 % (WCAG 1.4.10)."""
CAREFUL_WAIT = 8_000


@pytest.fixture(scope="module")
def visitor(browser, city):
    with visiting(browser, city, "de", PHONE) as visitor:
        yield visitor
        assert [each for each in visitor.complaints if "413" not in each] == []


@pytest.fixture
def at(visitor, city):
    """Opens the phone page at a scene, for somebody at the keyboard."""

    def open_scene(scene):
        city.play(SCENES[scene])
        return Keyboard(visitor.open(f"/{city.code}"))

    return open_scene


@pytest.fixture
def hears(city):
    """Lets the page renew itself, at once and as a whole, after ``scene`` has begun."""

    def renew(page, scene):
        city.play(SCENES[scene])
        page.evaluate("document.querySelector('#band').dataset.old = '1'; dispatchEvent(new Event('online'))")
        expect(page.locator("#band[data-old]")).to_have_count(0)

    return renew


def test_from_the_start_page_to_the_results_by_keyboard_and_semantics(browser, city):
    city.play(SCENES["welcome"])
    with visiting(browser, city, "de", PHONE) as visitor:
        page = visitor.open("/")
        by_keys = Keyboard(page)
        expect(page.locator("main")).to_match_aria_snapshot("""
            - heading "Bei einer Werkstatt mitmachen" [level=1]
            - textbox "Der Code vom Plakat oder von der Leinwand"
            - button "Mitmachen"
        """)
        by_keys.write(page.get_by_role("textbox"), "XX")
        page.keyboard.press("Enter")
        expect(page.get_by_role("textbox")).to_be_focused()
        expect(page.get_by_role("textbox")).to_have_accessible_description(page.get_by_role("alert").inner_text())
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(city.code.lower())
        page.keyboard.press("Enter")

        page.wait_for_url(f"**/{city.code}")
        expect(page.locator("body")).to_match_aria_snapshot("""
            - banner:
              - paragraph: Werkstatt Ankommen
              - group: "Sprache: Deutsch ▾"
            - paragraph: Vorbereitung
            - main:
              - heading /Willkommen/ [level=1]
              - paragraph: Sie sind dabei. Diese Seite geht von selbst weiter.
              - list:
                - listitem
                - listitem
              - heading "Was geschieht mit dem, was Sie schreiben?" [level=2]
              - list
            - status
            - contentinfo:
              - paragraph:
                - text: /Code/
                - link "Barrierefreiheit"
        """)

        city.play(SCENES["collect"])
        page.evaluate("dispatchEvent(new Event('online'))")
        field = page.get_by_role("textbox", name="Ihr Gedanke")
        expect(field).to_have_accessible_description("Ein Gedanke pro Karte.")
        expect(page.locator("#news p")).to_have_text(
            ["Kritik", "Was ärgert Sie? Was tut weh? Was fehlt? Heraus damit!"]
        )
        by_keys.write(field, "Die Rampe fehlt")
        by_keys.press(page.get_by_role("button", name="Senden"))
        expect(field).to_be_focused()
        expect(page.get_by_role("region", name="Ihre Karten")).to_match_aria_snapshot("""
            - list:
              - listitem:
                - paragraph: Die Rampe fehlt
                - paragraph: angekommen
                - button "Zurückziehen"
        """)
        expect(page.locator("#own-cards")).to_have_attribute("aria-live", "polite")

        city.play(SCENES["vote"])
        page.evaluate("dispatchEvent(new Event('online'))")
        far = page.get_by_role("listitem").filter(has_text="Zum Kurs ist es weit und spät.")
        for number in (1, 2):
            by_keys.press(far.get_by_role("checkbox", name=f"Punkt {number} für: Zum Kurs"), "Space")
        expect(page.locator("form#ballot")).to_match_aria_snapshot("""
            - paragraph: Sie haben 3 Punkte. Höchstens 2 in einer Zeile.
            - list:
              - listitem
              - listitem:
                - checkbox /Punkt 1 für/ [checked]
                - checkbox /Punkt 2 für/ [checked]
              - listitem
            - status: noch 1 Punkt
            - button "Punkte vergeben"
            - status
        """)
        by_keys.press(page.get_by_role("button", name="Punkte vergeben"))
        expect(page.locator("form#ballot .sending")).to_have_text(
            "✓ Angekommen. Sie können es ändern, bis die Abstimmung schließt.", use_inner_text=True
        )

        city.play(SCENES["closing"])
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("main")).to_match_aria_snapshot("""
            - heading /Danke/ [level=1]
            - link "Alle Ergebnisse ansehen"
            - heading "Ihre Karten und was aus ihnen geworden ist" [level=2]
            - list:
              - listitem:
                - paragraph: Die Rampe fehlt
        """)
        by_keys.press(page.get_by_role("link", name="Alle Ergebnisse ansehen"))
        page.wait_for_url("**/results")
        expect(page.locator("main")).to_match_aria_snapshot("""
            - heading "Werkstatt Ankommen" [level=1]
            - heading "Umsetzungsskizzen und Maßnahmen" [level=2]
            - article:
              - heading "Kinderbetreuung im Kurshaus" [level=3]
        """)
        island = page.locator("details.island > summary").first
        by_keys.press(island)
        expect(page.locator("details.island").first).to_have_attribute("open", "")
        by_keys.press(page.get_by_role("link", name="Barrierefreiheit"))
        expect(page.get_by_role("heading", level=1, name="Barrierefreiheit")).to_be_visible()
    assert (by_keys.faults, visitor.complaints[1:]) == ([], [])


def test_who_writes_keeps_field_text_and_place_and_hears_the_news_afterwards(at, hears, visitor):
    page = at("collect").page
    field = page.locator("#text")
    field.focus()
    page.keyboard.type("Kein Bus")
    page.keyboard.press("Home")
    hears(page, "collect paused")
    page.keyboard.type("Abends: ")
    assert page.locator("#news").text_content() == ""
    expect(field).to_be_focused()
    expect(field).to_have_value("Abends: Kein Bus")
    expect(page.locator("#news")).to_contain_text("Schreiben Sie ruhig weiter", timeout=CAREFUL_WAIT)
    field.fill("")


def test_who_reads_an_island_stays_on_it_while_the_page_renews_itself(at, hears):
    by_keys = at("cluster")
    second = by_keys.page.locator("details.island > summary").nth(1)
    by_keys.press(second)
    second.evaluate("(element) => { element.dataset.old = '1' }")
    hears(by_keys.page, "cluster")
    expect(by_keys.page.locator("[data-old]")).to_have_count(0)
    expect(second).to_be_focused()
    expect(by_keys.page.locator("details.island").nth(1)).to_have_attribute("open", "")
    assert by_keys.faults == []


def test_who_reads_an_original_stays_in_it_while_the_page_renews_itself(at, hears):
    """Several of one island are open to choose from: the focus returns to the same one."""
    by_keys = at("cluster")
    page = by_keys.page
    by_keys.press(page.locator("details.island > summary").first)
    second = page.locator("details.island[open] li details.original > summary").nth(1)
    by_keys.press(second)
    original = second.locator("xpath=..")
    second.evaluate("(element) => { element.dataset.old = '1' }")
    hears(page, "cluster")
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(original).to_have_attribute("open", "")
    expect(page.locator("details.original[open]")).to_have_count(1)
    expect(second).to_be_focused()
    assert by_keys.faults == []


def test_original_of_an_own_card_stays_open_while_the_page_renews_itself(at, hears, city):
    """Somebody wrote in Turkish before they read German."""
    page = at("collect").page
    page.locator("#text").fill("Otobüs yok")
    page.get_by_role("button", name="Senden").click()
    own = page.locator("li.own", has_text="Otobüs yok")
    expect(own).to_have_attribute("data-state", "visible")
    with city.app.app_context(), transaction():
        card = db.session.query(Card).filter_by(text="Otobüs yok").one()
        card.language = "tr"
        translate_card(card, "de", "Es gibt keinen Bus", TranslationState.APPROVED, None)
    page.reload()
    own = page.locator("li.own", has_text="Es gibt keinen Bus")
    own.locator("summary").click()
    expect(own.get_by_text("Otobüs yok")).to_be_visible()
    hears(page, "collect")
    expect(own.get_by_text("Otobüs yok")).to_be_visible()


def test_who_writes_why_they_see_it_differently_stays_in_the_field(at, hears):
    page = at("cluster").page
    page.locator("details.island > summary").first.click()
    page.locator("details.dissent > summary").first.click()
    why = page.locator("details.dissent input[name=text]").first
    why.fill("Nicht bei uns")
    page.keyboard.press("Home")
    why.evaluate("(element) => { element.dataset.old = '1' }")
    hears(page, "cluster")
    expect(page.locator("[data-old]")).to_have_count(0)
    expect(why).to_be_focused()
    page.keyboard.type("Doch: ")
    expect(why).to_have_value("Doch: Nicht bei uns")


def test_when_the_own_control_is_gone_the_focus_stands_at_the_new_step_which_is_said(at, hears):
    by_keys = at("collect")
    by_keys.go_to(by_keys.page.get_by_role("button", name="Senden"))
    hears(by_keys.page, "vote")
    expect(by_keys.page.locator("main#now")).to_be_focused()
    expect(by_keys.page.locator("#news")).to_have_text(
        "Was wiegt am schwersten? Punkten Sie, wo sich zuerst etwas ändern muss."
    )
    by_keys.tab()
    expect(by_keys.page.get_by_role("checkbox").first).to_be_focused()
    assert by_keys.faults == []


def test_own_card_that_the_moderator_hides_is_said(at, hears, city):
    by_keys = at("collect")
    by_keys.write(by_keys.page.get_by_role("textbox"), "Zu laut")
    by_keys.press(by_keys.page.get_by_role("button", name="Senden"))
    expect(by_keys.page.locator("li.own", has_text="Zu laut")).to_have_attribute("data-state", "visible")
    with city.app.app_context():
        db.session.query(Card).filter_by(text="Zu laut").one().state = CardState.HIDDEN
        db.session.commit()
    hears(by_keys.page, "collect")
    expect(by_keys.page.locator("#news")).to_have_text("Zu laut von der Moderation verborgen", timeout=CAREFUL_WAIT)


def test_reason_of_a_refusal_is_tied_to_the_field_until_the_text_changes(at):
    by_keys = at("collect")
    page = by_keys.page
    field = page.locator("#text")
    field.fill("x" * 600)
    page.locator("#write button.button--main").click()
    back = page.locator("[data-again]")
    by_keys.press(back)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("^Die Karte hat 600 Zeichen.* Ein Gedanke pro Karte.$"))
    field.fill("Kurz")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Ein Gedanke pro Karte.")
    field.fill("")


def test_list_of_languages_closes_for_whoever_goes_on(at):
    by_keys = at("collect")
    page = by_keys.page
    button = page.locator("details.tongue > summary")
    by_keys.press(button)
    by_keys.tab()
    expect(page.locator("details.tongue a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator("details.tongue")).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.locator("#text").focus()
    expect(page.locator("details.tongue")).not_to_have_attribute("open", "")


@pytest.mark.parametrize("size", [PHONE, ENLARGED], ids=["phone", "at 400 %"])
def test_each_stop_of_the_keyboard_is_seen_and_not_covered(browser, city, size):
    stops, faults = {}, {}
    with visiting(browser, city, "de", size) as visitor:
        visitor.take_part()
        for scene in ("scale", "collect wishes", "cluster", "vote", "plan"):
            city.play(SCENES[scene])
            by_keys = Keyboard(visitor.open(f"/{city.code}"))
            stops[scene] = by_keys.walk()
            faults[scene] = by_keys.faults
    assert faults == {scene: [] for scene in stops}
    assert min(stops.values()) > 3
