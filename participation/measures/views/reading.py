"""Reading measures: the list, one measure, its trace, and what became of a card."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from participation.access.policies import office, policy
from participation.concept.models import Concept, MeasureState
from participation.concept.queries import find_newest_edition, list_concepts
from participation.contributions.queries import get_card
from participation.i18n import current_language
from participation.measures.queries import (
    MeasureFilter,
    find_similar,
    get_measure,
    history,
    list_measures,
    missing_parts,
    outcome_of_card,
    reachable_states,
    trace_of_measure,
)
from participation.measures.views.blueprint import blueprint
from participation.workshop.queries import get_workshop


@blueprint.get("/measures")
@policy(office)
def index() -> ResponseReturnValue:
    """List the measures of a concept; the filter stands in the address."""
    concepts = list_concepts()
    concept = _chosen(concepts)
    edition = find_newest_edition(concept) if concept else None
    measures = list_measures(edition.id, _filter()) if edition else []
    if request.args.get("incomplete"):
        measures = [measure for measure in measures if missing_parts(measure)]
    return render_template(
        "measures/index.html",
        concepts=concepts,
        concept=concept,
        measures=[(measure, missing_parts(measure)) for measure in measures],
        asked=request.args,
    )


@blueprint.get("/measures/<int:measure_id>")
@policy(office)
def show(measure_id: int) -> ResponseReturnValue:
    """Show one measure: what it says, what is missing, where it stands, what is alike, its history."""
    measure = get_measure(measure_id)
    return render_template(
        "measures/show.html",
        measure=measure,
        missing=missing_parts(measure),
        reachable=reachable_states(measure),
        similar=find_similar(measure),
        history=history(measure),
        trace=trace_of_measure(measure, current_language().tag),
    )


@blueprint.get("/measures/<int:measure_id>/trace")
@policy(office)
def trace(measure_id: int) -> ResponseReturnValue:
    """Show the way from a measure back to the first cards."""
    measure = get_measure(measure_id)
    return render_template(
        "measures/trace.html", measure=measure, trace=trace_of_measure(measure, current_language().tag)
    )


@blueprint.get("/workshops/<code>/cards/<int:card_id>")
@policy(office)
def outcome(code: str, card_id: int) -> ResponseReturnValue:
    """Show what became of a card: its topics, votes, wishes, plans, measures."""
    workshop = get_workshop(code)
    card = get_card(workshop.id, card_id)
    return render_template(
        "measures/outcome.html", workshop=workshop, card=card, outcome=outcome_of_card(card, current_language().tag)
    )


def _chosen(concepts: list[Concept]) -> Concept | None:
    """Return the concept that the address names, else the newest."""
    asked = request.args.get("concept", type=int)
    return next((concept for concept in concepts if concept.id == asked), concepts[0] if concepts else None)


def _filter() -> MeasureFilter:
    states = [state for state in MeasureState if state.value in request.args.getlist("state")]
    return MeasureFilter(
        states=states,
        goal_id=request.args.get("goal", type=int),
        field_id=request.args.get("field", type=int),
        origin_workshop=request.args.get("workshop", "")[:300],
        words=request.args.get("words", "")[:200],
    )
