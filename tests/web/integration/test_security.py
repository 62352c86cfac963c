"""Every answer carries the headers; a writing request from another site is refused."""

import re

import pytest

from participation.access.policies import everyone, policy
from participation.app import create_app

POLICY_WITHOUT_INLINE = re.compile(r"unsafe-inline|unsafe-eval|\*")


@pytest.mark.parametrize("address", ["/login", "/nothing-here", "/static/web/tokens.css"])
def test_every_answer_has_the_security_headers(client, address):
    with client.get(address) as answer:
        headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert POLICY_WITHOUT_INLINE.search(headers["Content-Security-Policy"]) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_post_from_another_site_is_refused(client, headers):
    assert client.post("/logout", headers=headers).status_code == 403


def test_post_with_a_session_needs_its_token(client):
    client.get("/login")
    assert client.post("/logout").status_code == 400


def test_post_without_any_cookie_needs_no_token(client):
    assert client.post("/logout").status_code == 303


def test_versioned_static_file_may_be_kept_for_a_year(client):
    with client.get("/static/web/tokens.css?v=1") as answer:
        kept = answer.headers["Cache-Control"]
    assert kept == "public, max-age=31536000, immutable"


def test_unknown_address_says_what_to_do(client):
    answer = client.get("/nothing-here")
    assert answer.status_code == 404
    assert "<h1>" in answer.text


def test_fault_shows_no_trace(settings):
    app = create_app(settings)
    app.add_url_rule("/broken", view_func=policy(everyone)(broken))
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "missing" not in answer.text


def broken():
    return {"secret detail": 1}["missing"]
