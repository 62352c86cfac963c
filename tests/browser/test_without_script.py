"""An old phone without script: everything a resident does is an ordinary form."""

import re

import pytest
from playwright.sync_api import expect

from participation.contributions.models import Card
from participation.kernel.database import db
from participation.prioritisation.models import Ballot
from tests.browser.city import SCENES
from tests.browser.conftest import PHONE
from tests.browser.pages import visiting


@pytest.fixture
def old_phone(browser, city):
    with visiting(browser, city, "de", PHONE, java_script_enabled=False) as visitor:
        yield visitor


def at(visitor, scene):
    visitor.city.play(SCENES[scene])
    return visitor.open(f"/{visitor.city.code}")


def send(page, text):
    page.locator("textarea#text").fill(text)
    page.locator("#write button.button--main").click()


def states(city, text):
    """The states of all cards with this text."""
    with city.app.app_context():
        return [card.state.value for card in db.session.query(Card).filter_by(text=text)]


def ballots(city):
    with city.app.app_context():
        return {ballot.id: ballot.chosen for ballot in db.session.query(Ballot)}


def new_ballots(city, before):
    return [sorted(chosen.values()) for number, chosen in ballots(city).items() if number not in before]


def test_code_of_the_poster_leads_into_the_workshop(old_phone, city):
    city.play(SCENES["welcome"])
    page = old_phone.open("/")
    page.locator("#code").fill(f" {city.code.lower()} ")
    page.locator("button.button--main").click()
    expect(page).to_have_url(re.compile(rf"/{city.code}$"))
    expect(page.locator(".notice--good")).to_be_visible()


def test_language_is_chosen_from_a_list_and_stays(old_phone, city):
    page = at(old_phone, "collect")
    page.locator("details.tongue > summary").click()
    page.locator(".tongue a[lang=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.goto(f"/{city.code}")
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def test_card_arrives_and_is_taken_back(old_phone, city):
    page = at(old_phone, "collect")
    send(page, "Kein Platz im Bus")
    own = page.locator("li.own", has_text="Kein Platz im Bus")
    expect(own).to_have_attribute("data-state", "visible")
    own.get_by_role("button").click()
    expect(own).to_have_attribute("data-state", "withdrawn")
    assert states(city, "Kein Platz im Bus") == ["withdrawn"]


def form_of(page):
    return {field.get_attribute("name"): field.input_value() for field in page.locator("#write input").all()}


def test_same_form_sent_again_stores_the_card_once(old_phone, city):
    page = at(old_phone, "collect")
    form = form_of(page)
    for _time in range(2):
        answer = page.request.post(f"/{city.code}/cards", form=form | {"text": "Noch einmal geladen"})
        assert answer.status == 200
    page.reload()
    expect(page.locator("li.own")).to_have_count(1)
    assert states(city, "Noch einmal geladen") == ["visible"]


def test_card_sent_again_from_the_page_before_is_stored_once(old_phone, city):
    page = at(old_phone, "collect")
    send(page, "Lieber zweimal")
    expect(page.locator("li.own", has_text="Lieber zweimal")).to_have_count(1)
    page.go_back()
    send(page, "Lieber zweimal")
    expect(page.locator("li.own", has_text="Lieber zweimal")).to_have_count(1)
    assert states(city, "Lieber zweimal") == ["visible"]


def test_another_card_from_the_page_before_is_stored_though_its_key_was_used(old_phone, city):
    """*Back* brings the page as it was kept, with the key that it has sent already."""
    page = at(old_phone, "collect")
    send(page, "Zuerst dies")
    expect(page.locator("li.own", has_text="Zuerst dies")).to_have_count(1)
    key = page.locator("#write input[name=key]").input_value()
    page.request.post(f"/{city.code}/cards", form=form_of(page) | {"text": "Dann das", "key": key})
    page.request.post(f"/{city.code}/cards", form=form_of(page) | {"text": "Zuletzt jenes", "key": key})
    page.reload()
    expect(page.locator("li.own", has_text="Dann das")).to_have_count(1)
    assert states(city, "Zuletzt jenes") == ["visible"]


def test_text_sent_to_a_wrong_code_comes_along_to_the_right_one(old_phone, city):
    page = at(old_phone, "collect")
    page.route(f"**/{city.code}/cards", lambda route: route.continue_(url=f"{city.address}/ZZZZZZ/cards"))
    send(page, "Falsch abgeschrieben")
    expect(page.locator(".kept textarea")).to_have_value("Falsch abgeschrieben")
    page.locator("#code").fill(city.code)
    page.locator("form.write button.button--main").click()
    expect(page.locator("#write textarea#text")).to_have_value("Falsch abgeschrieben")
    page.unroute(f"**/{city.code}/cards")
    page.locator("#write button.button--main").click()
    expect(page.locator("li.own", has_text="Falsch abgeschrieben")).to_have_attribute("data-state", "visible")
    assert states(city, "Falsch abgeschrieben") == ["visible"]


def test_card_that_is_too_long_comes_back_to_be_shortened(old_phone, city):
    page = at(old_phone, "collect")
    send(page, "ü" * 600)
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.locator("textarea#text")).to_have_value("ü" * 600)
    send(page, "Gekürzt")
    expect(page.locator("li.own")).to_have_attribute("data-state", "visible")
    assert (states(city, "Gekürzt"), states(city, "ü" * 600)) == (["visible"], [])


