"""A measure's way from an idea to something done, one state after the other."""

from collections.abc import Collection

from participation.access.models import StaffUser
from participation.concept.editions.standing import find_twin_in_draft
from participation.concept.errors import EditionNotDraft
from participation.concept.models import EditionState, Measure, MeasureState
from participation.kernel import clock
from participation.measures.domain import NEEDS_COMPLETENESS, NEEDS_GOAL, check_change_of_state, clean_text
from participation.measures.errors import GoalMissing, MeasureIncomplete, ReasonMissing, ReviewUndecided
from participation.measures.queries.measures import missing_parts, reachable_states
from participation.measures.queries.reviews import FOLLOW_A_REVIEW, find_open_round, find_rules, was_recommended
from participation.measures.services.recording import hold_measure, record, renew


def change_state(measure: Measure, actor: StaffUser | None, state: MeasureState, reason: str = "") -> Measure:
    """Take the measure one step along its way.

    While its reviewers are named, it is recommended or rejected by ``decide_review`` alone; taking it out of review
    otherwise ends the review and needs a reason. So does a recommendation that no review gave, unless the concept
    asks for no reviewers.

    Raises ``EditionNotDraft`` in a superseded edition, ``StepSkipped`` for a state out of reach, ``ReasonMissing``,
    ``ReviewUndecided``, and ``GoalMissing`` and ``MeasureIncomplete`` for one that leaves the draft unfinished.
    """
    hold_measure(measure)
    if measure.edition.state is EditionState.SUPERSEDED:
        raise EditionNotDraft
    reason = clean_text(reason)
    check_change_of_state(reachable_states(measure), state, reason)
    check_whole(measure, state)
    _leave_review(measure, actor, state, reason)
    return enter_state(measure, actor, state, reason)


def enter_state(measure: Measure, actor: StaffUser | None, state: MeasureState, reason: str) -> Measure:
    """Write a state that was checked before; a draft edition beside the adopted one goes along where it agreed."""
    before = measure.state
    twin = find_twin_in_draft(measure)
    if twin is not None and twin.state == before:
        twin.state = state
        renew(twin)
    measure.state = state
    renew(measure)
    record(measure, actor, "change_state", {"state": before.value}, {"state": state.value}, reason=reason)
    return measure


def check_whole(measure: Measure, state: MeasureState) -> None:
    """Raise ``GoalMissing`` or ``MeasureIncomplete`` when the state asks for what the measure lacks."""
    missing = tuple(name for name in missing_parts(measure) if name != "goals")
    if state in NEEDS_GOAL and not measure.goals:
        raise GoalMissing
    if state in NEEDS_COMPLETENESS and missing:
        raise MeasureIncomplete(missing)


def check_still_whole(measure: Measure, lacking: Collection[str]) -> None:
    """Raise when an edit takes away what the state asks for; what a printed concept never had may stay empty."""
    lost = tuple(name for name in missing_parts(measure) if name not in lacking)
    if "goals" in lost and measure.state in NEEDS_GOAL:
        raise GoalMissing
    if lost and measure.state in NEEDS_COMPLETENESS:
        raise MeasureIncomplete(lost)


def _leave_review(measure: Measure, actor: StaffUser | None, state: MeasureState, reason: str) -> None:
    if measure.state is not MeasureState.IN_REVIEW:
        return
    round_ = find_open_round(measure)
    if round_ is None:
        _check_unreviewed(measure, state, reason)
        return
    if state in FOLLOW_A_REVIEW:
        raise ReviewUndecided
    if not reason:
        raise ReasonMissing
    round_.closed_at, round_.outcome, round_.reason = clock.now(), state, reason
    round_.decided_by_id = actor.id if actor else None


def _check_unreviewed(measure: Measure, state: MeasureState, reason: str) -> None:
    """Raise ``ReasonMissing`` when a measure is recommended past the review that its concept asks for."""
    if state is not MeasureState.RECOMMENDED or reason or was_recommended(measure):
        return
    if find_rules(measure.edition.concept_id).reviewers:
        raise ReasonMissing
