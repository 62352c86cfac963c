"""The blueprints of monitoring, their place in the staff bar, what templates may ask, headers of secret addresses."""

from flask import Blueprint, Response
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from participation.concept.errors import ConceptUnknown
from participation.concept.models import Measure
from participation.i18n import mark
from participation.i18n.choice import read_as_staff
from participation.kernel.errors import DomainError
from participation.monitoring.errors import CalendarUnknown, RequestUnknown, RoundUnknown
from participation.monitoring.models import StatusReport
from participation.monitoring.queries import list_reports
from participation.monitoring.words import (
    ANSWER_NAMES,
    LATENESS_NAMES,
    PARTS,
    PROGRESS_NAMES,
    PROGRESS_SIGNS,
    REPORTED_STATES,
    half_name,
)
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.web.navigation import StaffLink, add_staff_link

blueprint = Blueprint("monitoring", __name__, url_prefix="/office/monitoring")
secret_pages = Blueprint("status", __name__)
"""Addresses with a secret in them: whoever knows it needs no account."""
secret_pages.before_request(read_as_staff)

add_staff_link(
    StaffLink(7, "monitoring.index", "/office/monitoring", mark("Monitoring"), lambda staff: staff.is_office)
)


@secret_pages.after_request
def keep_secret(response: Response) -> Response:
    """Let no browser, proxy or search engine keep the page, and nobody learn its address from a ``Referer``.

    ``strict-origin`` names no path, not even to this server, whose front may write a log; ``no-referrer`` would make
    older browsers send forms without their origin, which ``web.security`` asks for.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.cache_control.no_store = True
    return response


@blueprint.errorhandler(ConceptUnknown)
@blueprint.errorhandler(RoundUnknown)
@blueprint.errorhandler(RequestUnknown)
@secret_pages.errorhandler(CalendarUnknown)
def answer_unknown(error: DomainError) -> ResponseReturnValue:
    """Say that there is nothing at this address."""
    return error_page(404, word(error))


def status_reports_of(measure: Measure) -> list[StatusReport]:
    """Return the reports of a measure over the years, newest first: for its page, which lies below monitoring."""
    return list_reports([measure.lineage]).get(measure.lineage, [])


@blueprint.record_once
def offer_words(state: BlueprintSetupState) -> None:
    """Offer names, and the reports of a measure, to all templates."""
    state.app.jinja_env.globals.update(
        answer_names=ANSWER_NAMES,
        half_name=half_name,
        lateness_names=LATENESS_NAMES,
        progress_names=PROGRESS_NAMES,
        progress_signs=PROGRESS_SIGNS,
        reported_states=REPORTED_STATES,
        report_parts=PARTS,
        status_reports_of=status_reports_of,
    )
