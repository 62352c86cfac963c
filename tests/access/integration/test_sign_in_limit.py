"""Passwords cannot be tried without end."""

from participation.access.views import SIGN_INS
from participation.app import create_app


def test_address_that_tries_passwords_too_fast_waits(settings):
    app = create_app(settings, TESTING=True, RATELIMIT_ENABLED=True)
    answers = [app.test_client().post("/login", data={"name": "", "password": ""}) for _ in range(SIGN_INS + 1)]

    assert [answer.status_code for answer in answers] == [422] * SIGN_INS + [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
