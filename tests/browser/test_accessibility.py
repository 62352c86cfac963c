"""axe-core finds nothing on pages that have a past: counted votes, refused cards, sheets, outcomes.

``test_everybody`` walks a young workshop step by step; here everything has happened. Each page of participants is
looked at in German and Arabic; in German also in dark, more contrast and forced colours. The colours are the same in
all languages, and axe judges no contrast of Arabic letters.
"""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from participation.concept.models import EditionState, Measure, MeasureState
from participation.hall.services import walk
from participation.hall.tablet import tablet_pass
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.card_stock import make_cards
from participation.prioritisation.models import Subject, VotingRules
from participation.prioritisation.queries import cluster_options
from participation.prioritisation.services import open_round
from participation.reach.asked import asked_of
from participation.reach.services import set_questions
from participation.workshop.models import StepKind
from participation.workshop.queries import get_workshop
from participation.workshop.services import RoomsDraft, split_workshop
from tests.browser.city import SCENES
from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR
from tests.browser.navigators.inspector import findings, findings_in_all_looks
from tests.browser.pages import CONSOLE_SCENES, OFFICE_PAGES, PROJECTOR_SCENES, visiting, working
from tests.factories import a_cluster, a_field, a_goal, a_measure, a_workshop, an_edition, run_step

TABLET = {"width": 820, "height": 1180}
DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "concepts" / "aachen-2016-ziele.xlsx"


PAGES = {
    "start": "/",
    "accessibility statement": "/accessibility",
    "results": "/{code}/results",
    "own cards": "/{code}/mine",
    "tables": "/{code}/table",
    "voluntary questions": "/{code}/questions",
    "report of a card": "/{code}/cards/{card}/report",
    "code for later": "/t",
    "concept": "/concept/{concept}",
    "measure of the concept": "/concept/{concept}/measures/{measure}",
    "rooms": "/{plenum}/rooms",
    "vote by cards": "/{by_cards}",
    "letters of a voting card": "/{by_cards}/v",
    "ballot of a voting card": "/{by_cards}/v/{voting_card}",
}
WRONG = {"code that nobody has": "/ZZZZZZ", "wrong code": "/?code=ZZZZZZ", "address that is none": "/nothing/here"}
CRITIQUE = (1, 3)
"""The steps of an agenda that happen in rooms."""


@pytest.fixture(scope="module", params=["de", "ar"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def examine(language):
    """Looks at a page of participants in each look in which this language can show a fault."""
    if language == "de":
        return findings_in_all_looks
    return lambda page: {look: found for look, found in {"light": findings(page)}.items() if found}


@pytest.fixture(scope="module")
def phone(browser, city, language):
    """A resident who has sent a card and sits at a table."""
    with visiting(browser, city, language, PHONE) as visitor:
        visitor.take_part()
        yield visitor


def an_adopted_concept(city):
    """Return what the addresses of public pages are made of: a concept whose first measure the city's workshop made."""
    edition = an_edition(state=EditionState.ADOPTED, as_of=date(2026, 6, 17), committee="Rat", paper_number="V/2026/8")
    theme = a_goal(edition, fields=[a_field(edition.concept)])
    goal = a_goal(parent=theme)
    made = db.session.get_one(Measure, city.measure)
    states = [MeasureState.IN_PROGRESS, MeasureState.DONE, MeasureState.REJECTED, MeasureState.POSTPONED]
    first, *_others = [a_measure(edition, goals=[goal], title="Kurse", state=state, lead="Amt") for state in states]
    first.lineage, first.origin_workshop = made.lineage, "Werkstatt"
    db.session.commit()
    return {"concept": edition.concept_id, "measure": first.id}


@pytest.fixture(scope="module")
def places(city):
    """What the addresses of pages are made of; beside the city's workshop one in rooms and one that votes by cards."""
    with city.app.app_context():
        plenum, by_cards = a_workshop(), a_workshop()
        with transaction():
            split_workshop(plenum, RoomsDraft(["Nord", "Süd"], *CRITIQUE), None)
            set_questions(get_workshop(city.code), asked_of(["age", "district"], "Nord\nSüd"), None)
            (voting_card,) = make_cards(by_cards, 1, None)
            walk(plenum, CRITIQUE[0], None)
        topics = [a_cluster(by_cards, title=title) for title in ("Abends kommt niemand hin", "Die Halle ist zu")]
        step = run_step(by_cards, StepKind.VOTE)
        with transaction():
            rules = VotingRules(by_cards=True)
            open_round(step, None, subject=Subject.CLUSTER, subjects=cluster_options(topics), rules=rules)
        return {
            "code": city.code,
            "card": city.card,
            "plenum": plenum.code,
            "by_cards": by_cards.code,
            "voting_card": voting_card.secret,
            "tablet": tablet_pass(city.code),
            **an_adopted_concept(city),
        }


@pytest.fixture(scope="module")
def desk(browser, city):
    with working(browser, city) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def screen(browser, city):
    with visiting(browser, city, "de", PROJECTOR) as visitor:
        yield visitor


@pytest.mark.parametrize("scene", SCENES)
def test_phone(phone, city, scene, examine):
    city.play(SCENES[scene])
    assert examine(phone.open(f"/{city.code}")) == {}


def test_phone_with_a_refused_card(phone, city, examine):
    city.play(SCENES["collect"])
    page = phone.open(f"/{city.code}")
    page.locator("textarea#text").fill("x" * 600)
    page.locator("#write button.button--main").click()
    expect(page.locator("li.own").first).to_have_attribute("data-state", "refused")
    assert examine(page) == {}
    page.locator("[data-again]").first.click()
    page.locator("textarea#text").fill("")


def test_phone_with_the_list_of_languages(phone, city, examine):
    city.play(SCENES["collect"])
    page = phone.open(f"/{city.code}")
    page.locator("details.tongue > summary").click()
    assert examine(page) == {}


@pytest.mark.parametrize("name", PAGES)
def test_page_of_residents(phone, city, places, name, examine):
    city.play(SCENES["closing"])
    assert examine(phone.open(PAGES[name].format_map(places))) == {}


@pytest.mark.parametrize("name", WRONG)
def test_page_that_says_what_is_wrong(phone, name, examine):
    assert examine(phone.open(WRONG[name], 404)) == {}


def test_what_became_of_cards_by_a_wrong_and_by_the_right_code(phone, city, examine):
    city.play(SCENES["closing"])
    page = phone.open(f"/{city.code}")
    code = page.locator("[data-copy]").get_attribute("data-copy")
    phone.open("/t")
    for typed, answer in (("K7M2", "#problem"), (code, "li.outcome")):
        page.locator("#take-home").fill(typed)
        page.locator("main form button").click()
        page.locator(answer).first.wait_for()
        assert examine(page) == {}


def test_shared_tablet_and_its_thanks(browser, city, places, language, examine):
    city.play(SCENES["collect"])
    with visiting(browser, city, language, TABLET) as visitor:
        page = visitor.open(f"/{city.code}/tablet/{places['tablet']}")
        assert examine(page) == {}
        visitor.open(f"/{city.code}?lang={language}")
        page.locator("#text").fill("Kein Bus am Abend")
        page.locator("#write button.button--main").click()
        page.wait_for_url("**/thanks?*")
        assert examine(page) == {}


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
