"""Measures: drafted from a checked plan or written by the office, edited."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select

from participation.access.models import StaffUser
from participation.concept.editions.standing import find_measure_in, list_goals_in
from participation.concept.errors import EditionNotDraft, NoDraftEdition
from participation.concept.models import (
    KEYED,
    MEASURE_TEXTS,
    Edition,
    EditionState,
    FieldOfAction,
    Goal,
    Measure,
    MeasureState,
)
from participation.concept.vocabulary import keys_of
from participation.kernel.database import db
from participation.measures.domain import clean_text, differences
from participation.measures.errors import (
    DayUnreadable,
    FieldForeign,
    GoalForeign,
    MeasureChanged,
    MeasureUntitled,
    PlanNotChecked,
)
from participation.measures.models import Plan
from participation.measures.queries.measures import missing_parts
from participation.measures.queries.plans import unrated
from participation.measures.queries.versions import DAYS, snapshot
from participation.measures.services.origins import write_origin
from participation.measures.services.recording import hold_measure, record, renew
from participation.measures.services.states import check_still_whole
from participation.workshop.services import hold_workshop


def draft_measure(plan: Plan, actor: StaffUser | None, edition: Edition) -> Measure:
    """Make a draft measure of the edition from a checked plan, filled in as far as the plan says.

    One plan gives one measure in an edition: asking again returns it, also when an edition before made it. The goal
    is taken over when the workshop has exactly one of this edition in its scope; otherwise it is missing, and a
    person chooses.

    Raises ``PlanNotChecked``, and ``NoDraftEdition`` for one that is adopted: plans wait for the next.
    """
    hold_workshop(plan.workshop_id)
    existing = find_measure_in(edition, [measure.lineage for measure in plan.measures])
    if existing is not None:
        return existing
    if edition.state is not EditionState.DRAFT:
        raise NoDraftEdition
    _check_rated(plan)
    measure = _prefilled(plan, edition)
    plan.measures.append(measure)
    write_origin(measure, plan)
    db.session.flush()
    record(measure, actor, "draft_measure", {}, {"state": measure.state.value, "plan": plan.title})
    return measure


def edit_measure(
    measure: Measure,
    actor: StaffUser | None,
    values: Mapping[str, str],
    *,
    goal_ids: Collection[int],
    field_ids: Collection[int],
    seen_version: int,
    reason: str = "",
) -> Measure:
    """Change what is written about a measure; names that ``values`` does not hold stay as they are.

    The history keeps the ``reason``.

    ``spatial_reference`` and ``integration_phase`` take the key of a word of the concept or an empty text, ``due_on``
    and ``funded_until`` a day as ISO 8601 writes it or an empty text.

    Raises ``EditionNotDraft`` for what a committee has adopted, which is changed in the next edition;
    ``MeasureChanged`` when somebody saved after ``seen_version``, ``GoalForeign``, ``FieldForeign``,
    ``DayUnreadable``; beyond the draft also ``GoalMissing`` without a goal and ``MeasureIncomplete`` when a required
    field is emptied.
    ``ValueError`` and ``KeyError`` for a choice or a name that does not exist.
    """
    hold_measure(measure)
    if measure.edition.state is not EditionState.DRAFT:
        raise EditionNotDraft
    if measure.version != seen_version:
        raise MeasureChanged
    goals, fields = _get_goals(measure, goal_ids), _get_fields(measure, field_ids)
    read = {name: _read(measure, name, value) for name, value in values.items()}
    before, lacking = snapshot(measure), missing_parts(measure)
    for name, value in read.items():
        setattr(measure, name, value)
    measure.goals, measure.fields = goals, fields
    check_still_whole(measure, lacking)
    changed_from, changed_to = differences(before, snapshot(measure))
    if changed_to:
        renew(measure)
        record(measure, actor, "edit_measure", changed_from, changed_to, reason=reason)
    return measure


def write_measure(edition: Edition, actor: StaffUser | None, *, title: str, text: str) -> Measure:
    """Begin a measure that no workshop worked out, as an idea. Raises ``MeasureUntitled``."""
    title = clean_text(title)
    if not title:
        raise MeasureUntitled
    measure = Measure(
        edition=edition,
        position=_next_position(edition.id),
        state=MeasureState.IDEA,
        title=title,
        text=clean_text(text),
    )
    db.session.add(measure)
    db.session.flush()
    record(measure, actor, "write_measure", {}, {"state": measure.state.value})
    return measure


def attach_plan(plan: Plan, actor: StaffUser | None, measure: Measure) -> Measure:
    """Say that the plan asks for a measure that is there already, so that its cards lead to it.

    What the measure says stays; a person takes over what the plan adds. Raises ``PlanNotChecked``.
    """
    hold_workshop(plan.workshop_id)
    _check_rated(plan)
    hold_measure(measure)
    if measure in plan.measures:
        return measure
    plan.measures.append(measure)
    renew(measure)
    record(measure, actor, "attach_plan", {}, {"plan": plan.title})
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


def _read(measure: Measure, name: str, value: str) -> str | date | None:
    if name in MEASURE_TEXTS:
        return clean_text(value)
    if name in DAYS:
        return _read_day(value) if value else None
    if name not in KEYED:
        raise KeyError(name)
    if value and value != getattr(measure, name) and value not in keys_of(measure.edition.concept, name):
        raise ValueError(value)
    return value or None


def _read_day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise DayUnreadable(written) from error


def _check_rated(plan: Plan) -> None:
    missing = unrated(plan)
    if missing:
        raise PlanNotChecked(missing)
