"""Reads of reviews. Until all reviews of a round are in, nobody sees anybody else's: ``shown_reviews`` decides."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from participation.access.models import Role, StaffUser
from participation.concept.models import Edition, Measure, MeasureState
from participation.kernel.database import db
from participation.measures.errors import ReviewUnknown
from participation.measures.jury import SHIPPED_CRITERIA, USUAL_REVIEWERS, proposal
from participation.measures.models import Review, ReviewRound, ReviewRules
from participation.measures.queries.measures import reachable_states

MAY_REVIEW = (Role.REVIEWER, Role.OFFICE)
FOLLOW_A_REVIEW = (MeasureState.RECOMMENDED, MeasureState.REJECTED)
"""States that a measure whose reviewers are named gets by a decision on their reviews alone."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How many reviewers a measure of a concept has, and by which criteria they judge."""

    reviewers: int
    criteria: tuple[str, ...]


def find_rules(concept_id: int) -> Rules:
    """Return the rules of a concept, the shipped ones when the office has set none."""
    own = db.session.get(ReviewRules, concept_id)
    return Rules(own.reviewers, tuple(own.criteria)) if own else Rules(USUAL_REVIEWERS, SHIPPED_CRITERIA)


def list_possible_reviewers() -> list[StaffUser]:
    """Return everybody who can be named as a reviewer, by name."""
    statement = select(StaffUser).where(StaffUser.role.in_(MAY_REVIEW), StaffUser.active)
    return list(db.session.scalars(statement.order_by(StaffUser.name)))


def list_rounds(measure: Measure) -> list[ReviewRound]:
    """Return the rounds of a measure with their reviews, the latest first."""
    statement = _drawn_rounds().where(ReviewRound.measure_id == measure.id).order_by(ReviewRound.id.desc())
    return list(db.session.scalars(statement))


def find_open_round(measure: Measure) -> ReviewRound | None:
    """Return the round of a measure that waits for reviews or a decision."""
    return db.session.scalar(
        _drawn_rounds().where(ReviewRound.measure_id == measure.id, ReviewRound.closed_at.is_(None))
    )


def find_decision(measure: Measure) -> ReviewRound | None:
    """Return the latest round of a measure that ended with a decision on its reviews: outcome, reason, when."""
    decided = (round_ for round_ in list_rounds(measure) if round_.outcome is not None and round_.is_complete)
    return next(decided, None)


def offered_states(measure: Measure) -> tuple[MeasureState, ...]:
    """Return the states that a person may choose now: those that a decision on reviews gives are not among them."""
    decided = FOLLOW_A_REVIEW if find_open_round(measure) is not None else ()
    return tuple(state for state in reachable_states(measure) if state not in decided)


def was_recommended(measure: Measure) -> bool:
    """Whether the latest decision on reviews of the measure was a recommendation."""
    decision = find_decision(measure)
    return decision is not None and decision.outcome is MeasureState.RECOMMENDED


def get_round(round_id: int) -> ReviewRound:
    """Return a round with its reviews and its measure; raises ``ReviewUnknown``."""
    round_ = db.session.scalar(_drawn_rounds().where(ReviewRound.id == round_id))
    if round_ is None:
        raise ReviewUnknown
    return round_


def list_conflicts() -> list[ReviewRound]:
    """Return the rounds that wait for the steering group: all reviews are in, their votes differ. Oldest first."""
    statement = _drawn_rounds().where(ReviewRound.closed_at.is_(None)).order_by(ReviewRound.opened_at, ReviewRound.id)
    return [round_ for round_ in db.session.scalars(statement) if is_conflict(round_)]


def is_conflict(round_: ReviewRound) -> bool:
    """Whether all reviews of the round are in and their votes differ."""
    return round_.is_complete and proposed_state(round_) is None


def proposed_state(round_: ReviewRound) -> MeasureState | None:
    """Return the state that the reviews propose, ``None`` while one is missing and when votes differ."""
    votes = [review.vote for review in round_.reviews if review.vote is not None]
    proposed = proposal(votes) if round_.is_complete else None
    return MeasureState(proposed) if proposed else None


def shown_reviews(round_: ReviewRound, viewer: StaffUser | None) -> list[Review]:
    """Return the reviews that somebody may read: all of them when all are in, before that only their own."""
    return [review for review in round_.reviews if round_.is_complete or _is_of(review, viewer)]


def reviews_in(round_: ReviewRound, viewer: StaffUser | None) -> bool:
    """Whether somebody reviews in this round; such a person is not told how far the others are."""
    return any(_is_of(review, viewer) for review in round_.reviews)


def list_reviews_of(reviewer: StaffUser) -> list[Review]:
    """Return the reviews that somebody was asked for, what waits for them first, then the latest."""
    statement = (
        select(Review)
        .join(Review.round)
        .where(Review.reviewer_id == reviewer.id)
        .options(joinedload(Review.round).options(*_with_measure()))
        .order_by(ReviewRound.closed_at.is_not(None), Review.version > 0, ReviewRound.opened_at.desc(), Review.id)
    )
    return list(db.session.scalars(statement))


def get_review_of(reviewer: StaffUser, review_id: int) -> Review:
    """Return a review that this person was asked for; raises ``ReviewUnknown`` for anybody else's."""
    review = db.session.scalar(
        select(Review)
        .where(Review.id == review_id, Review.reviewer_id == reviewer.id)
        .options(joinedload(Review.round).options(*_with_measure()))
    )
    if review is None:
        raise ReviewUnknown
    return review


def list_open_rounds(measure_ids: Collection[int]) -> dict[int, ReviewRound]:
    """Return the open rounds of these measures, by measure."""
    statement = _drawn_rounds().where(ReviewRound.measure_id.in_(measure_ids), ReviewRound.closed_at.is_(None))
    return {round_.measure_id: round_ for round_ in db.session.scalars(statement)}


def _is_of(review: Review, viewer: StaffUser | None) -> bool:
    return viewer is not None and review.reviewer_id == viewer.id


def _drawn_rounds() -> Select[ReviewRound]:
    return select(ReviewRound).options(*_with_measure())


def _with_measure() -> list[Any]:
    return [
        selectinload(ReviewRound.reviews).joinedload(Review.reviewer),
        joinedload(ReviewRound.decided_by),
        joinedload(ReviewRound.measure).options(
            selectinload(Measure.goals),
            selectinload(Measure.fields),
            joinedload(Measure.edition).joinedload(Edition.concept),
        ),
    ]
