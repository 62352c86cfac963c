"""Closing: what came of it, who takes it on, and where it can be followed."""

from typing import Any

from participation.access.models import StaffUser
from participation.contributions.models import Card, CardState
from participation.contributions.queries import list_clusters, list_own_cards
from participation.hall.console.planning import plans_to_check
from participation.hall.stage import Stage
from participation.measures.queries import list_plans, outcomes_of_cards
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import strongest
from participation.workshop.models import Step
from participation.workshop.queries import phase_of_wishes
from participation.workshop.rooms import participants_of_device

WISHES = 3


def phone(stage: Stage) -> dict[str, Any]:
    """Return what became of each card of this device, in the order in which they were written."""
    kept = [card for card in _own_cards(stage) if card.state is not CardState.WITHDRAWN]
    return {"outcomes": outcomes_of_cards(kept, stage.language) if kept else []}


def _own_cards(stage: Stage) -> list[Card]:
    """Return what this device has sent, the first card first; in a workshop with rooms also in any of them."""
    if stage.participant is None:
        return []
    workshop = stage.workshop
    if workshop.pace is None and workshop.room is None:
        return list_own_cards(stage.participant.id)[::-1]
    plenum_id = workshop.room.plenum_id if workshop.room else workshop.id
    devices = participants_of_device(plenum_id, stage.participant.token_hash)
    return sorted((card for device in devices for card in list_own_cards(device)), key=lambda card: card.id)


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
