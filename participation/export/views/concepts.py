"""A concept as a download."""

from io import BytesIO

from flask import Response, abort, request, send_file
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.concept.chapter import ChapterForm
from participation.concept.editions.choosing import choose_edition
from participation.concept.editions.comparing import DifferenceFilter, pair_to_compare
from participation.concept.queries import get_concept, list_measured
from participation.concept.translations.progress import list_entries
from participation.concept.translations.saving import check_target
from participation.export.services import (
    ConceptFile,
    ConceptFormat,
    concept_file,
    concept_file_name,
    export_differences,
)
from participation.export.services.concepts import MEDIA_TYPES
from participation.export.translation_sheet import make_translation_sheet
from participation.export.value_sheet import make_value_sheet
from participation.export.views.blueprint import blueprint
from participation.export.views.handing_out import hand_out
from participation.export.views.workshops import file_name
from participation.i18n import gettext as _
from participation.kernel import clock


@blueprint.get("/office/concepts/<int:concept_id>/export/<file_format>")
@policy(office)
def concept(concept_id: int, file_format: str) -> ResponseReturnValue:
    """Hand out an edition of a concept as DOCX, XLSX, CSV or JSON; by default the newest.

    A Word document has the form that is asked for by `form=`, by default the one that suits the concept.
    """
    form = request.args.get("form", "")
    if file_format not in set(ConceptFormat) or (form and form not in set(ChapterForm)):
        abort(404)
    edition = choose_edition(get_concept(concept_id), request.args.get("edition", "newest"))
    name = concept_file_name(edition, ConceptFormat(file_format))
    return hand_out(concept_file, name, edition_id=edition.id, file_format=file_format, form=form)


@blueprint.get("/office/concepts/<int:concept_id>/differences.docx")
@policy(office)
def differences(concept_id: int) -> ResponseReturnValue:
    """Hand out what changed between two editions, filtered as on the page, as DOCX."""
    asked = request.args
    old, new = pair_to_compare(get_concept(concept_id), asked.get("from", ""), asked.get("to", ""))
    chosen = DifferenceFilter(asked.get("kind", ""), asked.get("what", ""), asked.get("field", ""))
    return _handed_out(export_differences(old, new, chosen))


@blueprint.get("/office/concepts/<int:concept_id>/values.xlsx")
@policy(office)
def value_sheet(concept_id: int) -> ResponseReturnValue:
    """Hand out the sheet in which values of all indicators are filled in."""
    concept = get_concept(concept_id)
    name = file_name(_("values"), "", concept.title, ConceptFormat.XLSX)
    content = make_value_sheet(concept, list_measured(concept), clock.now())
    return _handed_out(ConceptFile(name, MEDIA_TYPES[ConceptFormat.XLSX], content))


@blueprint.get("/office/concepts/<int:concept_id>/translations/<language>.xlsx")
@policy(office)
def translation_sheet(concept_id: int, language: str) -> ResponseReturnValue:
    """Hand out what of an edition is to be translated into a language, or everything, as a list for translators."""
    concept = get_concept(concept_id)
    check_target(concept, language)
    edition = choose_edition(concept, request.args.get("edition", "newest"))
    entries = list_entries(edition, language)
    if request.args.get("show") != "all":
        entries = [entry for entry in entries if entry.is_open]
    name = file_name(_("translations"), language, concept.title, ConceptFormat.XLSX)
    content = make_translation_sheet(concept, language, entries, clock.now())
    return _handed_out(ConceptFile(name, MEDIA_TYPES[ConceptFormat.XLSX], content))


def _handed_out(file: ConceptFile) -> Response:
    answer = send_file(BytesIO(file.content), file.media_type, as_attachment=True, download_name=file.name)
    answer.cache_control.no_store = True
    return answer
