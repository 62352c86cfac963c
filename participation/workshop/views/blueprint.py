"""The blueprint of the office's workshop pages, their place in the staff bar, the method's words for templates."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from participation.i18n import mark
from participation.web.navigation import StaffLink, add_staff_link
from participation.workshop.agendas import KIND_NAMES, PHASE_NAMES, PHASE_SIGNS
from participation.workshop.naming import name_of_step

blueprint = Blueprint("workshop", __name__, url_prefix="/office")

add_staff_link(StaffLink(3, "workshop.home", "/office/workshops", mark("Workshops"), lambda staff: staff.is_office))


@blueprint.record_once
def offer_words(state: BlueprintSetupState) -> None:
    """Offer names and signs of phases and kinds to all templates."""
    state.app.jinja_env.globals.update(
        phase_names=PHASE_NAMES, phase_signs=PHASE_SIGNS, kind_names=KIND_NAMES, name_of_step=name_of_step
    )
