"""The blueprint of the open data: anybody may ask, from any page; what goes wrong is told by RFC 9457."""

import logging

from flask import Blueprint, Response, current_app, json, request
from flask.blueprints import BlueprintSetupState
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from participation.i18n import current_language, gettext
from participation.i18n.choice import read_as_asked
from participation.open_data.errors import NothingPublic, ParameterUnfit, ParameterUnknown
from participation.web.error_pages import WORDS
from participation.web.limits import address, at_most
from participation.web.messages import word

log = logging.getLogger(__name__)

A_MINUTE = 6_000
"""Requests that one address may send to each route in a minute: many times a full hall behind one router."""
PREFLIGHT_SECONDS = 86_400

blueprint = Blueprint("open_data", __name__, url_prefix="/api/v1")


class Number(BaseConverter):
    """Any number in an address: one that no row can have is answered here and not by a page of the application."""

    regex = r"\d{1,19}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)


def _know_numbers(state: BlueprintSetupState) -> None:
    state.app.url_map.converters["number"] = Number


blueprint.record(_know_numbers)
blueprint.before_request(read_as_asked)
by_address = at_most(lambda: A_MINUTE, address)


@blueprint.after_request
def open_to_all_pages(response: Response) -> Response:
    """Let programs of any site read the answer (CORS); there are no cookies that could come along."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    response.vary.add("Accept-Language")
    return response


@blueprint.errorhandler(NothingPublic)
def answer_nothing(error: NothingPublic) -> Response:
    """Say that there is nothing public."""
    return problem(404, word(error))


@blueprint.errorhandler(ParameterUnknown)
@blueprint.errorhandler(ParameterUnfit)
def answer_parameter(error: ParameterUnknown | ParameterUnfit) -> Response:
    """Name the parameter that is wrong and what it takes."""
    return problem(400, word(error), parameter=error.parameter)


@blueprint.errorhandler(DataError)
def answer_unfit(_error: DataError) -> Response:
    """Say that no column holds such a value."""
    return problem(400)


@blueprint.errorhandler(HTTPException)
def answer_http(error: HTTPException) -> Response:
    """Tell a problem of the request itself; how long to wait comes along."""
    answer = problem(error.code or 500)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


@blueprint.errorhandler(Exception)
def answer_fault(error: Exception) -> Response:
    """Tell that something broke; what, stands in the log only."""
    if current_app.testing:
        raise error
    log.error("fault at %s", request.path, exc_info=error)
    return problem(500)


def problem(status: int, detail: str | None = None, **more: str) -> Response:
    """Return a problem (RFC 9457) in the language of the request; ``detail`` replaces the general advice."""
    title, advice = WORDS.get(status, WORDS[400 if status < 500 else 500])  # noqa: PLR2004 - HTTP's own border
    said = {"type": "about:blank", "title": gettext(title), "status": status, "detail": detail or gettext(advice)}
    answer = Response(
        json.dumps({**said, **more}, ensure_ascii=False, sort_keys=False),
        status,
        content_type="application/problem+json",
    )
    answer.content_language.add(current_language().tag)
    answer.cache_control.no_store = True
    return answer
