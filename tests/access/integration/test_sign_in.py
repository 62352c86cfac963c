"""Staff sign in with name and password; a one-time password leads to one of their own."""

import re

import pytest

from participation.access.errors import NameTaken, PasswordTooShort
from participation.access.models import Role, StaffUser
from participation.access.services import add_user
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from tests.factories import PASSWORD, an_office_user


@pytest.fixture
def office_name(app):
    with app.app_context():
        return an_office_user().name


def token_of(page):
    return re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page.text).group(1)


def sign_in(client, name, password, address="/login"):
    page = client.get(address)
    after = re.search(r'name="next" value="([^"]*)"', page.text).group(1)
    return client.post("/login", data={"csrf_token": token_of(page), "name": name, "password": password, "next": after})


def test_right_name_and_password_open_the_door(client, office_name):
    answer = sign_in(client, office_name, PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/home")


def test_name_is_found_in_any_case(client, office_name):
    assert sign_in(client, office_name.upper(), PASSWORD).status_code == 303


@pytest.mark.parametrize("typed", ["Ümit Öztürk", "ümit öztürk", "ÜMIT ÖZTÜRK"])
def test_name_with_an_umlaut_is_found_in_any_case(app, client, typed):
    with app.app_context():
        an_office_user(name="Ümit Öztürk")
    assert sign_in(client, typed, PASSWORD).status_code == 303


def test_wrong_password_says_so_and_keeps_the_name(client, office_name):
    answer = sign_in(client, office_name, "wrong")
    assert answer.status_code == 422
    assert f'value="{office_name}"' in answer.text


def test_inactive_user_stays_outside(app, client, office_name):
    with app.app_context(), transaction():
        db.session.query(StaffUser).one().active = False
    assert sign_in(client, office_name, PASSWORD).status_code == 422


def test_after_signing_in_the_page_that_was_asked_for_opens(client, office_name):
    asked = client.get("/password?x=1")
    assert asked.location == "/login?next=/password?x%3D1"
    assert sign_in(client, office_name, PASSWORD, asked.location).location == "/password?x=1"


@pytest.mark.parametrize("address", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_signing_in_never_leads_to_another_site(client, office_name, address):
    answer = sign_in(client, office_name, PASSWORD, f"/login?next={address}")
    assert answer.location == "/home"


def test_one_time_password_leads_to_choosing_one(app, client):
    with app.app_context(), transaction():
        _user, one_time = add_user("Aylin", Role.OFFICE)
    sign_in(client, "Aylin", one_time)
    assert client.get("/home").location == "/password"


def test_own_password_opens_the_rest(app, client):
    with app.app_context(), transaction():
        _user, one_time = add_user("Aylin", Role.OFFICE)
    sign_in(client, "Aylin", one_time)
    page = client.get("/password")
    assert client.post("/password", data={"csrf_token": token_of(page), "password": "short"}).status_code == 422
    chosen = client.post("/password", data={"csrf_token": token_of(page), "password": "four words are fine"})
    assert (chosen.status_code, chosen.location) == (303, "/home")


def test_name_can_be_given_once_only(database):
    with transaction():
        add_user("Aylin", Role.OFFICE)
    with pytest.raises(NameTaken), transaction():
        add_user("aylin", Role.MODERATOR)


def test_short_password_of_ones_own_is_refused(database):
    with pytest.raises(PasswordTooShort), transaction():
        add_user("Aylin", Role.OFFICE, "eleven char")
