"""The blueprint of the concept, its place in the staff bar, and the words of the printed chapter for templates."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from participation.access.policies import current_staff
from participation.concept.chapter import value_in_words
from participation.concept.chapter import word as printed_word
from participation.concept.editions.errors import NoSuchEdition
from participation.concept.editions.messages import STATE_NAMES
from participation.concept.errors import (
    ConceptUnknown,
    EditionNotDraft,
    EditionUnknown,
    GoalUnknown,
    IndicatorUnknown,
    UploadGone,
)
from participation.concept.messages import CHANGE_NAMES, COLUMN_MEANINGS, word_fault, word_note, word_place
from participation.concept.naming import origin_in_words, says_workshop
from participation.concept.reading.container import LARGEST_FILE
from participation.concept.translations.errors import TargetUnfit
from participation.concept.trends import LARGE, SMALL, Trend, Voice, direction_in_words, draw_trend, trend_of
from participation.concept.vocabulary import name_of
from participation.i18n import current_language, mark
from participation.kernel.errors import DomainError
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.web.navigation import StaffLink, add_staff_link
from participation.web.security import allow_upload

blueprint = Blueprint("concept", __name__, url_prefix="/office/concepts")

UPLOADS = (
    "concept.receive",
    "concept.values_receive",
    "concept.translate",
    "concept.sheet_receive",
    "concept.sheet_confirm",
)
"""The addresses that take a file, or a page of long texts."""

add_staff_link(StaffLink(1, "concept.index", "/office/concepts", mark("Concept"), lambda staff: staff.is_office))


@blueprint.url_value_preprocessor
def allow_document(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Let the office, and nobody else, send a file. This runs before the form is read for its token."""
    if endpoint in UPLOADS:
        staff = current_staff()
        if staff is not None and staff.is_office:
            allow_upload(LARGEST_FILE)


@blueprint.errorhandler(ConceptUnknown)
@blueprint.errorhandler(EditionUnknown)
@blueprint.errorhandler(GoalUnknown)
@blueprint.errorhandler(IndicatorUnknown)
@blueprint.errorhandler(NoSuchEdition)
@blueprint.errorhandler(TargetUnfit)
@blueprint.errorhandler(UploadGone)
def answer_unknown(error: DomainError) -> ResponseReturnValue:
    """Say that there is nothing at this address any more, and what to do."""
    return error_page(404, word(error))


@blueprint.errorhandler(EditionNotDraft)
def answer_adopted(error: EditionNotDraft) -> ResponseReturnValue:
    """Say that an adopted edition is not changed."""
    return error_page(409, word(error))


@blueprint.record_once
def offer_words(state: BlueprintSetupState) -> None:
    """Offer the words of the chapter, of notes, of differences and of trends to all templates."""
    state.app.jinja_env.globals.update(
        change_names=CHANGE_NAMES,
        column_meanings=COLUMN_MEANINGS,
        direction_in_words=direction_in_words,
        drawn_trend=drawn_trend,
        edition_states=STATE_NAMES,
        printed_value=value_in_words,
        printed_word=printed_word,
        origin_in_words=origin_in_words,
        says_workshop=says_workshop,
        trend_of=trend_of,
        word_fault=word_fault,
        word_name=name_of,
        word_note=word_note,
        word_place=word_place,
    )


def drawn_trend(trend: Trend, key: int, language: str, large: bool = False) -> Markup:  # noqa: FBT001, FBT002 - as the template says it
    """Draw a trend for the page that is being written; `key` tells it from others there."""
    voice = Voice(current_language().direction, language, str(key))
    return Markup(draw_trend(trend, LARGE if large else SMALL, voice))  # noqa: S704 - made by an XML writer
