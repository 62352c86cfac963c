"""Reads across features that an export needs and no feature offers."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.models import Edition, Measure
from participation.contributions.models import Card
from participation.kernel.database import db
from participation.measures.models import Plan, measure_plan
from participation.workshop.models import Room


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


def count_measures(edition_id: int) -> int:
    """Return how many measures an edition has."""
    return db.session.scalar(select(func.count()).select_from(Measure).where(Measure.edition_id == edition_id)) or 0


def count_cards(workshop_id: int) -> int:
    """Return how many cards a workshop and its rooms have."""
    rooms = select(Room.workshop_id).where(Room.plenum_id == workshop_id)
    of_workshop = or_(Card.workshop_id == workshop_id, Card.workshop_id.in_(rooms))
    return db.session.scalar(select(func.count()).select_from(Card).where(of_workshop)) or 0
