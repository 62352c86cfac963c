"""The short form of whoever leads a measure, at a secret address (ADR 0027)."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from participation.access.policies import everyone, policy
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.monitoring.errors import LinkExpired, LinkUnknown, ReportAccepted, ReportChanged, RequestUnknown
from participation.monitoring.forms import ReportForm
from participation.monitoring.models import StatusRequest
from participation.monitoring.queries import find_measure_of, find_standing, get_request_at
from participation.monitoring.services import hand_in_report
from participation.monitoring.services.reports import check_open
from participation.monitoring.views.blueprint import secret_pages
from participation.web.limits import address, at_most
from participation.web.messages import word

ASKED_A_MINUTE = 120
"""Requests that an address has in a minute: an office full of people who report, no machine that guesses."""
CLOSED = (LinkUnknown, LinkExpired, ReportAccepted, RequestUnknown)
"""Refusals after which the form takes nothing any more."""


@secret_pages.route("/report/<secret>", methods=["GET", "POST"])
@policy(everyone)
@at_most(lambda: ASKED_A_MINUTE, address)
def report(secret: str) -> ResponseReturnValue:
    """Ask how a measure stands, and store it; what was typed stays visible whatever is refused."""
    form = ReportForm()
    try:
        asked = get_request_at(secret)
        if not form.is_submitted():
            check_open(asked)
            form.show(asked.report)
            return _page(asked, form)
        if not form.validate():
            return _page(asked, form), 422
        with transaction():
            hand_in_report(secret, form.said(), seen_version=form.version)
    except ReportChanged as error:
        form.form_errors.append(word(error))
        asked = get_request_at(secret)
        form.seen_version.data = str(asked.report.version if asked.report else 0)
        return _page(asked, form, changed=True), 409
    except CLOSED as error:
        return _closed(secret, error, form)
    return redirect(url_for("status.report", secret=secret, _anchor="received"), 303)


@secret_pages.errorhandler(CSRFError)
def ask_again(_error: CSRFError) -> ResponseReturnValue:
    """Keep the text of somebody whose browser got a session, and so needs a token, after the form was drawn."""
    secret, form = (request.view_args or {}).get("secret", ""), ReportForm()
    form.form_errors.append(_("Please send the report once more. Your text is still here."))
    try:
        asked = get_request_at(secret)
        check_open(asked)
        return _page(asked, form), 400
    except CLOSED as error:
        return _closed(secret, error, form)


def _page(asked: StatusRequest, form: ReportForm, *, changed: bool = False) -> str:
    return render_template(
        "monitoring/lead/report.html",
        asked=asked,
        round=asked.round,
        measure=find_measure_of(asked),
        report=asked.report,
        form=form,
        changed=changed,
    )


def _closed(secret: str, error: DomainError, form: ReportForm) -> ResponseReturnValue:
    """Say why nothing is taken any more, with what was reported before and with what was typed now, to be copied."""
    asked = None if isinstance(error, LinkUnknown | RequestUnknown) else get_request_at(secret)
    page = render_template(
        "monitoring/lead/closed.html",
        message=word(error),
        asked=asked,
        measure=find_standing([asked.lineage]).get(asked.lineage) if asked else None,
        typed=form.typed() if form.is_submitted() else [],
    )
    if asked is None:
        return page, 404
    return page, 200 if isinstance(error, ReportAccepted) and not form.is_submitted() else 410
