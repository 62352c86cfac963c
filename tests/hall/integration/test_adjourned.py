"""What phones, the projector and the console show of a workshop that goes on at another date."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from lxml import html

from participation.kernel import clock
from participation.workshop.models import Phase, StepKind
from tests.factories import an_office_user
from tests.hall.console.desk import SAME_SITE, Console, refusal, sign_in, words
from tests.hall.integration.conftest import JSON


@pytest.fixture
def console(collecting):
    with collecting.app.app_context():
        office = an_office_user().id
    return Console(collecting.app, sign_in(collecting.app, office), collecting.code)


def adjourn(console, moment):
    return console.post("adjourn", until=moment.strftime("%Y-%m-%dT%H:%M"))


def next_week():
    """Half past six in the evening of a day next week, in the time of the city."""
    day = (clock.now() + timedelta(days=7)).astimezone(ZoneInfo("Europe/Berlin"))
    return datetime(day.year, day.month, day.day, 18, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def test_phone_and_projector_say_when_it_goes_on(console, device):
    device.send("Kein Bus", headers=JSON | SAME_SITE, csrf_token=device.token())
    moment = next_week()
    assert adjourn(console, moment).status_code == 303
    page = html.fromstring(device.look("?lang=en").text)
    assert words(page, "//main//b") == [f"The workshop goes on: {moment.day} {moment:%B %Y}, 18:30."]
    board = device.client.get(f"/{device.code}/board").text
    assert "18:30" in html.fromstring(board).xpath("string(//*[@class='break__day'])")


def test_card_sent_meanwhile_is_refused_with_its_text_and_counts_afterwards(console, collecting, device):
    device.send("Vorher", headers=JSON | SAME_SITE, csrf_token=device.token())
    token = device.token()
    adjourn(console, next_week())
    refused = device.send("Dazwischen", headers=JSON | SAME_SITE, csrf_token=token)
    assert (refused.status_code, refused.get_json()["error"]) == (409, "StepClosed")
    assert console.post("resume").status_code == 303
    assert device.send("Danach", headers=JSON | SAME_SITE, csrf_token=device.token()).status_code == 201
    assert collecting.texts() == ["Vorher", "Danach"]
    own = html.fromstring(device.look().text)
    assert [text for text in ("Vorher", "Danach") if text in own.text_content()] == ["Vorher", "Danach"]


@pytest.mark.parametrize("typed", ["", "tomorrow", "2020-01-01T10:00"])
def test_bad_date_is_named_and_kept(console, typed):
    refused = console.post("adjourn", until=typed)
    assert refused.status_code == 422
    assert refusal(refused).startswith("Please choose a day and a time to come")
    assert html.fromstring(refused.text).xpath("//input[@id='adjourn-until']/@value") == [typed]


def test_console_keeps_its_work_and_offers_to_go_on(console):
    adjourn(console, next_week())
    page = console.page()
    assert words(page, "//*[@id='pause-button']") == ["Go on"]
    assert len(page.xpath("//*[@id='adjourned']")) == 1
    assert console.get("work").status_code == 200
    assert console.look(lambda workshop: (workshop.current_step.phase, workshop.current_step.kind)) == (
        Phase.CRITIQUE,
        StepKind.COLLECT,
    )
