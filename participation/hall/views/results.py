"""The public results of a workshop: topics, votes, plans, measures and what became of them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.concept.translations.wordings import shown_labels
from participation.contributions.queries import list_clusters, loose_cards, marks_by_cluster
from participation.hall.kinds.ballot_box import ranking
from participation.hall.kinds.plan import canvas_of
from participation.hall.stage import stage_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.phone_page import frame_of
from participation.measures.queries import list_plans
from participation.measures.standing import STATE_NAMES
from participation.prioritisation.models import RoundState, Subject
from participation.prioritisation.queries import list_rounds
from participation.prioritisation.queries import results as results_of
from participation.publication.queries import find_addresses
from participation.web.fragments import uncached
from participation.workshop.agendas import PHASE_NAMES, PHASE_SIGNS
from participation.workshop.models import Phase
from participation.workshop.queries import get_workshop

SORTED_PHASES = (Phase.CRITIQUE, Phase.FANTASY)


@blueprint.get("/<code:code>/results")
@policy(everyone)
def results(code: str) -> ResponseReturnValue:
    """Show everybody what the workshop has brought; counts only of votes that are closed."""
    workshop = get_workshop(code)
    closed = [round_ for round_ in list_rounds(workshop.id) if round_.state is RoundState.CLOSED]
    votes = [(round_, ranking(results_of(round_))) for round_ in closed if round_.subject is not Subject.SCALE]
    boards = [(phase, list_clusters(workshop.id, phase), loose_cards(workshop.id, phase)) for phase in SORTED_PHASES]
    plans = list_plans(workshop.id)
    stage = stage_of(workshop)
    measures = [measure for plan in plans for measure in plan.measures]
    page = render_template(
        "hall/phone/results.html",
        **frame_of(stage),
        marks=marks_by_cluster(workshop.id),
        boards=[board for board in boards if board[1] or board[2]],
        votes={phase: [vote for vote in votes if vote[0].step.phase is phase] for phase in Phase},
        plans=[(plan, canvas_of(plan)) for plan in plans],
        addresses=find_addresses([measure.id for measure in measures]),
        labels=shown_labels(measures, stage.language),
        phase_names=PHASE_NAMES,
        phase_signs=PHASE_SIGNS,
        state_names=STATE_NAMES,
    )
    return uncached(page)
