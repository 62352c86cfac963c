"""The blueprint of the downloads."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from participation.concept.editions.errors import NoSuchEdition
from participation.concept.errors import ConceptUnknown, EditionUnknown
from participation.kernel.errors import DomainError
from participation.measures.differing import differing_words
from participation.web.error_pages import error_page
from participation.web.messages import word

blueprint = Blueprint("export", __name__)


@blueprint.errorhandler(ConceptUnknown)
@blueprint.errorhandler(EditionUnknown)
@blueprint.errorhandler(NoSuchEdition)
def answer_unknown(error: DomainError) -> ResponseReturnValue:
    """Say that there is nothing to hand out."""
    return error_page(404, word(error))


@blueprint.record_once
def offer_differences(state: BlueprintSetupState) -> None:
    """Offer the difference of two texts, word by word, to all templates."""
    state.app.jinja_env.globals["differing_words"] = differing_words
