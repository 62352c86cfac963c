"""New measures: from a workshop's plans or written by the office. What is alike is shown before one is added."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.editions.standing import list_standing
from participation.concept.models import Edition, Measure
from participation.concept.queries import find_adopted_edition, find_draft_edition, get_concept, get_draft_edition
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.errors import MeasureUnknown, NoEdition
from participation.measures.forms import NewMeasureForm
from participation.measures.models import Plan
from participation.measures.queries import Similar, find_like, get_measure, get_plan, list_plans, unrated
from participation.measures.services import attach_plan, draft_measure, write_measure
from participation.measures.views.blueprint import blueprint
from participation.web.messages import flash_error, word
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


@blueprint.get("/workshops/<code>/plans/<int:plan_id>/like")
@policy(office)
def like(code: str, plan_id: int) -> ResponseReturnValue:
    """Show the measures that a plan might mean, before a draft of its own is added."""
    workshop = get_workshop(code)
    plan = get_plan(workshop.id, plan_id)
    return render_template("measures/like.html", workshop=workshop, plan=plan, similar=_alike(plan, workshop))


@blueprint.post("/workshops/<code>/plans/<int:plan_id>/draft")
@policy(office)
def draft(code: str, plan_id: int) -> ResponseReturnValue:
    """Make a draft measure from a checked plan, and lead to it; measures that are alike are shown first."""
    try:
        with transaction():
            workshop = get_workshop(code)
            plan = get_plan(workshop.id, plan_id)
            if not request.form.get("anyway") and not plan.measures and not unrated(plan) and _alike(plan, workshop):
                return redirect(url_for("measures.like", code=code, plan_id=plan_id), 303)
            measure = draft_measure(plan, acting_staff(), _edition_of(workshop))
    except DomainError as error:
        flash_error(error)
        return redirect(url_for("measures.plans", code=code), 303)
    flash(_("The draft stands under the concept. What is still missing is marked."), "good")
    return redirect(url_for("measures.edit", measure_id=measure.id), 303)


@blueprint.post("/workshops/<code>/plans/<int:plan_id>/attach/<int:measure_id>")
@policy(office)
def attach(code: str, plan_id: int, measure_id: int) -> ResponseReturnValue:
    """Say that a plan asks for a measure that is there already."""
    try:
        with transaction():
            workshop = get_workshop(code)
            measure = get_measure(measure_id)
            if measure.edition_id != _edition_of(workshop).id:
                raise MeasureUnknown
            attach_plan(get_plan(workshop.id, plan_id), acting_staff(), measure)
    except DomainError as error:
        flash_error(error)
        return redirect(url_for("measures.plans", code=code), 303)
    flash(_("The plan belongs to this measure now. Take over what it adds."), "good")
    return redirect(url_for("measures.edit", measure_id=measure_id), 303)


@blueprint.route("/measures/new/<int:concept_id>", methods=["GET", "POST"])
@policy(office)
def new(concept_id: int) -> ResponseReturnValue:
    """Write a measure that no workshop worked out; measures that are alike are shown first."""
    concept = get_concept(concept_id)
    form = NewMeasureForm()
    if not form.is_submitted():
        return render_template("measures/new.html", concept=concept, form=form, similar=[])
    if not form.validate():
        return render_template("measures/new.html", concept=concept, form=form, similar=[]), 422
    title, text = form.title.data or "", form.text.data or ""
    try:
        with transaction():
            edition = get_draft_edition(concept_id)
            similar = [] if request.form.get("anyway") else find_like(edition.id, title, text)
            if similar:
                return render_template("measures/new.html", concept=concept, form=form, similar=similar)
            measure: Measure = write_measure(edition, acting_staff(), title=title, text=text)
    except DomainError as error:
        form.form_errors.append(word(error))
        return render_template("measures/new.html", concept=concept, form=form, similar=[]), 422
    flash(_("The measure stands there as an idea. What is still missing is marked."), "good")
    return redirect(url_for("measures.edit", measure_id=measure.id), 303)


def _edition_of(workshop: Workshop) -> Edition:
    """Return the draft edition that the workshop's process feeds; raises ``NoEdition`` and ``NoDraftEdition``."""
    concept_id = _concept_of(workshop)
    if concept_id is None:
        raise NoEdition
    return get_draft_edition(concept_id)


def _alike(plan: Plan, workshop: Workshop) -> list[Similar]:
    edition = _edition_of(workshop)
    return find_like(edition.id, plan.title, "\n".join((plan.text_of("what"), plan.text_of("why"))))


def _waits_for_edition(workshop: Workshop) -> int | None:
    """Return the concept whose next edition must begin before plans become drafts."""
    concept_id = _concept_of(workshop)
    if concept_id is None or find_draft_edition(concept_id) or not find_adopted_edition(concept_id):
        return None
    return concept_id


def _concept_of(workshop: Workshop) -> int | None:
    process = workshop.process
    return process.edition.concept_id if process.concept_id is None and process.edition else process.concept_id
