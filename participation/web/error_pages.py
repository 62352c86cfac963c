"""Pages for what went wrong: each says what happened and what to do next; never a stack trace."""

import logging
from functools import lru_cache

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError
from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.http import parse_accept_header

from participation.i18n import gettext, mark
from participation.kernel.errors import DomainError
from participation.web.messages import word

log = logging.getLogger(__name__)

WORDS: dict[int, tuple[str, str]] = {
    400: (mark("This request was not understood"), mark("Go back, reload the page and try again.")),
    403: (
        mark("This page is not open to you"),
        mark("Reload the page and try again. If that does not help, ask the integration office for access."),
    ),
    404: (
        mark("There is nothing at this address"),
        mark("Check the address, or enter the code from the poster on the start page."),
    ),
    405: (mark("This does not work this way"), mark("Go back and use the buttons of the page.")),
    409: (mark("Somebody else was faster"), mark("Reload the page to see how things stand now.")),
    413: (mark("That was too much at once"), mark("Send less text or a smaller file.")),
    429: (mark("That was very fast"), mark("Wait a moment, then send again. Nothing is lost.")),
    500: (
        mark("Something broke on our side"),
        mark("Go back and try again. What you sent before is safe. The fault has been recorded."),
    ),
    503: (mark("Too busy for a moment"), mark("The page tries again by itself in a few seconds.")),
}


def error_page(status: int, sentence: str | None = None) -> tuple[str, int]:
    """Return the page for a status; ``sentence`` replaces the general advice."""
    title, advice = WORDS.get(status, WORDS[400 if status < 500 else 500])  # noqa: PLR2004 - HTTP's own border
    return render_template("web/error.html", title=gettext(title), advice=sentence or gettext(advice)), status


def _answer_http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None:
        return error.get_response()
    if wants_json():
        return {"error": error.name, "message": gettext(WORDS.get(error.code, WORDS[400])[1])}, error.code
    body, status = error_page(error.code)
    return body, status, {key: value for key, value in error.get_headers() if key == "Retry-After"}


def _answer_domain(error: DomainError) -> ResponseReturnValue:
    """Answer a refusal that no view caught: still named, never a fault."""
    sentence = word(error)
    return ({"error": type(error).__name__, "message": sentence}, 422) if wants_json() else error_page(422, sentence)


def _answer_unfit(_error: DataError) -> ResponseReturnValue:
    """Answer a value that no column holds, such as a number of twenty digits: not understood, and no fault."""
    return _answer_http(BadRequest())


def _answer_fault(error: Exception) -> ResponseReturnValue:
    # The rule, not the address: some addresses carry a secret.
    log.error("fault at %s %s", request.method, request.url_rule or "an unknown address", exc_info=error)
    return ({"error": "fault"}, 500) if wants_json() else error_page(500)


def wants_json() -> bool:
    """Whether the caller asked for JSON rather than a page."""
    return _prefers_json(request.headers.get("Accept", ""))


@lru_cache
def _prefers_json(accept: str) -> bool:
    """Say which comes first in the header of that name; browsers and scripts send few different ones."""
    accepted = parse_accept_header(accept, MIMEAccept)
    best = accepted.best_match(["text/html", "application/json"])
    return best == "application/json" and accepted[best] > accepted["text/html"]


def init_app(app: Flask) -> None:
    """Install the pages."""
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(DomainError, _answer_domain)
    app.register_error_handler(DataError, _answer_unfit)
    if not app.testing:
        app.register_error_handler(Exception, _answer_fault)
