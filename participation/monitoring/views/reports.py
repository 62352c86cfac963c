"""One measure in a round: its link and letter, its report, which the office accepts."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.i18n import gettext as _
from participation.i18n import speaking
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.queries import reachable_states
from participation.monitoring.errors import ReportChanged, ReportMissing
from participation.monitoring.forms import AcceptForm
from participation.monitoring.letters import address_of, language_of, letter_text
from participation.monitoring.models import StatusRequest
from participation.monitoring.queries import AskedMeasure, find_measure_of, get_request
from participation.monitoring.services import accept_report, renew_link
from participation.monitoring.views.blueprint import blueprint
from participation.monitoring.views.overview import today
from participation.web.fragments import uncached
from participation.web.messages import flash_error, word


@blueprint.get("/requests/<int:request_id>")
@policy(office)
def asked(request_id: int) -> ResponseReturnValue:
    """Show a measure of a round: link and letter to copy, the report, the form to accept it."""
    found = get_request(request_id)
    form = AcceptForm()
    _offer(form, found)
    if found.report is not None:
        form.propose(found.report, find_measure_of(found))
    return uncached(_page(found, form))


@blueprint.post("/requests/<int:request_id>/accept")
@policy(office)
def accept(request_id: int) -> ResponseReturnValue:
    """Accept a report; its measure goes where the office says, with the reason."""
    form, found = AcceptForm(), get_request(request_id)
    _offer(form, found)
    status = 422
    if form.validate():
        try:
            with transaction():
                report = get_request(request_id).report
                if report is None:
                    raise ReportMissing
                accept_report(request_id, acting_staff(), form.acceptance(report), seen_version=form.version)
        except DomainError as error:
            form.form_errors.append(word(error))
            status = 409 if isinstance(error, ReportChanged) else 422
        else:
            flash(_("The report is accepted."), "good")
            return redirect(
                url_for("monitoring.show", status_round_id=get_request(request_id).round_id, what="new"), 303
            )
    found = get_request(request_id)
    form.seen_version.data = str(found.report.version if found.report else 0)
    return uncached(_page(found, form), status)


@blueprint.post("/requests/<int:request_id>/link")
@policy(office)
def renew(request_id: int) -> ResponseReturnValue:
    """Make the link anew; the old one leads nowhere from now on."""
    try:
        with transaction():
            renew_link(request_id, acting_staff())
    except DomainError as error:
        flash_error(error)
    else:
        flash(_("The link is made anew. The old one leads nowhere any more."), "good")
    return redirect(url_for("monitoring.asked", request_id=request_id), 303)


def _offer(form: AcceptForm, found: StatusRequest) -> None:
    measure = find_measure_of(found)
    form.offer(measure, reachable_states(measure))


def _page(found: StatusRequest, form: AcceptForm) -> str:
    base_url = current_app.config["SETTINGS"].base_url
    measure = find_measure_of(found)
    address = address_of(found, base_url)
    with speaking(language_of(found.round)):
        letter = letter_text(AskedMeasure(found, measure), found.round, base_url) if address else ""
    return render_template(
        "monitoring/report.html",
        asked=found,
        round=found.round,
        report=found.report,
        measure=measure,
        address=address,
        letter=letter,
        letter_language=language_of(found.round),
        over=found.round.is_over(today()),
        form=form,
    )
