"""People without a phone: thirty cards typed from paper, a shared tablet, voting cards."""

import pytest
from playwright.sync_api import expect

from participation.access.models import Participant
from participation.contributions.models import Card, CardState
from participation.contributions.queries import list_clusters
from participation.hall.tablet import tablet_pass
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.prioritisation.card_stock import make_cards
from participation.prioritisation.models import Subject, VotingRules
from participation.prioritisation.queries import cluster_options, count_ballots, find_round
from participation.prioritisation.services import open_round
from participation.workshop.models import Phase, StepKind
from participation.workshop.queries import get_workshop
from tests.browser.conftest import LAPTOP
from tests.browser.interception import intercept
from tests.browser.navigators.inspector import findings, overflow
from tests.factories import PASSWORD, a_cluster, a_moderator, a_table, a_workshop, run_step, step_of

TABLET = {"width": 820, "height": 1180}
TITLES = ("Abends kommt niemand hin", "Die Halle bleibt für viele zu", "Niemand weiß, wer zuständig ist")


@pytest.fixture
def code(live_app):
    with live_app.app_context():
        workshop = a_workshop(title="Werkstatt Sport")
        a_table(workshop, name="Tisch 1")
        a_moderator(workshop, name="Mona")
        for title in TITLES:
            a_cluster(workshop, title=title)
        run_step(workshop)
        return workshop.code


def sign_in(page, name):
    page.goto("/login")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/**")


@pytest.fixture
def mona(person, code):
    page = person("de", LAPTOP)
    sign_in(page, "Mona")
    return page


def stored(live_app):
    with live_app.app_context():
        cards = db.session.query(Card).order_by(Card.id)
        return [(card.text, card.language, card.on_paper, card.state) for card in cards]


def on_board(text, language="de"):
    return (text, language, True, CardState.VISIBLE)


def test_thirty_cards_are_typed_with_the_keyboard_alone(live_app, mona, code):
    mona.goto(f"/console/{code}/paper")
    expect(mona.locator("#paper-text")).to_be_focused()
    loads = []
    mona.on("framenavigated", lambda _frame: loads.append(mona.url))
    for number in range(1, 31):
        mona.keyboard.type(f"Gedanke Nummer {number}")
        mona.keyboard.press("Enter")
        expect(mona.locator("#paper-text")).to_have_value("")
        expect(mona.locator("#paper-text")).to_be_focused()
    expect(mona.locator("#paper-count")).to_have_text("30 Karten vom Papier")
    expect(mona.locator("#paper-latest > li").first.locator(".paper__number")).to_have_text("30")
    assert stored(live_app) == [on_board(f"Gedanke Nummer {number}") for number in range(1, 31)]
    assert loads == []
    mona.keyboard.press("Alt+Backspace")
    expect(mona.locator("#paper-latest > li").first).to_have_attribute("data-state", "withdrawn")
    assert [state for *_card, state in stored(live_app)][-2:] == [CardState.VISIBLE, CardState.WITHDRAWN]
    assert (findings(mona), overflow(mona)) == ([], 0)


def test_cards_typed_without_a_network_are_kept_and_sent_later(live_app, mona, code):
    mona.goto(f"/console/{code}/paper")
    intercept(mona, "**/paper", lambda route: route.abort("connectionreset"))
    for text in ("Eins", "Zwei"):
        mona.keyboard.type(text)
        mona.keyboard.press("Enter")
    expect(mona.locator("#paper-net")).to_be_visible()
    expect(mona.locator("#paper-latest > li")).to_have_count(2)
    assert stored(live_app) == []
    mona.unroute("**/paper")
    mona.reload()
    expect(mona.locator("#paper-count")).to_have_text("2 Karten vom Papier")
    assert stored(live_app) == [on_board("Eins"), on_board("Zwei")]
    assert mona.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('paper-'))") == []


def test_answer_that_is_lost_does_not_double_a_card(live_app, mona, code):
    mona.goto(f"/console/{code}/paper")
    lost = []

    def lose_once(route):
        if lost:
            route.fallback()
        else:
            lost.append(route.fetch())
            route.abort("connectionreset")

    intercept(mona, "**/paper", lose_once)
    mona.keyboard.type("Eins")
    mona.keyboard.press("Enter")
    expect(mona.locator("#paper-latest > li").first).to_have_attribute("data-state", "visible")
    assert (len(lost), stored(live_app)) == (1, [on_board("Eins")])


