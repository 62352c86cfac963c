"""The blueprint of measures, their place in the staff bar, and their words for templates."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from participation.i18n import mark
from participation.measures.standing import RATING_NAMES, STATE_NAMES
from participation.measures.words import FIELD_LABELS, value_name
from participation.web.navigation import StaffLink, add_staff_link
from participation.workshop.agendas import CHECK_CRITERIA, PLAN_FIELDS

blueprint = Blueprint("measures", __name__, url_prefix="/office")

add_staff_link(StaffLink(4, "measures.index", "/office/measures", mark("Measures"), lambda staff: staff.is_office))


@blueprint.record_once
def offer_words(state: BlueprintSetupState) -> None:
    """Offer the names of parts, states and choices to all templates."""
    state.app.jinja_env.globals.update(
        measure_labels=FIELD_LABELS,
        measure_states=STATE_NAMES,
        rating_names=RATING_NAMES,
        value_name=value_name,
        plan_fields=PLAN_FIELDS,
        check_criteria=CHECK_CRITERIA,
    )
