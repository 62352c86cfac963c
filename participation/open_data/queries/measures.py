"""Reads of public measures."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from participation.concept.models import Edition, EditionState, Goal, Measure, MeasureState, measure_field, measure_goal
from participation.i18n import gettext
from participation.kernel.database import db
from participation.measures.models import MeasureChange, PublicState
from participation.measures.standing import PUBLIC_STATES, STATE_NAMES
from participation.open_data import records
from participation.open_data.domain import Part
from participation.open_data.errors import NothingPublic
from participation.open_data.records import Page

_TOLD_WITH_REASON = (MeasureState.POSTPONED, MeasureState.REJECTED)


def list_measures(
    edition: Edition, part: Part, *, state: str | None, field: int | None, goal: str | None
) -> Page[records.Measure]:
    """Return the public measures of an edition in the order of print, if asked of a state, field of action or goal."""
    statement = _public(edition)
    if state is not None:
        statement = statement.where(Measure.state == MeasureState(state))
    if field is not None:
        of_field = select(measure_field.c.measure_id).where(measure_field.c.field_id == field)
        statement = statement.where(Measure.id.in_(of_field))
    if goal is not None:
        serving = select(measure_goal.c.measure_id).join(Goal).where(Goal.lineage == goal)
        statement = statement.where(Measure.id.in_(serving))
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    ordered = statement.order_by(Measure.position, Measure.id).limit(part.limit).offset(part.offset)
    return Page(total, _told(list(db.session.scalars(ordered.options(selectinload(Measure.fields))))))


def get_measure(edition: Edition, lineage: str) -> records.Measure:
    """Return a public measure of an edition; raises ``NothingPublic``."""
    found = db.session.scalar(_public(edition).where(Measure.lineage == lineage))
    if found is None:
        raise NothingPublic
    return _told([found])[0]


def name_of_state(state: MeasureState) -> str:
    """Return a state in words, in the language of the request."""
    return gettext(STATE_NAMES[state])


def _public(edition: Edition) -> Select[Measure]:
    return select(Measure).where(Measure.edition_id == edition.id, Measure.state.in_(PUBLIC_STATES))


def _told(measures: Sequence[Measure]) -> tuple[records.Measure, ...]:
    places, reasons = _places(measures), _reasons(measures)
    return tuple(
        records.Measure(
            id=measure.lineage,
            title=measure.title,
            text=measure.text,
            state=PublicState(measure.state.value),
            state_name=name_of_state(measure.state),
            state_reason=reasons.get(measure.lineage, ""),
            goals=tuple(places[measure.id]),
            fields=tuple(field.id for field in measure.fields),
            lead=measure.lead,
            partners=measure.partners,
            time_frame=measure.time_frame,
            due_on=measure.due_on,
            costs=measure.costs,
            funding_source=measure.funding_source,
            funded_until=measure.funded_until,
            first_step=measure.first_step,
            target_groups=measure.target_groups,
            spatial_reference=measure.spatial_reference,
            place=measure.place,
            integration_phase=measure.integration_phase,
            indicator=measure.indicator,
            origin=_origin(measure),
            changed_at=measure.changed_at,
        )
        for measure in measures
    )


def _origin(measure: Measure) -> records.Origin | None:
    if not measure.origin_workshop:
        return None
    return records.Origin(measure.origin_workshop, measure.origin_rank, measure.origin_points)


def _places(measures: Sequence[Measure]) -> Mapping[int, list[records.MeasurePlace]]:
    statement = (
        select(measure_goal.c.measure_id, Goal.lineage, measure_goal.c.number)
        .join(Goal)
        .where(measure_goal.c.measure_id.in_([measure.id for measure in measures]))
        .order_by(Goal.level, Goal.position, Goal.id)
    )
    found: defaultdict[int, list[records.MeasurePlace]] = defaultdict(list)
    for measure_id, goal, number in db.session.execute(statement):
        found[measure_id].append(records.MeasurePlace(goal, number))
    return found


def _reasons(measures: Sequence[Measure]) -> dict[str, str]:
    """Return by lineage why a measure was postponed or rejected: the reason of the latest change to that state."""
    asked = {measure.lineage: measure.state.value for measure in measures if measure.state in _TOLD_WITH_REASON}
    statement = (
        select(Measure.lineage, MeasureChange.after, MeasureChange.reason)
        .join(MeasureChange, MeasureChange.measure_id == Measure.id)
        .join(Measure.edition)
        .where(Measure.lineage.in_(asked), Edition.state != EditionState.DRAFT)
        .order_by(MeasureChange.id)
    )
    rows = db.session.execute(statement)
    return {lineage: reason for lineage, after, reason in rows if after.get("state") == asked[lineage]}
