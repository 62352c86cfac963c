"""Invert: the strongest topics of the critique, each turned round into its positive opposite."""

from typing import Any

from participation.access.models import StaffUser
from participation.contributions.queries import list_clusters, list_inversions
from participation.contributions.services import choose_topics
from participation.hall.console.turning import topics_to_turn
from participation.hall.stage import Stage
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import strongest
from participation.workshop.models import Phase, Step

TOPICS = 5
"""How many topics go on into the fantasy phase; the moderator may choose others."""


def phone(stage: Stage) -> dict[str, Any]:
    """Return the topics and their opposites."""
    return {"inversions": list_inversions(stage.workshop.id)}


def projector(stage: Stage) -> dict[str, Any]:
    """Return the topics and their opposites."""
    return {"inversions": list_inversions(stage.workshop.id)}


def console(stage: Stage) -> dict[str, Any]:
    """Return the critique topics by their strength, and those that are turned round."""
    return topics_to_turn(stage, TOPICS)


def enter(step: Step, actor: StaffUser | None) -> None:
    """Choose the strongest topics of the critique, unless somebody has chosen before.

    Without a vote the first topics of the board are taken.
    """
    workshop = step.workshop
    if list_inversions(workshop.id):
        return
    ranked = strongest(workshop.id, Subject.CLUSTER, Phase.CRITIQUE, TOPICS)
    on_board = [cluster.id for cluster in list_clusters(workshop.id, Phase.CRITIQUE) if cluster.title]
    chosen = [cluster_id for cluster_id in ranked if cluster_id in on_board] or on_board[:TOPICS]
    if chosen:
        choose_topics(workshop, step, actor, chosen)


def leave(step: Step, actor: StaffUser | None) -> None:
    """Leave nothing open."""
    del step, actor
