"""Suggestions of cards that might belong together: the moderator accepts them as moves, or dismisses them here."""

from collections.abc import Sequence

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.errors import CardUnknown
from participation.contributions.models import DismissedSuggestion
from participation.contributions.services.board_rows import cluster_on_board, visible_cards
from participation.kernel.database import db
from participation.workshop.models import Step, Workshop
from participation.workshop.services import hold_workshop, touch_board


def dismiss_suggestion(
    workshop: Workshop, step: Step, actor: StaffUser | None, card_ids: Sequence[int], cluster_id: int | None = None
) -> DismissedSuggestion:
    """Remember that these cards do not belong together, or not into this cluster; the board stays as it is.

    Raises ``CardUnknown`` and ``ClusterUnknown`` for what is not on the board of the step.
    """
    if not card_ids:
        raise CardUnknown
    hold_workshop(workshop.id)
    cards = visible_cards(workshop, step, card_ids)
    if cluster_id is not None:
        cluster_on_board(workshop, step, cluster_id)
    dismissed = DismissedSuggestion(
        workshop_id=workshop.id,
        actor_id=actor.id if actor else None,
        card_ids=[card.id for card in cards],
        cluster_id=cluster_id,
    )
    db.session.add(dismissed)
    db.session.flush()
    touch_board(workshop)
    log_move(
        actor,
        "dismiss_suggestion",
        "dismissed_suggestion",
        dismissed.id,
        workshop_id=workshop.id,
        step=step.position,
    )
    return dismissed
