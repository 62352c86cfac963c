"""Reading measures: one measure, its trace, and what became of a card."""

from flask import render_template
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.contributions.queries import get_card
from participation.i18n import current_language
from participation.measures.queries import (
    find_rules,
    find_similar,
    get_measure,
    history,
    list_possible_reviewers,
    list_rounds,
    missing_parts,
    offered_states,
    outcome_of_card,
    trace_of_measure,
)
from participation.measures.tracing import picture_of
from participation.measures.views.blueprint import blueprint
from participation.measures.views.rounds import drawn_round
from participation.workshop.queries import get_workshop


@blueprint.get("/measures/<int:measure_id>")
@policy(office)
def show(measure_id: int) -> ResponseReturnValue:
    """Show one measure: what it says, what is missing, where it stands, what is alike, its history."""
    measure = get_measure(measure_id)
    return render_template(
        "measures/show.html",
        measure=measure,
        missing=missing_parts(measure),
        reachable=offered_states(measure),
        similar=find_similar(measure),
        history=history(measure),
        trace=trace_of_measure(measure, current_language().tag),
        rounds=[drawn_round(round_, acting_staff()) for round_ in list_rounds(measure)],
        rules=find_rules(measure.edition.concept_id),
        possible_reviewers=list_possible_reviewers(),
    )


@blueprint.get("/measures/<int:measure_id>/trace")
@policy(office)
def trace(measure_id: int) -> ResponseReturnValue:
    """Show the way from a measure back to the first cards."""
    measure = get_measure(measure_id)
    traced = trace_of_measure(measure, current_language().tag)
    return render_template("measures/trace.html", measure=measure, trace=traced, picture=picture_of(measure, traced))


@blueprint.get("/workshops/<code>/cards/<int:card_id>")
@policy(office)
def outcome(code: str, card_id: int) -> ResponseReturnValue:
    """Show what became of a card: its topics, votes, wishes, plans, measures."""
    workshop = get_workshop(code)
    card = get_card(workshop.id, card_id)
    return render_template(
        "measures/outcome.html", workshop=workshop, card=card, outcome=outcome_of_card(card, current_language().tag)
    )
