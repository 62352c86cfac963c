"""Security headers of every answer, and the refusal of requests that come from other sites."""

from hmac import compare_digest
from secrets import token_hex
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, g, request, session
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFProtect

from participation.web.cookies import Cookies

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "connect-src 'self'; "
    "frame-src 'self'; "
    "worker-src 'self'; "
    "manifest-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
NOT_MODIFIED = 304
MAXIMUM_BODY = 64 * 1024
"""Bytes that a request may carry unless its view allows more (an upload does)."""

CSRF_SECRET = "csrf_token"  # noqa: S105 - the name under which Flask-WTF keeps it in the session, too
CSRF_HEADER = "X-CSRFToken"

csrf = CSRFProtect()


def form_token() -> str:
    """Return what the forms of this session are checked by: the secret that its signed cookie holds.

    Flask-WTF signs the secret anew for each answer, with a time that nothing here looks at: a form may be left open
    for hours. The signature of the cookie already says that the secret is ours, so that of the token adds nothing.
    """
    if CSRF_SECRET not in session:
        session[CSRF_SECRET] = token_hex()
    return str(session[CSRF_SECRET])


def allow_style(response: Response, source: str) -> None:
    """Let one style that stands in this page take effect: the one that ``source`` (a hash) names."""
    policy = CONTENT_SECURITY_POLICY.replace("style-src 'self'", f"style-src 'self' {source}")
    response.headers["Content-Security-Policy"] = policy


def add_headers(response: Response) -> Response:
    """Set the headers on an answer; a view may have chosen its own before.

    "Nothing has changed" (304) carries none: they stay as the browser has kept them (RFC 9110, §15.4.5).
    """
    if response.status_code == NOT_MODIFIED:
        return response
    chosen = {name.lower() for name, _value in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in chosen:
            response.headers.add(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def refuse_cross_site() -> None:
    """Protect every writing request against forgery.

    A browser says where a request comes from (``Sec-Fetch-Site``, else ``Origin``); from another site it is
    refused. Besides, whoever has a session must show its token. A device without any cookie has no right that
    another site could abuse: a first card sent by a script is accepted without a token.
    """
    here = request_ctx.request
    if here.method in SAFE_METHODS or here.endpoint is None:
        return
    if not _comes_from_here(here):
        abort(403)
    if session and not _shows_own_token(here):
        csrf.protect()


def _shows_own_token(here: Request) -> bool:
    """Whether the request carries the secret of its session; a token that Flask-WTF has signed is left to it."""
    sent = here.form.get(CSRF_SECRET) or here.headers.get(CSRF_HEADER, "")
    if not compare_digest(sent.encode(), str(session.get(CSRF_SECRET, "")).encode()) or not sent:
        return False
    g.csrf_valid = True  # Flask-WTF's forms ask for this
    return True


def _comes_from_here(here: Request) -> bool:
    site = here.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = here.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == here.host


def allow_upload(largest: int) -> None:
    """Let this request carry a file of at most so many bytes, and the form around it.

    A file is read in pieces as large as a whole form may be; what is left of the piece before comes on top.
    """
    request.max_content_length = largest + MAXIMUM_BODY
    request.max_form_memory_size = 2 * MAXIMUM_BODY


def init_app(app: Flask) -> None:
    """Install headers, size limit and protection."""
    app.config.update(
        MAX_CONTENT_LENGTH=MAXIMUM_BODY,
        MAX_FORM_MEMORY_SIZE=MAXIMUM_BODY,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="participation",
    )
    app.session_interface = Cookies()
    csrf.init_app(app)
    app.jinja_env.globals["csrf_token"] = form_token
    app.context_processor(lambda: {"csrf_token": form_token})  # in place of Flask-WTF's
    app.before_request(refuse_cross_site)
    app.after_request(add_headers)
