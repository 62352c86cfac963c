"""What became of somebody's cards: for the device that wrote them, and for whoever has its take-home code."""

from collections.abc import Collection
from typing import Any

from participation.contributions.models import CardState
from participation.contributions.queries import list_own_cards
from participation.hall.stage import Stage
from participation.measures.queries import outcomes_of_cards
from participation.measures.standing import STATE_NAMES
from participation.publication.queries import find_addresses
from participation.workshop.models import Workshop
from participation.workshop.rooms import codes_of_house, participants_of_device


def afterwards_of_device(stage: Stage) -> dict[str, Any]:
    """Return what became of the cards of the stage's device; in a workshop with rooms also in any of them."""
    participant, workshop = stage.participant, stage.workshop
    if participant is None:
        return afterwards(workshop, (), stage.language)
    if workshop.pace is None and workshop.room is None:
        return afterwards(workshop, [participant.id], stage.language)
    plenum_id = workshop.room.plenum_id if workshop.room else workshop.id
    return afterwards(workshop, participants_of_device(plenum_id, participant.token_hash), stage.language)


def afterwards(workshop: Workshop, participant_ids: Collection[int], language: str) -> dict[str, Any]:
    """Return what became of each card of these participants, in the order in which they were written.

    With the codes of the workshops, by id, on whose public pages it can be followed, and where everybody reads the
    measures. Withdrawn cards are left out.
    """
    cards = [card for card in list_own_cards(*participant_ids)[::-1] if card.state is not CardState.WITHDRAWN]
    outcomes = outcomes_of_cards(cards, language) if cards else []
    return {
        "outcomes": outcomes,
        "addresses": find_addresses([measure.id for outcome in outcomes for measure in outcome.measures]),
        "codes": codes_of_house(workshop),
        "state_names": STATE_NAMES,
    }
