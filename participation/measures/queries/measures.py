"""Reads of one measure or some: what it lacks, where it may go, its history."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.models import MEASURE_TEXTS, Measure, MeasureState, missing_fields
from participation.kernel.database import db
from participation.measures.domain import next_states
from participation.measures.errors import MeasureUnknown
from participation.measures.models import MeasureChange


def get_measure(measure_id: int) -> Measure:
    """Return a measure with its goals, fields of action and edition; raises ``MeasureUnknown``."""
    measure = db.session.scalar(
        select(Measure)
        .where(Measure.id == measure_id)
        .options(selectinload(Measure.goals), selectinload(Measure.fields), joinedload(Measure.edition))
    )
    if measure is None:
        raise MeasureUnknown
    return measure


def load_measures(measure_ids: Collection[int]) -> list[Measure]:
    """Return the measures with these ids by id, with goals, fields of action and edition; unknown ones are left out."""
    statement = (
        select(Measure)
        .where(Measure.id.in_(measure_ids))
        .options(selectinload(Measure.goals), selectinload(Measure.fields), joinedload(Measure.edition))
        .order_by(Measure.id)
    )
    return list(db.session.scalars(statement))


def history(measure: Measure) -> list[MeasureChange]:
    """Return the changes of a measure in this edition and in those before, newest first, with who made them."""
    same = select(Measure.id).where(Measure.lineage == measure.lineage, Measure.id <= measure.id)
    statement = (
        select(MeasureChange)
        .where(MeasureChange.measure_id.in_(same))
        .options(joinedload(MeasureChange.actor))
        .order_by(MeasureChange.id.desc())
    )
    return list(db.session.scalars(statement))


def missing_parts(measure: Measure) -> tuple[str, ...]:
    """Return the names of what the measure lacks, ``goals`` first; while there are any, it is a draft.

    A deadline says by when as well as the words of the time frame.
    """
    said = {name: getattr(measure, name) for name in MEASURE_TEXTS}
    lacking = missing_fields(
        said | {"time_frame": said["time_frame"] or (measure.due_on.isoformat() if measure.due_on else "")}
    )
    return lacking if measure.goals else ("goals", *lacking)


def reachable_states(measure: Measure) -> tuple[MeasureState, ...]:
    """Return the states that the measure may go to now."""
    return tuple(MeasureState(state) for state in next_states(measure.state, _postponed_from(measure)))


def _postponed_from(measure: Measure) -> str | None:
    if measure.state is not MeasureState.POSTPONED:
        return None
    for change in history(measure):
        if change.after.get("state") == MeasureState.POSTPONED:
            return str(change.before["state"])
    return None
