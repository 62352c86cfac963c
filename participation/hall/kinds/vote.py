"""Vote: everybody gives dots at once; counts stay secret until the round closes."""

from typing import Any

from participation.access.models import StaffUser
from participation.contributions.queries import list_clusters
from participation.hall.console.voting import vote_of
from participation.hall.kinds.ballot_box import Place, close_for_step, open_for_step, own_dots, ranking, round_of
from participation.hall.stage import Stage
from participation.hall.turnout import turnout
from participation.measures.queries import list_plans, plan_options
from participation.prioritisation.ballot_paper import find_ballot_paper
from participation.prioritisation.models import OptionDraft, Round, RoundState, Subject
from participation.prioritisation.queries import cluster_options, results
from participation.workshop.models import Phase, Step


def phone(stage: Stage) -> dict[str, Any]:
    """Return the ballot paper and the dots that this device has given; after closing the round and its result."""
    paper = find_ballot_paper(stage.step.id) if stage.step is not None else None
    if paper is not None and paper.state is RoundState.CLOSED:
        return {"round": paper, "places": _places(round_of(stage))}
    return {"round": paper, "own_dots": own_dots(stage, paper), "places": []}


def projector(stage: Stage) -> dict[str, Any]:
    """Return the options and how many have voted; the places only after closing."""
    round_ = round_of(stage)
    voted, joined = turnout(round_, stage.workshop.id)
    return {"round": round_, "voted": voted, "joined": joined, "places": _places(round_)}


def _places(round_: Round | None) -> list[Place]:
    return ranking(results(round_)) if round_ is not None and round_.state is RoundState.CLOSED else []


def console(stage: Stage) -> dict[str, Any]:
    """Return the vote: what may be voted for, turnout, paper dots, result and ties."""
    return {"vote": vote_of(stage, lambda step: options_for(step)[1])}


def options_for(step: Step) -> tuple[Subject, list[OptionDraft]]:
    """Return what a vote of this phase is about: plans in realisation, else the clusters of the phase."""
    if step.phase is Phase.REALISATION:
        return Subject.PLAN, plan_options(list_plans(step.workshop_id))
    return Subject.CLUSTER, cluster_options(list_clusters(step.workshop_id, step.phase))


def enter(step: Step, actor: StaffUser | None) -> None:
    """Open the round over what the room has sorted or planned."""
    subject, options = options_for(step)
    open_for_step(step, actor, subject, options)


def leave(step: Step, actor: StaffUser | None) -> None:
    """Close the round."""
    close_for_step(step, actor)
