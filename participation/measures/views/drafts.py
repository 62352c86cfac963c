"""From a workshop's plans to draft measures."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.editions.standing import list_standing
from participation.concept.models import Edition
from participation.concept.queries import find_adopted_edition, find_draft_edition, get_draft_edition
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
    return render_template(
        "measures/plans.html",
        workshop=workshop,
        plans=[(plan, unrated(plan), list_standing(plan.measures)) for plan in found],
        waits_for_edition=_waits_for_edition(workshop),
    )


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
    """Return the draft edition that the workshop's process feeds; raises ``NoEdition`` and ``NoDraftEdition``."""
    concept_id = _concept_of(workshop)
    if concept_id is None:
        raise NoEdition
    return get_draft_edition(concept_id)


def _waits_for_edition(workshop: Workshop) -> int | None:
    """Return the concept whose next edition must begin before plans become drafts."""
    concept_id = _concept_of(workshop)
    if concept_id is None or find_draft_edition(concept_id) or not find_adopted_edition(concept_id):
        return None
    return concept_id


def _concept_of(workshop: Workshop) -> int | None:
    process = workshop.process
    return process.edition.concept_id if process.concept_id is None and process.edition else process.concept_id
