"""Flask's session in a signed cookie: what this process has signed or checked once, it knows.

A hall sends the same cookies again and again. What a cookie says is a function of its text; only whether it is too old
is asked each time.
"""

from collections import OrderedDict
from copy import deepcopy
from datetime import datetime
from functools import cache
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

from participation.kernel import clock

COOKIES_KNOWN = 4096
"""Of how many devices it is remembered what their cookie says: more than a hall has, about 2 MB."""

Said = dict[str, Any]


class Cookies(SecureCookieSessionInterface):
    """Sessions in cookies, each of which is signed or checked once."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a request; an empty one for a cookie that is missing, forged or too old."""
        cookie, signer = request.cookies.get(self.get_cookie_name(app)), self.get_signing_serializer(app)
        if not cookie or signer is None:
            return super().open_session(app, request)
        try:
            said, since = signer.said_by(cookie)
        except BadSignature:
            return self.session_class()
        return self.session_class(said if clock.now() - since <= app.permanent_session_lifetime else None)

    @cache  # noqa: B019 - one of these lives as long as its application
    def get_signing_serializer(self, app: Flask) -> "_Signer | None":  # type: ignore[override]  # Flask lets it sign
        """Return what signs cookies and checks them, made once; ``None`` without a secret key."""
        signer = super().get_signing_serializer(app)
        return None if signer is None else _Signer(signer)


class _Signer:
    """Signs and checks with ``signer``, and remembers."""

    def __init__(self, signer: URLSafeTimedSerializer) -> None:
        self._signer = signer
        self._known: OrderedDict[str, tuple[Said, datetime]] = OrderedDict()

    def dumps(self, said: Said) -> str:
        """Return the cookie that says ``said``."""
        cookie = str(self._signer.dumps(said))
        self._remember(cookie, deepcopy(said), clock.now())
        return cookie

    def said_by(self, cookie: str) -> tuple[Said, datetime]:
        """Return what a cookie says and when it was signed; raises ``BadSignature`` for one that is not ours."""
        found = self._known.get(cookie)
        if found is None:
            found = self._signer.loads(cookie, return_timestamp=True)
            self._remember(cookie, *found)
        said, since = found
        return deepcopy(said), since

    def _remember(self, cookie: str, said: Said, since: datetime) -> None:
        self._known[cookie] = said, since
        if len(self._known) > COOKIES_KNOWN:
            self._known.popitem(last=False)
