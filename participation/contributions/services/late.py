"""A card that comes after its step is over: it waited for a network, or the agenda moved while it was on its way."""

from participation.access.queries import Sender
from participation.contributions.domain import LATE_LIMIT, may_come_late
from participation.contributions.queries import count_late_cards
from participation.workshop.models import Step, Workshop, WorkshopState


def comes_late(workshop: Workshop, participant: Sender | None, step: Step, seen: int | None) -> bool:
    """Say whether the workshop takes late cards, and this one was sent before its page knew that ``step`` is over.

    ``seen`` is the stage revision that the page knew (``None``: it does not say, and nothing comes late). Clocks of
    phones are wrong; revisions and the server's own clock are not.
    """
    takes = workshop.takes_late and workshop.state in {WorkshopState.RUNNING, WorkshopState.CLOSED}
    if participant is None or seen is None or not takes:
        return False
    if not may_come_late(participant.joined_at, step.ended_at, seen, workshop.stage_revision):
        return False
    return count_late_cards(participant.id) < LATE_LIMIT
