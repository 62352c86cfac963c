"""Fragments: a page asked for by htmx gets only the part that it will replace."""

import hashlib
from collections.abc import Iterable

from flask import Response, make_response, redirect, request, session
from flask.typing import ResponseReturnValue

from participation.web.security import CSRF_SECRET


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


def kept_while_same(body: str, says: str, version: str) -> Response:
    """Return a page that its reader may keep and must ask for again: what has not changed is not sent again.

    Two pages are the same when they say the same: ``says`` is the page without what differs all the same (``without``);
    that of the page that was kept is as good, while the session lasts that the tokens of its forms were drawn for.
    ``version`` is that of what a page needs besides itself.
    """
    response = make_response(body)
    said = says + session.get(CSRF_SECRET, "")
    response.set_etag(hashlib.blake2b(said.encode(), digest_size=9, key=version.encode()).hexdigest(), weak=True)
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def without(body: str, passing: Iterable[str]) -> str:
    """Return a page without what each answer carries anew: keys and tokens of forms, the time, how it is dressed."""
    for each in passing:
        body = body.replace(each, "")
    return body
