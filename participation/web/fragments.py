"""Fragments: a page asked for by htmx gets only the part that it will replace."""

from flask import Response, make_response, redirect, request
from flask.typing import ResponseReturnValue


def is_fragment() -> bool:
    """Whether htmx asks for a part of the page."""
    return request.headers.get("HX-Request") == "true"


def see_other(address: str) -> ResponseReturnValue:
    """Lead to another page after a successful POST; htmx is told to do it as a whole page."""
    if is_fragment():
        response = Response(status=204)
        response.headers["HX-Redirect"] = address
        return response
    return redirect(address, 303)


def uncached(body: str, status: int = 200) -> Response:
    """Return a page that nobody may keep."""
    response = make_response(body, status)
    response.cache_control.no_store = True
    return response
