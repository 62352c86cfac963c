"""The session in a signed cookie, whose signature is checked once, and the token of its forms."""

from datetime import timedelta

import pytest
from flask import session
from flask_wtf.csrf import validate_csrf

from participation.kernel import clock
from participation.web.security import form_token


@pytest.fixture
def cookie(app):
    """The cookie of a session that holds a list, as a browser sends it."""
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


def test_forms_of_a_session_carry_one_token_that_is_accepted(app):
    with app.test_request_context("/"):
        first = form_token()
        validate_csrf(first)
        secret = session["csrf_token"]
    tokens = []
    for _ in range(2):
        with app.test_request_context("/"):
            session["csrf_token"] = secret
            tokens.append(form_token())
            validate_csrf(tokens[-1])
    assert tokens[0] == tokens[1]
    with app.test_request_context("/"):
        session["csrf_token"] = "of somebody else"
        assert form_token() not in tokens


def test_token_of_one_session_opens_no_other(app):
    tokens = {}
    for secret in ("of one", "of another"):
        with app.test_request_context("/"):
            session["csrf_token"] = secret
            tokens[secret] = form_token()
    answers = []
    for token in tokens.values():
        client = app.test_client()
        with client.session_transaction() as known:
            known["csrf_token"] = "of one"
        answers.append(client.post("/logout", headers={"X-CSRFToken": token}).status_code)
    assert answers == [303, 400]
