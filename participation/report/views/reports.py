"""Reports: begin one for a period, write what is recommended, hand it out (see ``export``)."""

from __future__ import annotations

from datetime import date

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.models import MeasureState
from participation.concept.queries import get_concept, list_concepts
from participation.i18n import gettext
from participation.i18n import gettext as _
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.standing import STATE_NAMES
from participation.report.errors import RecommendationChanged
from participation.report.forms import RecommendationForm, ReportForm
from participation.report.models import IntegrationReport
from participation.report.queries import content_of, find_recommendation, get_report, list_reports
from participation.report.services import begin_report, remove_report, write_recommendation
from participation.report.views.blueprint import blueprint
from participation.web.fragments import see_other
from participation.web.messages import word


@blueprint.get("")
@policy(office)
def index() -> ResponseReturnValue:
    """List the reports and offer the next one: on the time since the former, or since a year."""
    reports = list_reports()
    today = local(clock.now()).date()
    since = reports[0].until if reports else date(today.year - 1, 12, 31)
    form = ReportForm(formdata=None, since=since, until=today)
    return _index_page(form, reports)


@blueprint.post("")
@policy(office)
def begin() -> ResponseReturnValue:
    """Begin a report."""
    form = ReportForm()
    form.offer(list_concepts())
    if not form.validate() or form.since.data is None or form.until.data is None:
        return _index_page(form, list_reports()), 422
    try:
        with transaction():
            concept = get_concept(form.concept.data)
            report_id = begin_report(concept, form.since.data, form.until.data, acting_staff()).id
    except DomainError as error:
        form.form_errors.append(word(error))
        return _index_page(form, list_reports()), 422
    return see_other(url_for("report.show", report_id=report_id))


@blueprint.get("/<int:report_id>")
@policy(office)
def show(report_id: int) -> ResponseReturnValue:
    """Show what a report will tell, field of action by field, with a place for each recommendation."""
    return _page(get_report(report_id))


@blueprint.post("/<int:report_id>/recommendations/<int:field_id>")
@policy(office)
def recommend(report_id: int, field_id: int) -> ResponseReturnValue:
    """Write what is recommended for a field of action; 0 stands for what belongs to none."""
    form = RecommendationForm()
    if not form.validate():
        return _page(get_report(report_id), field_id, form), 422
    try:
        with transaction():
            report = get_report(report_id)
            write_recommendation(report, field_id or None, form.text.data or "", form.version, acting_staff())
    except RecommendationChanged as error:
        report = get_report(report_id)
        form.form_errors.append(word(error))
        standing = find_recommendation(report, field_id or None)
        form.seen_version.data = str(standing.version if standing else 0)
        return _page(report, field_id, form, changed=True), 409
    except DomainError as error:
        form.form_errors.append(word(error))
        return _page(get_report(report_id), field_id, form), 422
    flash(_("The recommendation is saved."), "good")
    return see_other(url_for("report.show", report_id=report_id, _anchor=f"field-{field_id}"))


@blueprint.post("/<int:report_id>/remove")
@policy(office)
def remove(report_id: int) -> ResponseReturnValue:
    """Give a report up."""
    with transaction():
        remove_report(get_report(report_id), acting_staff())
    flash(_("The report is removed."), "good")
    return see_other(url_for("report.index"))


def _index_page(form: ReportForm, reports: list[IntegrationReport]) -> str:
    form.offer(list_concepts())
    return render_template("report/index.html", form=form, reports=reports)


def _page(
    report: IntegrationReport,
    field_id: int | None = None,
    sent: RecommendationForm | None = None,
    *,
    changed: bool = False,
) -> str:
    """Draw the page; ``sent`` is a form that could not be saved and comes back as typed."""
    content = content_of(report)
    forms = {}
    for field in content.fields:
        first = field.recommendations[0] if field.recommendations else None
        values = {"text": first.text, "seen_version": str(first.version)} if first else {"seen_version": "0"}
        forms[field.field.id if field.field else 0] = RecommendationForm(formdata=None, **values)
    if field_id is not None and sent is not None:
        forms[field_id] = sent
    return render_template(
        "report/show.html",
        report=report,
        content=content,
        forms=forms,
        changed=field_id if changed else None,
        state_name=lambda state: gettext(STATE_NAMES[MeasureState(state)]),
    )
