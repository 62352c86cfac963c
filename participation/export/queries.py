"""Reads across features that an export needs and no feature offers."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.models import Edition, Measure
from participation.kernel.database import db
from participation.measures.models import Plan, measure_plan


def list_measures_from(workshop_id: int) -> list[Measure]:
    """Return the measures that were made from plans of the workshop, each once, with goals and fields of action."""
    made = select(measure_plan.c.measure_id).join(Plan).where(Plan.workshop_id == workshop_id)
    statement = (
        select(Measure)
        .where(Measure.id.in_(made))
        .options(
            selectinload(Measure.goals),
            selectinload(Measure.fields),
            joinedload(Measure.edition).joinedload(Edition.concept),
        )
        .order_by(Measure.position, Measure.id)
    )
    return list(db.session.scalars(statement))
