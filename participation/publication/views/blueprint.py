"""The blueprint of the concept's public pages, and what all of them ask first."""

from flask import Blueprint, abort, request, url_for

from participation.concept.models import Concept, Edition, FieldOfAction
from participation.concept.queries import list_fields_of
from participation.concept.translations.wordings import Wordings
from participation.i18n import current_language
from participation.publication.queries import News, find_published

blueprint = Blueprint("publication", __name__, url_prefix="/concept")

NOT_FOUND = 404


def published_or_none(concept_id: int) -> Edition:
    """Return the adopted edition of a concept; without one there is nothing at this address."""
    edition = find_published(concept_id)
    if edition is None:
        abort(NOT_FOUND)
    return edition


def chosen_field(edition: Edition) -> tuple[list[FieldOfAction], FieldOfAction | None]:
    """Return the fields of action of an edition and the one in the address; an unknown one is none at all."""
    fields, asked = list_fields_of(edition), request.args.get("field", type=int)
    return fields, next((field for field in fields if field.id == asked), None)


def wordings_for_reader(concept: Concept) -> Wordings:
    """Return the texts of a concept as the reader reads them; ``?original=1`` asks for the concept's own words."""
    wants_original = request.args.get("original") == "1"
    return Wordings(concept, concept.language if wants_original else current_language().tag)


def address_of(news: News, concept_id: int) -> str:
    """Return where something new is read."""
    if news.code:
        return url_for("hall.results", code=news.code)
    if news.measure_id is not None:
        return url_for("publication.measure", concept_id=concept_id, measure_id=news.measure_id)
    return url_for("publication.concept", concept_id=concept_id)
