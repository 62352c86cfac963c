"""Measures: drafted from a checked plan, edited by the office, taken along their way to adoption."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.editions.errors import EditionNotDraft
from participation.concept.editions.standing import find_measure_in, find_twin_in_draft, list_goals_in
from participation.concept.models import (
    MEASURE_TEXTS,
    Edition,
    EditionState,
    FieldOfAction,
    Goal,
    IntegrationPhase,
    Measure,
    MeasureState,
    SpatialReference,
)
from participation.kernel import clock
from participation.kernel.database import db
from participation.measures.domain import (
    NEEDS_COMPLETENESS,
    NEEDS_GOAL,
    check_change_of_state,
    clean_text,
    differences,
)
from participation.measures.errors import (
    FieldForeign,
    GoalForeign,
    GoalMissing,
    MeasureChanged,
    MeasureIncomplete,
    PlanNotChecked,
)
from participation.measures.models import MeasureChange, Plan
from participation.measures.queries.measures import missing_parts, reachable_states
from participation.measures.queries.plans import unrated
from participation.measures.services.origins import write_origin
from participation.workshop.services import hold_workshop

_CHOICES = {"spatial_reference": SpatialReference, "integration_phase": IntegrationPhase}


def draft_measure(plan: Plan, actor: StaffUser | None, edition: Edition) -> Measure:
    """Make a draft measure of the edition from a checked plan, filled in as far as the plan says.

    One plan gives one measure in an edition: asking again returns it, also when an edition before made it. The goal
    is taken over when the workshop has exactly one of this edition in its scope; otherwise it is missing, and a
    person chooses.

    Raises ``PlanNotChecked``.
    """
    hold_workshop(plan.workshop_id)
    existing = find_measure_in(edition, [measure.lineage for measure in plan.measures])
    if existing is not None:
        return existing
    missing = unrated(plan)
    if missing:
        raise PlanNotChecked(missing)
    measure = _prefilled(plan, edition)
    plan.measures.append(measure)
    write_origin(measure, plan)
    db.session.flush()
    _record(measure, actor, "draft_measure", {}, {"state": measure.state.value, "plan": plan.title})
    return measure


def edit_measure(
    measure: Measure,
    actor: StaffUser | None,
    values: Mapping[str, str],
    *,
    goal_ids: Collection[int],
    field_ids: Collection[int],
    seen_version: int,
) -> Measure:
    """Change what is written about a measure; names that ``values`` does not hold stay as they are.

    ``spatial_reference`` and ``integration_phase`` take the words of their enumerations or an empty text.

    Raises ``EditionNotDraft`` for what a committee has adopted, which is changed in the next edition;
    ``MeasureChanged`` when somebody saved after ``seen_version``, ``GoalForeign``, ``FieldForeign``; beyond
    the draft also ``GoalMissing`` without a goal and ``MeasureIncomplete`` when a required field is emptied.
    ``ValueError`` and ``KeyError`` for a choice or a name that does not exist.
    """
    db.session.refresh(measure, with_for_update={"key_share": True})
    if measure.edition.state is not EditionState.DRAFT:
        raise EditionNotDraft
    if measure.version != seen_version:
        raise MeasureChanged
    goals, fields = _get_goals(measure, goal_ids), _get_fields(measure, field_ids)
    read = {name: _read(name, value) for name, value in values.items()}
    before, lacking = _snapshot(measure), missing_parts(measure)
    for name, value in read.items():
        setattr(measure, name, value)
    measure.goals, measure.fields = goals, fields
    _check_still_whole(measure, lacking)
    changed_from, changed_to = differences(before, _snapshot(measure))
    if changed_to:
        _renew(measure)
        _record(measure, actor, "edit_measure", changed_from, changed_to)
    return measure


def change_state(measure: Measure, actor: StaffUser | None, state: MeasureState, reason: str = "") -> Measure:
    """Take the measure one step along its way; a draft edition beside the adopted one goes along where it agreed.

    Raises ``EditionNotDraft`` in a superseded edition, ``StepSkipped`` for a state out of reach, ``ReasonMissing`` for
    a rejection or postponement without one, ``GoalMissing`` and ``MeasureIncomplete`` for one that leaves the draft
    unfinished.
    """
    db.session.refresh(measure, with_for_update={"key_share": True})
    if measure.edition.state is EditionState.SUPERSEDED:
        raise EditionNotDraft
    reason = clean_text(reason)
    check_change_of_state(reachable_states(measure), state, reason)
    _check_whole(measure, state)
    before = measure.state
    twin = find_twin_in_draft(measure)
    if twin is not None and twin.state == before:
        twin.state = state
        _renew(twin)
    measure.state = state
    _renew(measure)
    _record(measure, actor, "change_state", {"state": before.value}, {"state": state.value}, reason=reason)
    return measure


def _prefilled(plan: Plan, edition: Edition) -> Measure:
    goals = list_goals_in(edition, plan.workshop.goals)
    paragraphs = (plan.text_of("what"), plan.text_of("why"))
    return Measure(
        edition=edition,
        position=_next_position(edition.id),
        state=MeasureState.DRAFT,
        title=plan.title,
        text="\n".join(paragraph for paragraph in paragraphs if paragraph),
        lead=plan.text_of("who"),
        partners=plan.text_of("with_whom"),
        first_step=plan.text_of("first_step"),
        time_frame=plan.text_of("by_when"),
        costs=plan.text_of("needs"),
        goals=goals if len(goals) == 1 else [],
        fields=[field for field in plan.workshop.fields if field.concept_id == edition.concept_id],
    )


def _next_position(edition_id: int) -> int:
    last = db.session.scalar(select(func.max(Measure.position)).where(Measure.edition_id == edition_id))
    return 0 if last is None else last + 1


def _get_goals(measure: Measure, goal_ids: Collection[int]) -> list[Goal]:
    statement = select(Goal).where(Goal.id.in_(goal_ids), Goal.edition_id == measure.edition_id)
    goals = list(db.session.scalars(statement.order_by(Goal.level, Goal.position)))
    if len(goals) != len(set(goal_ids)):
        raise GoalForeign
    return goals


def _get_fields(measure: Measure, field_ids: Collection[int]) -> list[FieldOfAction]:
    statement = select(FieldOfAction).where(
        FieldOfAction.id.in_(field_ids), FieldOfAction.concept_id == measure.edition.concept_id
    )
    fields = list(db.session.scalars(statement.order_by(FieldOfAction.position)))
    if len(fields) != len(set(field_ids)):
        raise FieldForeign
    return fields


def _read(name: str, value: str) -> object:
    if name in MEASURE_TEXTS:
        return clean_text(value)
    return _CHOICES[name](value) if value else None


def _check_whole(measure: Measure, state: MeasureState) -> None:
    missing = [name for name in missing_parts(measure) if name != "goals"]
    if state in NEEDS_GOAL and not measure.goals:
        raise GoalMissing
    if state in NEEDS_COMPLETENESS and missing:
        raise MeasureIncomplete(tuple(missing))


def _check_still_whole(measure: Measure, lacking: Collection[str]) -> None:
    """Raise when an edit takes away what the state asks for; what a printed concept never had may stay empty."""
    lost = tuple(name for name in missing_parts(measure) if name not in lacking)
    if "goals" in lost and measure.state in NEEDS_GOAL:
        raise GoalMissing
    if lost and measure.state in NEEDS_COMPLETENESS:
        raise MeasureIncomplete(lost)


def _snapshot(measure: Measure) -> dict[str, Any]:
    """Return what the history compares: texts, choices, the lines of goals and names of fields of action."""
    goals = sorted(measure.goals, key=lambda goal: (goal.level, goal.position))
    fields = sorted(measure.fields, key=lambda field: field.position)
    return {
        **{name: getattr(measure, name) for name in MEASURE_TEXTS},
        **{name: getattr(measure, name) and getattr(measure, name).value for name in _CHOICES},
        "goals": [f"{goal.number or ''} {goal.text}".strip() for goal in goals],
        "fields": [field.name for field in fields],
    }


def _renew(measure: Measure) -> None:
    measure.version += 1
    measure.changed_at = clock.now()
    db.session.flush()


def _record(
    measure: Measure,
    actor: StaffUser | None,
    action: str,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    reason: str = "",
) -> None:
    """Write the line of the measure's history and the line in the log of staff."""
    db.session.add(
        MeasureChange(
            measure_id=measure.id, actor_id=actor.id if actor else None, before=before, after=after, reason=reason
        )
    )
    log_move(actor, action, "measure", measure.id, reason=reason, changed=sorted(after))
