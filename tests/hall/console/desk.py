"""A console as a moderator uses it: pages are read as HTML, moves are made with their forms' fields.

Requests have no application context around them; whoever looks into the database opens one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
FRAGMENT = SAME_SITE | {"HX-Request": "true"}


@dataclass
class Console:
    """The console of one workshop in the hands of one person."""

    app: Flask
    client: FlaskClient
    code: str
    made: Any = None
    token: str = field(default="", repr=False)

    def get(self, path: str = "", **options: Any) -> TestResponse:
        return self.client.get(f"/console/{self.code}/{path}", **options)

    def page(self, path: str = "") -> html.HtmlElement:
        return html.fromstring(self.get(path).text)

    def post(self, path: str, *, fragment: bool = False, **values: Any) -> TestResponse:
        if not self.token:
            self.token = self.page().xpath("//input[@name='csrf_token']/@value")[0]
        headers = FRAGMENT if fragment else SAME_SITE
        data = {"csrf_token": self.token} | values
        return self.client.post(f"/console/{self.code}/{path}", data=data, headers=headers)

    def look(self, question: Callable[[Workshop], Any]) -> Any:
        """Return the answer to a question about the workshop as it is stored."""
        with self.app.app_context():
            return question(get_workshop(self.code))


def words(page: html.HtmlElement, path: str) -> list[str]:
    """Return the texts of what an XPath finds, white space folded."""
    return [" ".join(found.text_content().split()) for found in page.xpath(path)]


def refusal(response: TestResponse) -> str:
    """Return what the page says about a refused move."""
    return " ".join(words(html.fromstring(response.text), "//*[@role='alert']//p | //p[@role='alert']"))


def sign_in(app: Flask, user_id: int) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session["language"] = str(user_id), True, "en"
    return client
