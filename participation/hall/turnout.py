"""How many have voted, of how many who can: it says nothing about the options, so the room may see it."""

from participation.access.queries import count_participants
from participation.prioritisation.models import Round
from participation.prioritisation.queries import count_ballots
from participation.prioritisation.voting_cards import count_uses


def turnout(round_: Round | None, workshop_id: int) -> tuple[int, int]:
    """Return both numbers: devices, or in a vote by voting cards the cards, by phone and on paper."""
    if round_ is not None and round_.by_cards:
        if round_.cards_issued is not None:
            return count_ballots(round_.id) + (round_.cards_on_paper or 0), round_.cards_issued
        counts = count_uses(round_.id)
        return counts.phone + counts.paper, counts.issued
    return count_ballots(round_.id) if round_ is not None else 0, count_participants(workshop_id)
