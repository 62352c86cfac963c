"""The blueprint of reports: below monitoring, whose results they gather."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from participation.concept.errors import EditionUnknown
from participation.kernel.errors import DomainError
from participation.report.errors import ReportUnknown
from participation.web.error_pages import error_page
from participation.web.messages import word

blueprint = Blueprint("report", __name__, url_prefix="/office/monitoring/reports")


@blueprint.errorhandler(EditionUnknown)
@blueprint.errorhandler(ReportUnknown)
def answer_unknown(error: DomainError) -> ResponseReturnValue:
    """Say that there is no such report, or nothing to report on."""
    return error_page(404, word(error))
