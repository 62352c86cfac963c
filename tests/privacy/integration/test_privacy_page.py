"""The privacy page says what the code does: periods, cookie, addresses, services are held against it."""

import re
from dataclasses import replace
from html import unescape

import pytest

from participation.app import create_app
from participation.config import TranslationSettings
from participation.kernel.database import db
from participation.privacy.retention import CLOSED_KEPT, TAKE_HOME_KEPT
from participation.web import limits
from participation.workshop.models import Phase, StepKind
from tests.factories import a_workshop, run_step

SERVICE = TranslationSettings("deepl", "https://translate.example", "key")


def words_of(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def stating(settings):
    """Returns the words of a page in a city with other settings."""

    def state(address="/privacy?lang=en", **changed):
        app = create_app(replace(settings, **changed), TESTING=True)
        return app.test_client().get(address).text

    return state


@pytest.fixture
def code(app):
    with app.app_context():
        workshop = a_workshop()
        run_step(workshop, StepKind.WELCOME, Phase.PREPARATION)
        return workshop.code


@pytest.mark.parametrize(
    "address",
    ["/", "/ZZZZZZ", "/t", "/login", "/privacy", "/accessibility", "/{code}", "/{code}/results", "/{code}/screen"],
)
def test_every_foot_leads_to_the_page(client, code, address):
    assert client.get(address.format(code=code)).text.count('href="/privacy"') == 1


def test_periods_are_those_that_are_kept(app, client):
    said = words_of(client.get("/privacy?lang=en").text)
    assert re.findall(r"(\d+) days", said) == [str(CLOSED_KEPT.days), str(app.permanent_session_lifetime.days)]
    assert ("The code works for five years." in said, TAKE_HOME_KEPT.days) == (True, 5 * 365)


def test_one_cookie_holds_the_number_the_language_and_the_protection_of_forms(client, code):
    client.get(f"/{code}?lang=fr")
    client.get("/t")
    assert {cookie.key for cookie in client._cookies.values()} == {"participation"}
    with client.session_transaction() as kept:
        assert {name for name in kept if not name.startswith("_")} == {"csrf_token", "language", "participant"}


def test_address_of_a_phone_is_counted_without_being_known(app):
    with app.test_request_context("/t", environ_base={"REMOTE_ADDR": "203.0.113.9"}):
        here = limits.address()
    with app.test_request_context("/t", environ_base={"REMOTE_ADDR": "203.0.113.10"}):
        there = limits.address()
    assert ("203.0.113" in here + there, here == there) == (False, False)


def test_no_table_has_a_place_for_an_address_or_a_browser():
    columns = [f"{table.name}.{column.name}" for table in db.metadata.sorted_tables for column in table.columns]
    assert [name for name in columns if re.search(r"(^|[._])(ip|address|agent|browser|remote)($|_)", name)] == []


def test_responsible_city_leads_to_its_imprint_and_its_own_statement(stating):
    links = {"imprint_url": "https://stadt.example/impressum", "privacy_url": "https://stadt.example/datenschutz"}
    page = stating(city="Amselwehr", **links)
    responsible = page[page.index("Who is responsible?") : page.index("<footer")]
    assert re.findall(r'href="([^"]+)"', responsible) == list(links.values())
    assert "<bdi>Amselwehr</bdi>" in responsible


def test_city_without_addresses_names_itself_only(stating):
    page = stating()
    assert re.findall("href", page[page.index("Who is responsible?") : page.index("<footer")]) == []


def test_machine_is_told_of_only_while_it_translates(stating):
    told = ["translation service" in words_of(stating(translation=service)) for service in (None, SERVICE)]
    assert told == [False, True]
    assert "the translation service DeepL." in words_of(stating(translation=SERVICE))


def test_page_says_what_stands_where_it_applies(client, code):
    page, welcome = (words_of(client.get(address).text) for address in ("/privacy?lang=en", f"/{code}?lang=en"))
    start = welcome.index("What happens with what you write?")
    said = welcome[start : welcome.index("nothing about your phone.", start)]
    assert said in page
