"""Letters and links of a round of status reports."""

from io import BytesIO

from flask import Response, current_app, send_file
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.export.csv_writer import write_csv
from participation.export.docx_writer import write_docx
from participation.export.services.concepts import MEDIA_TYPES, ConceptFormat
from participation.export.status_letters import letters_document, links_sheet
from participation.export.views.blueprint import blueprint
from participation.export.views.workshops import file_name
from participation.i18n import gettext as _
from participation.kernel import clock
from participation.kernel.errors import DomainError
from participation.monitoring.errors import RoundUnknown
from participation.monitoring.models import Answer
from participation.monitoring.queries import get_round, list_to_write_to
from participation.web.error_pages import error_page
from participation.web.messages import word


@blueprint.errorhandler(RoundUnknown)
def answer_unknown_round(error: DomainError) -> ResponseReturnValue:
    """Say that there is no such round."""
    return error_page(404, word(error))


@blueprint.get("/office/monitoring/rounds/<int:status_round_id>/letters.docx")
@policy(office)
def status_letters(status_round_id: int) -> ResponseReturnValue:
    """Hand out a letter for each lead that has not reported on all its measures."""
    round_ = get_round(status_round_id)
    asked = list_to_write_to(round_.id, Answer.MISSING)
    document = letters_document(round_, asked, current_app.config["SETTINGS"].base_url)
    name = file_name(_("letters"), round_.asks_about.key, round_.concept.title, "docx")
    return _handed_out(write_docx(document, clock.now()), ConceptFormat.DOCX, name)


@blueprint.get("/office/monitoring/rounds/<int:status_round_id>/links.csv")
@policy(office)
def status_links(status_round_id: int) -> ResponseReturnValue:
    """Hand out all links of a round with their leads."""
    round_ = get_round(status_round_id)
    sheet = links_sheet(round_, list_to_write_to(round_.id), current_app.config["SETTINGS"].base_url)
    name = file_name(_("links"), round_.asks_about.key, round_.concept.title, "csv")
    return _handed_out(write_csv(sheet), ConceptFormat.CSV, name)


def _handed_out(content: bytes, file_format: ConceptFormat, name: str) -> Response:
    answer = send_file(BytesIO(content), MEDIA_TYPES[file_format], as_attachment=True, download_name=name)
    answer.cache_control.no_store = True
    return answer
