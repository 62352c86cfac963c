"""Cards from paper, typed in by staff: many at once, for as long as the room can still sort them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.domain import takes_paper
from participation.contributions.errors import CardUnknown, LineRefused, PaperTooLate
from participation.contributions.models import Card, CardState
from participation.contributions.queries import find_card_by_key, get_card
from participation.contributions.services.cards import submit_card
from participation.kernel.errors import DomainError
from participation.kernel.ids import check_key
from participation.workshop.models import Step, Workshop
from participation.workshop.services import hold_workshop, touch_board


@dataclass(frozen=True, slots=True)
class PaperPile:
    """What cards of one pile have in common: the step in which they were written, language, table, topic."""

    step: Step
    language: str
    table_id: int | None = None
    inversion_id: int | None = None


def type_in_cards(
    workshop: Workshop, actor: StaffUser | None, pile: PaperPile, lines: Sequence[str], key: str
) -> list[Card]:
    """Store each line as a card from paper, all or none of them; the same ``key`` stores them once.

    Raises ``PaperTooLate`` once the vote on this phase has begun, ``KeyInvalid``, ``LineRefused`` with the number of
    the line that cannot be a card (of one line its own refusal), and what ``submit_card`` raises.
    """
    base = uuid.UUID(check_key(key))
    hold_workshop(workshop.id)
    stored_before = find_card_by_key(workshop.id, str(base)) is not None
    if not stored_before and not accepts_paper(pile.step):
        raise PaperTooLate
    return [_type_in(workshop, actor, pile, lines, place, base) for place in range(len(lines))]


def accepts_paper(step: Step) -> bool:
    """Whether cards from paper can still be typed in for this step of the agenda."""
    return takes_paper(step, step.workshop.steps)


def withdraw_paper_card(workshop: Workshop, card_id: int, actor: StaffUser | None) -> Card:
    """Take back a card that was typed wrong; its text stays as it is, nobody edits it. Twice changes nothing.

    Raises ``CardUnknown`` for a card that was not on paper, ``PaperTooLate`` once the vote on its phase has begun.
    """
    hold_workshop(workshop.id)
    card = get_card(workshop.id, card_id)
    if not card.on_paper:
        raise CardUnknown
    if card.state is CardState.WITHDRAWN:
        return card
    if not accepts_paper(card.step):
        raise PaperTooLate
    card.state = CardState.WITHDRAWN
    card.revision = touch_board(workshop)
    log_move(actor, "withdraw_paper_card", "card", card.id, workshop_id=workshop.id)
    return card


def _type_in(  # noqa: PLR0917 - one line of a pile
    workshop: Workshop, actor: StaffUser | None, pile: PaperPile, lines: Sequence[str], place: int, base: uuid.UUID
) -> Card:
    try:
        card, _is_new = submit_card(
            workshop,
            None,
            text=lines[place],
            language=pile.language,
            key=str(uuid.uuid5(base, str(place))) if place else str(base),
            table_id=pile.table_id,
            inversion_id=pile.inversion_id,
            on_paper=True,
            step=pile.step,
            actor=actor,
        )
    except DomainError as error:
        if len(lines) == 1:
            raise
        raise LineRefused(place + 1, error) from error
    return card
