"""The accessibility statement: what the law asks for, what the city has set, and nothing that nobody has done."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from participation.app import create_app
from participation.config import AccessibilityStatement, Conformity
from participation.hall.views.accessibility import SOFTWARE_TESTED_ON, STATED_IN
from participation.workshop.models import StepKind
from tests.factories import a_workshop

RECORD = Path(__file__).resolve().parents[3] / "docs" / "accessibility.md"
FILLED = AccessibilityStatement(
    conformity=Conformity.FULL,
    law="§ 9 Landesgesetz",
    tested_on=date(2026, 10, 1),
    tested_by="Prüfstelle Mitte",
    stated_on=date(2026, 11, 2),
    contact="Amt für Teilhabe",
    email="barrieren@stadt.example",
    phone="0211 123",
    enforcement="Ombudsstelle",
    enforcement_url="https://land.example",
)


@pytest.fixture
def stating(settings):
    """Returns the page of a city that has set ``statement``, its marks taken out."""

    def state(statement, address="/accessibility?lang=en"):
        app = create_app(replace(settings, accessibility=statement), TESTING=True)
        page = app.test_client().get(address).text
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())

    return state


def test_city_that_has_set_everything_states_everything(stating):
    said = stating(FILLED)
    expected = (
        "fully compliant",
        "§ 9 Landesgesetz",
        "tested on 1 October 2026 by: Prüfstelle Mitte",
        "last reviewed on 2 November 2026",
        "Amt für Teilhabe",
        "barrieren@stadt.example",
        "0211 123",
        "Ombudsstelle",
        "https://land.example",
    )
    assert [each for each in expected if each not in said] == []
    assert "not entered" not in said
    assert "not been entered" not in said


def test_city_that_has_set_nothing_says_what_is_missing(stating):
    said = stating(AccessibilityStatement())
    expected = (
        "partially compliant",
        "no videos in German Sign Language",
        "Not tested: with people who use screen readers",
        "has not entered an address here yet",
        "body has not been entered here yet",
        "has not entered when it was reviewed",
    )
    assert [each for each in expected if each not in said] == []


def test_barriers_that_the_city_knows_stand_first(stating):
    said = stating(AccessibilityStatement(Conformity.NONE, barriers=("Der Stadtplan.", "Das Formular.")))
    assert "not compliant" in said
    assert "What is not accessible Der Stadtplan. Das Formular. There are no videos" in said


@pytest.mark.parametrize(
    ("query", "tag"),
    [
        ("?lang=de", "de"),
        ("?lang=de-x-leicht", "de-x-leicht"),
        ("?lang=en", "en"),
        ("?lang=ar", "de"),
        ("?lang=ar&in=en", "en"),
        ("?lang=de&in=en", "en"),
        ("?lang=ar&in=xx", "de"),
    ],
)
def test_statement_is_read_in_the_own_language_the_chosen_one_or_german(client, query, tag):
    page = client.get(f"/accessibility{query}").text
    assert re.findall(r'<article class="statement" lang="([\w-]+)" dir="(\w+)"', page) == [(tag, "ltr")]
    assert re.findall(r'href="\?in=([\w-]+)"', page) == list(STATED_IN)


def test_day_of_the_test_is_written_as_the_statement_s_language_writes_it(client):
    page = client.get("/accessibility?lang=tr&in=de").text
    assert f"{SOFTWARE_TESTED_ON.day}. November {SOFTWARE_TESTED_ON.year}" in page


def test_day_of_the_test_is_that_of_its_record():
    assert re.findall(r"^Tested on (\S+)", RECORD.read_text("utf-8"), re.MULTILINE) == [SOFTWARE_TESTED_ON.isoformat()]


@pytest.mark.parametrize(
    "address",
    ["/", "/ZZZZZZ", "/nothing/here", "/accessibility", "/t", "/login", "/{code}", "/{code}/results", "/{code}/screen"],
)
def test_every_page_of_participants_leads_to_the_statement(app, client, address):
    with app.app_context():
        code = a_workshop().code
    assert client.get(address.format(code=code)).text.count('href="/accessibility"') == 1


def test_every_kind_of_step_leads_to_the_statement(hall, device):
    found = {}
    for kind in (StepKind.WELCOME, StepKind.COLLECT, StepKind.CLUSTER, StepKind.VOTE, StepKind.CLOSING):
        with hall.app.app_context():
            phases = {step.kind: step.phase for step in hall.row().steps}
        hall.run(kind, phases[kind])
        found[kind] = device.look().text.count('href="/accessibility"')
    assert set(found.values()) == {1}