def test_several_lines_are_shown_as_cards_first(live_app, mona, code):
    mona.goto(f"/console/{code}/paper")
    mona.locator("#paper-language").select_option("ar")
    mona.locator("#paper-text").fill("لا توجد دورات\nالحافلة متأخرة")
    mona.keyboard.press("Enter")
    expect(mona.locator("input[name=line]")).to_have_count(2)
    assert findings(mona) == []
    mona.locator(".paper__store").press("Enter")
    expect(mona.locator("#paper-count")).to_have_text("2 Karten vom Papier")
    expect(mona.locator("#paper-language")).to_have_value("ar")
    assert stored(live_app) == [on_board("لا توجد دورات", "ar"), on_board("الحافلة متأخرة", "ar")]


def test_refused_card_goes_back_into_the_field(live_app, mona, code):
    mona.goto(f"/console/{code}/paper")
    mona.locator("#paper-text").fill("x" * 501)
    mona.keyboard.press("Enter")
    mona.locator("[data-edit]:visible").click()
    expect(mona.locator("#paper-text")).to_have_value("x" * 501)
    assert stored(live_app) == []


def begin_tablet(live_app, page, code):
    with live_app.test_request_context():
        given = tablet_pass(code)
    page.goto(f"/{code}/tablet/{given}")
    expect(page.locator("#tablet")).to_be_visible()


@pytest.fixture
def tablet(live_app, person, code):
    page = person("de", TABLET)
    page.clock.install()
    begin_tablet(live_app, page, code)
    return page


def what_it_keeps(page):
    return page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]")


def test_nothing_of_the_one_before_remains_on_the_tablet(live_app, tablet, code):
    secret = "سر لا يراه أحد"
    tablet.get_by_role("link", name="العربية").first.click()
    before = tablet.context.cookies()[0]["value"]
    tablet.locator("textarea#text").fill(secret)
    tablet.locator("#write button.button--main").click()
    tablet.wait_for_url("**/thanks?lang=ar")
    assert secret not in tablet.content()
    assert (findings(tablet), overflow(tablet)) == ([], 0)
    tablet.locator(".send a").click()
    expect(tablet.locator("html")).to_have_attribute("lang", "de")
    expect(tablet.locator("textarea#text")).to_have_value("")
    assert secret not in tablet.content()
    assert what_it_keeps(tablet) == [[], []]
    assert tablet.context.cookies()[0]["value"] != before
    for _press in range(3):
        tablet.go_back()
        tablet.wait_for_load_state()
        assert secret not in tablet.content()
        assert tablet.evaluate("[...document.querySelectorAll('textarea')].map((field) => field.value).join('')") == ""
    tablet.goto(f"/{code}")
    tablet.locator("textarea#text").fill("Die nächste Person")
    tablet.locator("#write button.button--main").click()
    tablet.wait_for_url("**/thanks?lang=de")
    with live_app.app_context():
        cards = db.session.query(Card).order_by(Card.id).all()
        assert [card.text for card in cards] == [secret, "Die nächste Person"]
        assert len({card.participant_id for card in cards}) == 2
        assert db.session.query(Participant).count() == 2


def test_text_is_discarded_only_after_a_warning_that_was_not_touched_away(tablet):
    tablet.locator("textarea#text").fill("Halb fertig")
    tablet.clock.run_for(45_000)
    expect(tablet.locator("#still-here")).to_be_visible()
    assert findings(tablet) == []
    tablet.locator("#stay").click()
    expect(tablet.locator("#still-here")).to_be_hidden()
    expect(tablet.locator("textarea#text")).to_have_value("Halb fertig")
    tablet.clock.run_for(45_000)
    expect(tablet.locator("#still-here")).to_be_visible()
    with tablet.expect_navigation():
        tablet.clock.run_for(20_000)
    expect(tablet.locator("textarea#text")).to_have_value("")


def test_card_waits_on_the_tablet_while_the_network_is_away(live_app, tablet, code):
    intercept(tablet, "**/cards", lambda route: route.abort("connectionreset"))
    tablet.locator("textarea#text").fill("Kein Netz")
    tablet.locator("#write button.button--main").click()
    expect(tablet.locator("#connection")).to_be_visible()
    expect(tablet.locator("textarea#text")).to_have_value("Kein Netz")
    assert what_it_keeps(tablet) == [[], []]
    tablet.unroute("**/cards")
    tablet.clock.run_for(5_000)
    tablet.wait_for_url("**/thanks?lang=de")
    with live_app.app_context():
        assert [card.text for card in db.session.query(Card)] == ["Kein Netz"]


