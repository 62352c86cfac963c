"""A card that comes after its step is over: it waited for a network, or the agenda moved while it was on its way."""

from typing import TypedDict, Unpack

from participation.access.models import Participant
from participation.contributions.domain import LATE_LIMIT, may_come_late
from participation.contributions.models import Card
from participation.contributions.queries import count_late_cards
from participation.contributions.services.cards import submit_card
from participation.workshop.errors import StepClosed
from participation.workshop.models import Step, StepKind, Workshop, WorkshopState


class Written(TypedDict):
    """What a form brings of a card."""

    text: str
    language: str
    key: str
    table_id: int | None
    inversion_id: int | None


def submit_card_or_late(
    workshop: Workshop, participant: Participant, *, step: Step | None, seen: int | None, **written: Unpack[Written]
) -> tuple[Card, bool]:
    """Store a card like ``submit_card``; if its step is over, as a late one that the moderator takes in or not.

    ``seen`` is the stage revision that the page knew when the card was sent (``None``: it does not say, and nothing
    comes late). Clocks of phones are wrong; revisions and the server's own clock are not. Raises ``StepClosed`` for
    what may not come late, and whatever ``submit_card`` raises.
    """
    try:
        return submit_card(workshop, participant, step=step, **written)
    except StepClosed:
        if step is None or seen is None or not _may_come(workshop, participant, step, seen):
            raise
    return submit_card(workshop, participant, step=step, late=True, **written)


def _may_come(workshop: Workshop, participant: Participant, step: Step, seen: int) -> bool:
    """Say whether the workshop takes late cards, and this one was sent before its page knew that the step is over."""
    takes = workshop.takes_late and workshop.state in {WorkshopState.RUNNING, WorkshopState.CLOSED}
    if not takes or step.kind is not StepKind.COLLECT:
        return False
    if not may_come_late(participant.joined_at, step.ended_at, seen, workshop.stage_revision):
        return False
    return count_late_cards(participant.id) < LATE_LIMIT
