"""The blueprint of the console, its place in the staff bar, and the words for its templates."""

from flask import Blueprint

from participation.access.models import Role
from participation.hall.console import words
from participation.hall.spotlight import spotlight_of
from participation.i18n import mark
from participation.measures.standing import RATING_NAMES
from participation.web.navigation import StaffLink, add_staff_link
from participation.workshop.agendas import CHECK_CRITERIA, PHASE_NAMES, PHASE_SIGNS, PLAN_FIELDS
from participation.workshop.screen import Screen

blueprint = Blueprint("console", __name__, url_prefix="/console")

LEADS_NOTHING = frozenset({Role.REVIEWER, Role.STEERING})

add_staff_link(
    StaffLink(4, "console.overview", "/console/", mark("Leading"), lambda staff: staff.role not in LEADS_NOTHING)
)


@blueprint.context_processor
def offer_words() -> dict[str, object]:
    """Offer the names of what is in a workshop to the templates of the console."""
    return {
        "phase_names": PHASE_NAMES,
        "phase_signs": PHASE_SIGNS,
        "plan_fields": PLAN_FIELDS,
        "check_criteria": CHECK_CRITERIA,
        "rating_names": RATING_NAMES,
        "step_name": words.step_name,
        "state_names": words.STATE_NAMES,
        "move_names": words.MOVE_NAMES,
        "screens": words.SCREENS,
        "halls": words.HALLS,
        "screen_of": Screen.read,
        "spotlight_of": spotlight_of,
        "reasons": words.REASONS,
    }
