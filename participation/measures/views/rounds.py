"""What somebody may see of a round of reviews."""

from dataclasses import dataclass

from participation.access.models import StaffUser
from participation.concept.models import MeasureState
from participation.measures.models import Review, ReviewRound
from participation.measures.queries import is_conflict, proposed_state, reviews_in, shown_reviews


@dataclass(frozen=True, slots=True)
class DrawnRound:
    """A round as one viewer sees it: ``reviews`` are those that the viewer may read.

    ``own`` says that the viewer reviews in it and is not told how far the others are; ``may_decide`` that the round
    waits for a decision which the viewer may take.
    """

    round: ReviewRound
    reviews: list[Review]
    own: bool
    conflict: bool
    proposed: MeasureState | None
    may_decide: bool


def drawn_round(round_: ReviewRound, viewer: StaffUser) -> DrawnRound:
    """Return what ``viewer`` may see of the round."""
    own = reviews_in(round_, viewer)
    conflict = is_conflict(round_)
    return DrawnRound(
        round=round_,
        reviews=shown_reviews(round_, viewer),
        own=own,
        conflict=conflict,
        proposed=proposed_state(round_),
        may_decide=round_.is_open and round_.is_complete and not (own and conflict),
    )
