"""A concept as a download."""

from io import BytesIO

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.concept.queries import get_concept, newest_edition
from participation.export.services import ConceptFormat, export_concept
from participation.export.views.blueprint import blueprint


@blueprint.get("/office/concepts/<int:concept_id>/export/<file_format>")
@policy(office)
def concept(concept_id: int, file_format: str) -> ResponseReturnValue:
    """Hand out the newest edition of a concept as DOCX, XLSX, CSV or JSON."""
    if file_format not in set(ConceptFormat):
        abort(404)
    file = export_concept(newest_edition(get_concept(concept_id)), ConceptFormat(file_format))
    answer = send_file(BytesIO(file.content), file.media_type, as_attachment=True, download_name=file.name)
    answer.cache_control.no_store = True
    return answer
