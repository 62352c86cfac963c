"""A telephone: asks the server for pages and sends forms, with a cookie of its own and nothing else."""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode

from participation.cli.demo.figures import Figures
from participation.cli.demo.pages import Form, read_forms

PATIENCE_SECONDS = 15
BROKEN = 0
"""The status of an answer that never came."""
OK, CREATED, SEE_OTHER = 200, 201, 303


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said; ``retry_after`` are the seconds it asks to wait, 0 for none."""

    status: int
    body: str = ""
    tag: str = ""
    retry_after: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether it was done."""
        return self.status in {OK, CREATED, SEE_OTHER}

    def form_to(self, ending: str) -> Form | None:
        """Return the form of the page whose address ends like this."""
        return next((form for form in self.forms() if form.action.endswith(ending)), None)

    def forms(self) -> list[Form]:
        """Return the forms of the page."""
        return read_forms(self.body) if self.status == OK else []


class Device:
    """One telephone at the server ``host:port``; it keeps its cookies to itself."""

    def __init__(self, host: str, port: int, figures: Figures) -> None:
        self._address = (host, port)
        self._figures = figures
        self._cookies: dict[str, str] = {}
        self._stage: dict[str, Any] = {}
        self._stage_tag = ""

    def open(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, "text/html")

    def send(self, path: str, fields: Iterable[tuple[str, str]]) -> Answer:
        """Send a form the way the page's script does: the answer says only what became of it."""
        return self._ask("POST", path, "application/json", urlencode(list(fields)))

    def stage(self, code: str) -> dict[str, Any]:
        """Return what is going on now; what was known last when nothing has changed or nobody answers."""
        answer = self._ask("GET", f"/{code}/stage", "application/json", tag=self._stage_tag)
        if answer.status == OK:
            self._stage, self._stage_tag = json.loads(answer.body), answer.tag
        return self._stage

    def _ask(self, method: str, path: str, accept: str, body: str | None = None, tag: str = "") -> Answer:
        """Ask over a connection of its own: a telephone in a hall keeps none open for long."""
        began = time.monotonic()
        connection = HTTPConnection(*self._address, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, body, self._headers(accept, tag, is_form=body is not None))
            response = connection.getresponse()
            content = response.read().decode("utf-8", "replace")
            self._keep_cookies(response.headers)
            answer = Answer(response.status, content, response.headers.get("ETag", ""), _retry_after(response.headers))
        except (OSError, HTTPException):
            answer = Answer(BROKEN)
        finally:
            connection.close()
        self._figures.add_answer(answer.status, time.monotonic() - began)
        return answer

    def _headers(self, accept: str, tag: str, *, is_form: bool) -> dict[str, str]:
        headers = {"Accept": accept, "Connection": "close"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if tag:
            headers["If-None-Match"] = tag
        if is_form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers

    def _keep_cookies(self, headers: HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie", []):
            try:
                self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
            except CookieError:
                continue


def _retry_after(headers: HTTPMessage) -> float:
    seconds = headers.get("Retry-After", "")
    return float(seconds) if seconds.isdigit() else 0.0
