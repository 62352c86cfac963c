"""From a workshop's plans to draft measures."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.models import Edition
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.errors import NoEdition
from participation.measures.queries import get_plan, list_plans, unrated
from participation.measures.services import draft_measure
from participation.measures.views.blueprint import blueprint
from participation.web.messages import flash_error
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop


@blueprint.get("/workshops/<code>/plans")
@policy(office)
def plans(code: str) -> ResponseReturnValue:
    """Show the plans of a workshop with their checks, and what has become of each."""
    workshop = get_workshop(code)
    found = list_plans(workshop.id)
    return render_template("measures/plans.html", workshop=workshop, plans=[(plan, unrated(plan)) for plan in found])


@blueprint.post("/workshops/<code>/plans/<int:plan_id>/draft")
@policy(office)
def draft(code: str, plan_id: int) -> ResponseReturnValue:
    """Make a draft measure from a checked plan, and lead to it."""
    try:
        with transaction():
            workshop = get_workshop(code)
            plan = get_plan(workshop.id, plan_id)
            measure = draft_measure(plan, acting_staff(), _edition_of(workshop))
    except DomainError as error:
        flash_error(error)
        return redirect(url_for("measures.plans", code=code), 303)
    flash(_("The draft stands under the concept. What is still missing is marked."), "good")
    return redirect(url_for("measures.edit", measure_id=measure.id), 303)


def _edition_of(workshop: Workshop) -> Edition:
    """Return the edition that the workshop's process feeds; raises ``NoEdition``."""
    edition = workshop.process.edition
    if edition is None:
        raise NoEdition
    return edition
