"""Fragments: a page asked for by htmx gets only the part that it will replace."""

import hashlib
from collections.abc import Iterable

from flask import Response, make_response, redirect, request, session
from flask.typing import ResponseReturnValue

SESSION_SECRET = "csrf_token"  # noqa: S105 - the name under which Flask-WTF keeps what the tokens of forms are checked by


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


def kept_while_same(body: str, passing: Iterable[str], version: str) -> Response:
    """Return a page that its reader may keep and must ask for again: what has not changed is not sent again.

    Two pages are the same when they say the same. ``passing`` is what differs all the same: keys and tokens of forms,
    the time, how the page is dressed; those of the page that was kept are as good, while the session that the tokens
    were drawn for lasts. ``version`` is that of what a page needs besides itself.
    """
    says = body + session.get(SESSION_SECRET, "")
    for each in passing:
        says = says.replace(each, "")
    response = make_response(body)
    digest = hashlib.blake2b(says.encode(), digest_size=9, key=version.encode())
    response.set_etag(digest.hexdigest(), weak=True)
    response.cache_control.private = True
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response
