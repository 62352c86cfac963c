"""Flask's session in a signed cookie: what this process has signed or checked once, it knows.

A hall sends the same cookies again and again. What a cookie says is a function of its text; only whether it is too old
is asked each time.
"""

from collections import OrderedDict
from copy import deepcopy
from datetime import datetime
from functools import cache, lru_cache
from types import NoneType
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from participation.kernel import clock

COOKIES_KNOWN = 4096
"""Of how many devices it is remembered what their cookie says: more than a hall has, about 2 MB."""

UNCHANGEABLE = frozenset({str, int, bool, NoneType})
"""What most sessions consist of."""

Said = dict[str, Any]


class Cookies(SecureCookieSessionInterface):
    """Sessions in cookies, each of which is signed or checked once."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a request; an empty one for a cookie that is missing, forged or too old."""
        name, signer = self.get_cookie_name(app), self.get_signing_serializer(app)
        cookie = _find_cookie(request.environ.get("HTTP_COOKIE", ""), name)
        if not cookie or signer is None:
            return super().open_session(app, request)
        try:
            said, since = signer.said_by(cookie)
        except BadSignature:
            return self.session_class()
        return self.session_class(said if clock.now() - since <= app.permanent_session_lifetime else None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie when the session says something else than before; Flask would not set it otherwise either."""
        if session.modified or app.config["SESSION_REFRESH_EACH_REQUEST"]:
            super().save_session(app, session, response)
        elif session.accessed:
            response.vary.add("Cookie")

    @cache  # noqa: B019 - one of these lives as long as its application
    def get_signing_serializer(self, app: Flask) -> "_Signer | None":  # type: ignore[override]  # Flask lets it sign
        """Return what signs cookies and checks them, made once; ``None`` without a secret key."""
        signer = super().get_signing_serializer(app)
        return None if signer is None else _Signer(signer)


@lru_cache(maxsize=COOKIES_KNOWN)
def _find_cookie(header: str, name: str) -> str | None:
    """Return the cookie of that name in the header of a request."""
    return parse_cookie(header).get(name)


def _copied(said: Said) -> Said:
    """Return a copy that shares nothing that could be changed."""
    is_flat = UNCHANGEABLE.issuperset(map(type, said.values()))
    return said.copy() if is_flat else deepcopy(said)


class _Signer:
    """Signs and checks with ``signer``, and remembers."""

    def __init__(self, signer: URLSafeTimedSerializer) -> None:
        self._signer = signer
        self._known: OrderedDict[str, tuple[Said, datetime]] = OrderedDict()

    def dumps(self, said: Said) -> str:
        """Return the cookie that says ``said``."""
        cookie = str(self._signer.dumps(said))
        self._remember(cookie, _copied(said), clock.now())
        return cookie

    def said_by(self, cookie: str) -> tuple[Said, datetime]:
        """Return what a cookie says and when it was signed; raises ``BadSignature`` for one that is not ours."""
        found = self._known.get(cookie)
        if found is None:
            found = self._signer.loads(cookie, return_timestamp=True)
            self._remember(cookie, *found)
        said, since = found
        return _copied(said), since

    def _remember(self, cookie: str, said: Said, since: datetime) -> None:
        self._known[cookie] = said, since
        if len(self._known) > COOKIES_KNOWN:
            self._known.popitem(last=False)
