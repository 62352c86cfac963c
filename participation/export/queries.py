"""Reads across features that an export needs and no feature offers."""

from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from participation.concept.models import Edition, Measure
from participation.concept.models.measures import measure_goal
from participation.contributions.models import Card
from participation.export.errors import NoTemplate
from participation.export.models import WordTemplate
from participation.kernel.database import db
from participation.measures.models import Plan, measure_plan
from participation.workshop.models import Room

MANY_MEASURES: Final = 200
"""What tells of more is written in the background."""


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


def find_template(concept_id: int) -> WordTemplate | None:
    """Return the template of the concept's documents, without its content."""
    return db.session.get(WordTemplate, concept_id)


def get_template(concept_id: int) -> WordTemplate:
    """Return the template of the concept's documents with its content; raises ``NoTemplate``."""
    found = db.session.get(WordTemplate, concept_id, options=[undefer(WordTemplate.content)])
    if found is None:
        raise NoTemplate
    return found


def find_template_content(concept_id: int) -> bytes | None:
    """Return the file that documents of the concept look like."""
    statement = select(WordTemplate.content).where(WordTemplate.concept_id == concept_id)
    return db.session.scalar(statement)


def list_measures_of(edition_id: int) -> list[Measure]:
    """Return all measures of an edition in the order of their positions, with goals and fields of action."""
    statement = (
        select(Measure)
        .where(Measure.edition_id == edition_id)
        .options(selectinload(Measure.goals), selectinload(Measure.fields))
        .order_by(Measure.position, Measure.id)
    )
    return list(db.session.scalars(statement))


def printed_numbers(edition_id: int) -> dict[int, list[str]]:
    """Return the numbers that are printed for the measures of an edition, by measure, as far as there are any."""
    statement = (
        select(measure_goal.c.measure_id, measure_goal.c.number)
        .join(Measure, Measure.id == measure_goal.c.measure_id)
        .where(Measure.edition_id == edition_id, measure_goal.c.number.is_not(None))
        .order_by(measure_goal.c.measure_id, measure_goal.c.position)
    )
    found: dict[int, list[str]] = {}
    for measure_id, number in db.session.execute(statement):
        found.setdefault(measure_id, []).append(number)
    return found


def count_measures(edition_id: int) -> int:
    """Return how many measures an edition has."""
    return db.session.scalar(select(func.count()).select_from(Measure).where(Measure.edition_id == edition_id)) or 0


def count_measures_of_concept(concept_id: int) -> int:
    """Return how many measures the largest edition of a concept has."""
    each = (
        select(func.count())
        .select_from(Measure)
        .join(Edition, Edition.id == Measure.edition_id)
        .where(Edition.concept_id == concept_id)
        .group_by(Edition.id)
    )
    return max(db.session.scalars(each), default=0)


def count_cards(workshop_id: int) -> int:
    """Return how many cards a workshop and its rooms have."""
    rooms = select(Room.workshop_id).where(Room.plenum_id == workshop_id)
    of_workshop = or_(Card.workshop_id == workshop_id, Card.workshop_id.in_(rooms))
    return db.session.scalar(select(func.count()).select_from(Card).where(of_workshop)) or 0