def test_text_of_a_step_that_closed_meanwhile_is_handed_back(old_phone, city):
    page = at(old_phone, "collect")
    city.play(SCENES["cluster"])
    send(page, "Zu spät geschrieben")
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.locator(".kept textarea")).to_have_value("Zu spät geschrieben")
    assert states(city, "Zu spät geschrieben") == []


def test_wish_goes_to_its_topic(old_phone, city):
    page = at(old_phone, "collect wishes")
    topic = page.locator("label.topic").first
    topic.click()
    send(page, "Ein Bus in der Nacht")
    expect(page.locator("li.own", has_text="Ein Bus in der Nacht")).to_have_attribute("data-state", "visible")
    with city.app.app_context():
        card = db.session.query(Card).filter_by(text="Ein Bus in der Nacht").one()
        assert card.inversion_id == int(page.locator('input[name="parent"]').first.get_attribute("value"))


def test_dots_are_given_shown_again_and_changed(old_phone, city):
    before = ballots(city)
    page = at(old_phone, "vote")
    page.locator("li.option").nth(0).locator("input").nth(0).check()
    page.locator("li.option").nth(0).locator("input").nth(1).check()
    page.locator("#ballot button.button--main").click()
    expect(page.locator(".notice--good")).to_be_visible()
    expect(page.locator("li.option").nth(0).locator("input:checked")).to_have_count(2)
    page.locator("li.option").nth(0).locator("input").nth(1).uncheck()
    page.locator("li.option").nth(1).locator("input").nth(0).check()
    page.locator("#ballot button.button--main").click()
    expect(page.locator("li.option").nth(1).locator("input:checked")).to_have_count(1)
    assert new_ballots(city, before) == [[1, 1]]


def test_too_many_dots_come_back_with_their_sentence(old_phone, city):
    before = ballots(city)
    page = at(old_phone, "vote")
    boxes = page.locator("#ballot input[name=option]")
    for index in range(boxes.count()):
        boxes.nth(index).check()
    page.locator("#ballot button.button--main").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.locator("#ballot input[name=option]:checked")).to_have_count(boxes.count())
    assert new_ballots(city, before) == []


def test_one_dot_on_the_scale_is_marked(old_phone, city):
    before = ballots(city)
    page = at(old_phone, "scale")
    page.locator("button.choice").nth(3).click()
    expect(page.locator("button.choice").nth(3)).to_have_attribute("aria-pressed", "true")
    assert new_ballots(city, before) == [[1]]


def test_field_of_the_plan_is_filled_and_opens_the_next(old_phone, city):
    page = at(old_phone, "plan")
    page.locator("button.pick").nth(1).click()
    expect(page.locator("ol.canvas")).to_be_visible()
    filled = page.locator("li.canvas--full").count()
    field = page.locator("textarea#text")
    expect(field).to_have_value("")
    question = page.locator("#question").inner_text()
    field.fill("Der Stadtsportbund")
    page.locator("form.write button.button--main").click()
    expect(page.locator("li.canvas--full")).to_have_count(filled + 1)
    expect(page.locator("#question")).not_to_have_text(question)
    expect(page.locator("ol.canvas")).to_contain_text("Der Stadtsportbund")


def test_page_offers_to_show_what_is_going_on_now(old_phone, city):
    page = at(old_phone, "collect")
    city.play(SCENES["vote"])
    page.locator("footer a.button").click()
    expect(page.locator("#ballot")).to_be_visible()
