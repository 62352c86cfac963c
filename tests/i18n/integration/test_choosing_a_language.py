"""The list of languages begins with those that a reader probably wants, and what they choose stays."""

import re

import pytest

from participation.i18n.languages import LANGUAGES
from tests.factories import a_workshop

LINK = re.compile(r'<a href="[^"]*\?lang=([\w-]+)"')


@pytest.fixture
def code(app):
    with app.app_context():
        return a_workshop(languages=["de", "tr", "ar"]).code


def offered(client, address, asked="xx"):
    return LINK.findall(client.get(address, headers={"Accept-Language": asked}).text)


def test_browsers_languages_come_first_then_the_workshops_then_all_others(client, code):
    found = offered(client, f"/{code}", "prs;q=0.9, zh-CN, xx, ar;q=0.5")
    near = ["zh", "fa-AF", "ar", "de", "tr"]
    assert found == [*near, *(tag for tag in LANGUAGES if tag not in near)]


@pytest.mark.parametrize("address", ["/", "/{code}", "/{code}/results"])
def test_every_page_of_residents_offers_every_language_once(client, code, address):
    assert sorted(offered(client, address.format(code=code))) == sorted(LANGUAGES)


def test_list_says_each_name_in_its_own_language_and_direction(client, code):
    page = re.sub(r"\s+", " ", client.get(f"/{code}").text)
    missing = [
        language.tag
        for language in LANGUAGES.values()
        if f'lang="{language.tag}" hreflang="{language.tag}" dir="{language.direction}"' not in page
        or f">{language.name}</a>" not in page
    ]
    assert missing == []


@pytest.mark.parametrize(("asked", "language"), [("zh-CN", "zh"), ("iw", "he"), ("kmr-TR", "ku"), ("xx", "de")])
def test_page_is_in_the_language_of_the_browser(client, asked, language):
    page = client.get("/", headers={"Accept-Language": asked}).text
    assert f'<html lang="{language}" dir="{LANGUAGES[language].direction}">' in page


def test_chosen_language_is_remembered_beyond_the_window(client):
    cookie = client.get("/?lang=th").headers["Set-Cookie"]
    assert ("Expires=" in cookie, '<html lang="th"' in client.get("/").text) == (True, True)


def test_choosing_a_language_does_not_prolong_a_session_of_staff(client):
    with client.session_transaction() as session:
        session["_user_id"] = "1"
    assert "Expires=" not in client.get("/?lang=en").headers["Set-Cookie"]


def test_picture_of_an_address_in_a_language_changes_nobodys_language(client, code):
    plain, french = (client.get(f"/{code}/qr.svg{query}") for query in ("", "?lang=fr"))
    assert (plain.data == french.data, "Set-Cookie" in french.headers) == (False, False)