def test_tablet_serves_people_without_script(live_app, person, code):
    page = person("de", TABLET, java_script_enabled=False)
    begin_tablet(live_app, page, code)
    for text in ("Eins", "Zwei"):
        page.locator("textarea#text").fill(text)
        page.locator("#write button.button--main").click()
        page.locator(".send a").click()
        expect(page.locator("textarea#text")).to_have_value("")
    with live_app.app_context():
        cards = db.session.query(Card).order_by(Card.id).all()
        assert [card.text for card in cards] == ["Eins", "Zwei"]
        assert len({card.participant_id for card in cards}) == 2


@pytest.fixture
def cards(live_app, code):
    """Three cards; the vote by cards is open, its paper is counted by two people."""
    with live_app.app_context():
        workshop = get_workshop(code)
        run_step(workshop, StepKind.VOTE, Phase.CRITIQUE)
        with transaction():
            workshop = get_workshop(code)
            made = make_cards(workshop, 3, None)
            step = step_of(workshop, StepKind.VOTE, Phase.CRITIQUE)
            clusters = cluster_options(list_clusters(workshop.id, Phase.CRITIQUE))
            rules = VotingRules(by_cards=True, counted_twice=True)
            open_round(step, None, subject=Subject.CLUSTER, subjects=clusters, rules=rules)
    return made


def ballots(live_app, code):
    with live_app.app_context():
        step = step_of(get_workshop(code), StepKind.VOTE, Phase.CRITIQUE)
        return count_ballots(find_round(step.id).id)


def count_on(page, numbers, button):
    for field, number in zip(page.locator("#paper-count input[inputmode=numeric]").all(), numbers, strict=True):
        field.fill(str(number))
    page.get_by_role("button", name=button).click()


def test_voting_cards_from_the_hall_to_the_recount_sheet(live_app, person, mona, code, cards):
    phone = person("ar")
    phone.goto(f"/{code}/v/{cards[0].secret}")
    phone.locator("input[name=option]").nth(0).check()
    phone.locator("input[name=option]").nth(1).check()
    assert (findings(phone), overflow(phone)) == ([], 0)
    phone.locator("#ballot button").click()
    expect(phone.locator(".notice--good")).to_contain_text("صوّتت هذه البطاقة")
    second = person("tr")
    second.goto(f"/{code}/v/{cards[0].secret}")
    expect(second.locator("#ballot")).to_have_count(0)
    assert ballots(live_app, code) == 1
    mona.goto(f"/console/{code}/")
    mona.locator("#hand-in-card").fill("1")
    mona.keyboard.press("Enter")
    expect(mona.locator("#said-refused")).to_contain_text("Stimmkarte 1")
    mona.locator("#hand-in-card").fill("2")
    mona.keyboard.press("Enter")
    expect(mona.locator(".turnout .big-number")).to_have_text("2 von 3 haben abgestimmt")
    second.goto(f"/{code}/v/{cards[1].secret}")
    expect(second.locator("#ballot")).to_have_count(0)
    count_on(mona, (2, 0, 0), "Erste Zählung speichern")
    expect(mona.locator("#paper-count")).to_have_attribute("data-state", "first")
    with live_app.app_context():
        a_moderator(get_workshop(code), name="Bert")
    bert = person("de", LAPTOP)
    sign_in(bert, "Bert")
    bert.goto(f"/console/{code}/")
    count_on(bert, (1, 1, 0), "Zweite Zählung speichern")
    expect(bert.locator("#settle-paper tbody tr")).to_have_count(2)
    assert findings(bert) == []
    bert.locator("#settle-paper input[inputmode=numeric]").nth(0).fill("1")
    bert.locator("#settle-paper input[inputmode=numeric]").nth(1).fill("1")
    bert.locator("#settle-reason").fill("Zusammen nachgezählt")
    bert.get_by_role("button", name="Abweichung klären").click()
    expect(bert.locator("#paper-count")).to_have_attribute("data-state", "settled")
    bert.locator("#close-vote > summary").click()
    bert.locator("#close-vote-form button").click()
    bert.get_by_role("link", name="Zählbogen").click()
    expect(bert.locator("tfoot td")).to_have_text(["0", "2", "2", "2", "2", "4"])
    expect(bert.locator(".notice--good").first).to_contain_text("Es geht auf")
    assert (findings(bert), overflow(bert)) == ([], 0)


def test_page_for_people_without_a_phone_prints_cards(mona, code):
    mona.goto(f"/console/{code}/without-phone")
    assert (findings(mona), overflow(mona)) == ([], 0)
    mona.locator("#make-count").fill("9")
    with mona.expect_download() as download:
        mona.locator("#make-cards button").click()
    assert download.value.suggested_filename.startswith("Stimmkarten-1-bis-9-")
