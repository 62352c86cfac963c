"""What the phone page needs besides itself: a style sheet, a script and a service worker, one request each."""

from functools import lru_cache

from flask import Response, request, url_for
from flask.blueprints import BlueprintSetupState
from markupsafe import Markup

from participation.access.policies import everyone, policy
from participation.hall.views.blueprint import blueprint
from participation.web.joined import Joined

FIRST = Joined(("web/tokens.css", "web/base.css", "hall/phone-first.css"))
"""What the first picture of the page is drawn with."""
WHOLE = Joined((*FIRST.paths, "hall/phone.css"))
SCRIPT = Joined(
    tuple(
        f"hall/phone/{part}.js"
        for part in (
            "frame",
            "outbox",
            "drafts",
            "sending",
            "leaving",
            "choosing",
            "aloud",
            "telling",
            "following",
            "begin",
        )
    )
)
"""One module of several parts, which share their names: a module that imports others costs a request for each."""
WORKER = Joined(("hall/phone-worker.js",))


@blueprint.get("/phone.css")
@policy(everyone)
def phone_sheet() -> Response:
    """Return the style sheet of the phone page."""
    return WHOLE.answer("text/css")


@blueprint.get("/phone.js")
@policy(everyone)
def phone_script() -> Response:
    """Return the script of the phone page."""
    return SCRIPT.answer("text/javascript")


@blueprint.get("/phone-worker.js")
@policy(everyone)
def phone_worker() -> Response:
    """Return the service worker; it stands at the root so that it may serve the page of each code."""
    return WORKER.answer("text/javascript")


def sheet_link() -> Markup:
    """Return the link to the sheet as it is now."""
    return _link(request.script_root, WHOLE.fingerprint)


@lru_cache(maxsize=8)
def _link(_script_root: str, fingerprint: str) -> Markup:
    return Markup('<link rel="stylesheet" href="{}">').format(url_for("hall.phone_sheet", v=fingerprint))


def first_style() -> Markup:
    """Return what the first picture is drawn with, to stand in the page; its hash must be allowed."""
    return Markup(f"<style>{FIRST.text}</style>")  # noqa: S704 - our own sheet


def script_address() -> str:
    """Return the address of the script as it is now."""
    return url_for("hall.phone_script", v=SCRIPT.fingerprint)


def worker_address() -> str:
    """Return the address of the service worker as it is now."""
    return url_for("hall.phone_worker", v=WORKER.fingerprint)


def _offer_parts(state: BlueprintSetupState) -> None:
    offered = (sheet_link, first_style, script_address, worker_address)
    state.app.jinja_env.globals.update({function.__name__: function for function in offered})


blueprint.record(_offer_parts)
