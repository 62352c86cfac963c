"""Integration reports as downloads."""

from flask import abort
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.export.integration_report import ENDINGS_OF_REPORTS, report_file
from participation.export.views.blueprint import blueprint
from participation.export.views.handing_out import hand_out
from participation.export.views.workshops import file_name
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.report.errors import ReportUnknown
from participation.report.queries import get_report
from participation.web.error_pages import error_page
from participation.web.messages import word


@blueprint.errorhandler(ReportUnknown)
def answer_unknown_report(error: DomainError) -> ResponseReturnValue:
    """Say that there is no such report."""
    return error_page(404, word(error))


@blueprint.get("/office/monitoring/reports/<int:report_id>/report.<ending>")
@policy(office)
def integration_report(report_id: int, ending: str) -> ResponseReturnValue:
    """Hand out a report: DOCX or PDF."""
    report = get_report(report_id)
    if ending not in ENDINGS_OF_REPORTS:
        abort(404)
    name = file_name(_("integration report"), report.until.isoformat(), report.concept.title, ending)
    return hand_out(report_file, name, report_id=report_id, ending=ending)
