"""Closing: what came of it, who takes it on, and where it can be followed."""

from typing import Any

from participation.access.models import StaffUser
from participation.contributions.queries import list_clusters
from participation.hall.afterwards import afterwards_of_device
from participation.hall.console.planning import plans_to_check
from participation.hall.stage import Stage
from participation.measures.queries import list_plans
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import strongest
from participation.workshop.models import Step
from participation.workshop.queries import phase_of_wishes

WISHES = 3


def phone(stage: Stage) -> dict[str, Any]:
    """Return what became of each card of this device, in the order in which they were written."""
    return afterwards_of_device(stage)


def projector(stage: Stage) -> dict[str, Any]:
    """Return the three strongest wishes and the plans."""
    phase = phase_of_wishes(stage.workshop)
    ranked = strongest(stage.workshop.id, Subject.CLUSTER, phase, WISHES)
    wishes = {cluster.id: cluster for cluster in list_clusters(stage.workshop.id, phase)}
    return {
        "wishes": [wishes[wish] for wish in ranked if wish in wishes],
        "plans": list_plans(stage.workshop.id),
    }


def console(stage: Stage) -> dict[str, Any]:
    """Return the plans and what became of them."""
    return plans_to_check(stage)


def enter(step: Step, actor: StaffUser | None) -> None:
    """Prepare nothing."""
    del step, actor


def leave(step: Step, actor: StaffUser | None) -> None:
    """Leave nothing open."""
    del step, actor
