"""The session in a signed cookie, whose signature is checked once, and the token of its forms."""

from datetime import timedelta

import pytest
from flask import session
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer

from participation.kernel import clock
from participation.web import cookies
from participation.web.cookies import Cookies
from participation.web.security import form_token


@pytest.fixture(params=["signed here", "signed by another process"])
def cookie(request, app):
    """The cookie of a session that holds a list, as a browser sends it."""
    sent = a_cookie(app)
    if request.param == "signed by another process":
        app.session_interface = Cookies()
    return sent


def a_cookie(app):
    with app.test_request_context("/"):
        session.permanent = True
        session["known"] = ["first"]
        answer = app.process_response(app.make_response(""))
    return answer.headers["Set-Cookie"].partition(";")[0]


@pytest.fixture
def known(app):
    """Return a function: what the session of a request with this cookie knows."""

    def read(cookie, later=""):
        with app.test_request_context("/", headers={"Cookie": cookie}):
            found = list(session.get("known", ()))
            session.get("known", []).append(later)
        return found

    return read


def test_cookie_says_the_same_each_time(cookie, known):
    assert [known(cookie) for _ in range(3)] == [["first"]] * 3


def test_what_one_request_changes_does_not_reach_another_with_the_same_cookie(cookie, known):
    known(cookie, later="of the first request")
    assert known(cookie) == ["first"]


def test_cookie_that_somebody_changed_is_no_session(cookie, known):
    assert known(cookie) == ["first"]
    assert known(cookie.replace("=", "=x", 1)) == []


def test_cookie_is_no_session_when_it_is_too_old_also_if_it_was_known(app, cookie, known, monkeypatch):
    assert known(cookie) == ["first"]
    now = clock.now()
    lifetime = app.permanent_session_lifetime
    monkeypatch.setattr(clock, "now", lambda: now + lifetime + timedelta(seconds=2))
    assert known(cookie) == []


@pytest.mark.parametrize(("signer", "checked"), [("this process", 0), ("another process", 1)])
def test_cookie_is_checked_once_and_not_at_all_by_the_process_that_signed_it(app, known, monkeypatch, signer, checked):
    cookie, calls = a_cookie(app), []
    if signer == "another process":
        app.session_interface = Cookies()
    loads = URLSafeTimedSerializer.loads

    def count(*arguments, **values):
        calls.append(arguments)
        return loads(*arguments, **values)

    monkeypatch.setattr(URLSafeTimedSerializer, "loads", count)
    assert [known(cookie) for _ in range(3)] == [["first"]] * 3
    assert len(calls) == checked


def test_no_more_cookies_are_remembered_than_a_hall_has(app, known, monkeypatch):
    monkeypatch.setattr(cookies, "COOKIES_KNOWN", 1)
    first = a_cookie(app)
    with app.test_request_context("/"):
        session["known"] = ["second"]
        app.process_response(app.make_response(""))
    monkeypatch.setattr(
        URLSafeTimedSerializer, "loads", lambda *_arguments, **_values: ({"known": ["checked"]}, clock.now())
    )
    assert known(first) == ["checked"]


def test_forms_of_a_session_carry_one_token(app):
    tokens = []
    for secret in ("of one", "of one", "of another"):
        with app.test_request_context("/"):
            session["csrf_token"] = secret
            tokens.append(form_token())
    assert tokens[0] == tokens[1]
    assert tokens[2] not in tokens[:2]


def test_token_that_the_form_library_signed_is_accepted(app):
    with app.test_request_context("/"):
        session["csrf_token"] = "of one"
        signed = generate_csrf()
    assert signed_out_with(app, signed) == 303


def test_session_without_a_secret_is_opened_by_no_token(app):
    client = app.test_client()
    with client.session_transaction() as known:
        known["known"] = ["first"]
    assert [client.post("/logout", headers={"X-CSRFToken": token}).status_code for token in ("", "None")] == [400, 400]


def test_token_of_one_session_opens_no_other(app):
    tokens = {}
    for secret in ("of one", "of another"):
        with app.test_request_context("/"):
            session["csrf_token"] = secret
            tokens[secret] = form_token()
    assert [signed_out_with(app, token) for token in tokens.values()] == [303, 400]


def signed_out_with(app, token):
    """Return the status of a POST with this token, in the session of one."""
    client = app.test_client()
    with client.session_transaction() as known:
        known["csrf_token"] = "of one"
    return client.post("/logout", headers={"X-CSRFToken": token}).status_code
