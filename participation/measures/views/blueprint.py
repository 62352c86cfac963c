"""The blueprint of measures, their place in the staff bar, and their words for templates."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from participation.access.models import Role
from participation.i18n import mark
from participation.measures.standing import RATING_NAMES, STATE_NAMES
from participation.measures.words import (
    DEADLINE_NAMES,
    FIELD_LABELS,
    MARK_NAMES,
    VOTE_NAMES,
    criterion_name,
    value_words,
)
from participation.web.navigation import StaffLink, add_staff_link
from participation.workshop.agendas import CHECK_CRITERIA, PLAN_FIELDS

blueprint = Blueprint("measures", __name__, url_prefix="/office")
jury = Blueprint("jury", __name__)
"""Pages of reviewers and of the steering group, who see nothing else."""

add_staff_link(StaffLink(5, "measures.index", "/office/measures", mark("Measures"), lambda staff: staff.is_office))
add_staff_link(StaffLink(6, "jury.reviews", "/reviews", mark("Reviews"), lambda staff: staff.role is Role.REVIEWER))
add_staff_link(
    StaffLink(6, "jury.conflicts", "/steering", mark("Steering group"), lambda staff: staff.role is Role.STEERING)
)


@blueprint.record_once
def offer_words(state: BlueprintSetupState) -> None:
    """Offer the names of parts, states and choices to all templates."""
    state.app.jinja_env.globals.update(
        measure_labels=FIELD_LABELS,
        measure_states=STATE_NAMES,
        rating_names=RATING_NAMES,
        mark_names=MARK_NAMES,
        vote_names=VOTE_NAMES,
        deadline_names=DEADLINE_NAMES,
        criterion_name=criterion_name,
        value_words=value_words,
        plan_fields=PLAN_FIELDS,
        check_criteria=CHECK_CRITERIA,
    )
