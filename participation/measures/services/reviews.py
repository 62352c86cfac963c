"""Reviews as juries do them: name reviewers, hand in a review, decide."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Concept, Measure, MeasureState
from participation.kernel import clock
from participation.kernel.database import db
from participation.measures.domain import clean_text
from participation.measures.errors import (
    CriteriaOutOfRange,
    NotInReview,
    OutcomeUnknown,
    OwnReview,
    ReasonMissing,
    ReviewedAlready,
    ReviewerKept,
    ReviewersMiscounted,
    ReviewersOutOfRange,
    ReviewerUnknown,
    ReviewIncomplete,
    ReviewOver,
    ReviewsOutstanding,
)
from participation.measures.jury import (
    CRITERION_LIMIT,
    MOST_CRITERIA,
    MOST_REVIEWERS,
    OUTCOMES,
    REASON_LIMIT,
    tidy_criteria,
    unmarked_criteria,
)
from participation.measures.models import Mark, Review, ReviewRound, ReviewRules, Vote
from participation.measures.queries.reviews import (
    MAY_REVIEW,
    find_open_round,
    find_rules,
    is_conflict,
    reviews_in,
)
from participation.measures.services.recording import hold_measure
from participation.measures.services.states import check_whole, enter_state


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer writes: a mark and words by criterion, a vote and its reason."""

    marks: Mapping[str, Mark]
    words: Mapping[str, str]
    vote: Vote | None
    reason: str


def set_review_rules(concept: Concept, actor: StaffUser | None, *, reviewers: int, criteria: Sequence[str]) -> None:
    """Set how many reviewers a measure of the concept has, and the criteria; rounds that are open keep theirs.

    Raises ``ReviewersOutOfRange`` and ``CriteriaOutOfRange``.
    """
    if not 0 <= reviewers <= MOST_REVIEWERS:
        raise ReviewersOutOfRange(MOST_REVIEWERS)
    tidied = tidy_criteria(criteria)
    if not 0 < len(tidied) <= MOST_CRITERIA or any(len(line) > CRITERION_LIMIT for line in tidied):
        raise CriteriaOutOfRange(MOST_CRITERIA, CRITERION_LIMIT)
    rules = db.session.get(ReviewRules, concept.id) or ReviewRules(concept_id=concept.id)
    rules.reviewers, rules.criteria = reviewers, tidied
    db.session.add(rules)
    db.session.flush()
    log_move(actor, "set_review_rules", "concept", concept.id, reviewers=reviewers, criteria=tidied)


def name_reviewers(measure: Measure, actor: StaffUser | None, reviewer_ids: Collection[int]) -> ReviewRound:
    """Name who reviews the measure; while the round is open, those who have not handed in may be exchanged.

    Raises ``NotInReview``, ``OwnReview``, ``ReviewersMiscounted``, ``ReviewerUnknown``, ``ReviewerKept``.
    """
    _hold(measure)
    if measure.state is not MeasureState.IN_REVIEW:
        raise NotInReview
    rules = find_rules(measure.edition.concept_id)
    round_ = find_open_round(measure)
    if round_ is not None and reviews_in(round_, actor):
        raise OwnReview
    chosen = _get_reviewers(reviewer_ids, len(round_.reviews) if round_ else rules.reviewers)
    if round_ is None:
        round_ = ReviewRound(
            measure=measure, criteria=list(rules.criteria), opened_by_id=actor.id if actor else None, reviews=[]
        )
        db.session.add(round_)
    _exchange(round_, chosen)
    db.session.flush()
    log_move(actor, "name_reviewers", "measure", measure.id, reviewers=sorted(chosen))
    return round_


def hand_in_review(review: Review, opinion: Opinion, *, seen_version: int) -> Review:
    """Hand in a review, or replace the own one while another is still missing.

    ``seen_version`` is the version of the review over which this one was written.

    Raises ``ReviewOver`` when all are in or the review was ended, ``ReviewedAlready`` when the person handed in since,
    ``ReviewIncomplete``.
    """
    _hold(review.round.measure)
    round_ = review.round
    if not round_.is_open or round_.is_complete:
        raise ReviewOver
    if review.version != seen_version:
        raise ReviewedAlready
    reason = clean_text(opinion.reason)[:REASON_LIMIT]
    marks = {
        criterion: {"mark": opinion.marks[criterion].value, "words": _cut(opinion.words.get(criterion, ""))}
        for criterion in round_.criteria
        if criterion in opinion.marks
    }
    _check_complete(round_, marks, opinion.vote, reason)
    review.marks, review.vote, review.reason = marks, opinion.vote, reason
    review.version += 1
    review.measure_version = round_.measure.version
    review.handed_in_at = clock.now()
    db.session.flush()
    log_move(review.reviewer, "hand_in_review", "review", review.id, version=review.version)
    return review


def decide_review(round_: ReviewRound, actor: StaffUser, outcome: MeasureState, reason: str) -> Measure:
    """End a round: the measure goes to ``outcome``, the reason stands on it.

    Where reviewers agree, anybody who may decide confirms; where they differ, none of the reviewers decides.

    Raises ``ReviewOver``, ``ReviewsOutstanding``, ``OwnReview``, ``OutcomeUnknown``, ``ReasonMissing``,
    ``GoalMissing``, ``MeasureIncomplete``.
    """
    measure = round_.measure
    _hold(measure)
    reason = clean_text(reason)
    _check_decidable(round_, actor)
    if outcome not in OUTCOMES:
        raise OutcomeUnknown
    if not reason:
        raise ReasonMissing
    check_whole(measure, outcome)
    round_.closed_at, round_.outcome, round_.reason = clock.now(), outcome, reason
    round_.decided_by_id = actor.id
    return enter_state(measure, actor, outcome, reason)


def _hold(measure: Measure) -> None:
    """Let others wait, and read anew what they have done while this one waited."""
    hold_measure(measure)
    db.session.expire_all()


def _check_decidable(round_: ReviewRound, actor: StaffUser) -> None:
    if not round_.is_open:
        raise ReviewOver
    if not round_.is_complete:
        raise ReviewsOutstanding
    if is_conflict(round_) and reviews_in(round_, actor):
        raise OwnReview


def _check_complete(round_: ReviewRound, marks: Mapping[str, object], vote: Vote | None, reason: str) -> None:
    missing = unmarked_criteria(round_.criteria, marks)
    missing += () if vote else ("vote",)
    missing += () if reason else ("reason",)
    if missing:
        raise ReviewIncomplete(missing)


def _get_reviewers(reviewer_ids: Collection[int], needed: int) -> set[int]:
    wanted = set(reviewer_ids)
    if len(wanted) != needed or not needed:
        raise ReviewersMiscounted(needed)
    known = select(StaffUser.id).where(StaffUser.id.in_(wanted), StaffUser.role.in_(MAY_REVIEW), StaffUser.active)
    if set(db.session.scalars(known)) != wanted:
        raise ReviewerUnknown
    return wanted


def _exchange(round_: ReviewRound, chosen: set[int]) -> None:
    """Keep the reviews of those who stay, drop empty ones of those who go, add the new ones."""
    gone = [review for review in round_.reviews if review.reviewer_id not in chosen]
    if any(review.is_in for review in gone):
        raise ReviewerKept
    for review in gone:
        round_.reviews.remove(review)
    named = {review.reviewer_id for review in round_.reviews}
    round_.reviews.extend(Review(reviewer_id=reviewer_id) for reviewer_id in sorted(chosen - named))


def _cut(words: str) -> str:
    return clean_text(words)[:REASON_LIMIT]
