"""What is public: adopted editions, their goals, and their measures from the adoption on (ADR 30)."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, Select, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from participation.concept.models import Concept, Edition, EditionState, Goal, Indicator, Measure
from participation.kernel.database import db
from participation.measures.standing import PUBLIC_STATES


@dataclass(frozen=True, slots=True)
class Address:
    """Where everybody reads a measure: in the adopted edition of which concept, as which row."""

    concept_id: int
    measure_id: int


def list_published() -> list[Edition]:
    """Return the adopted edition of each concept that has one, with its concept, by the concept's title."""
    statement = _adopted().order_by(Concept.title, Concept.id)
    return list(db.session.scalars(statement))


def find_published(concept_id: int) -> Edition | None:
    """Return the adopted edition of a concept, with the concept."""
    return db.session.scalar(_adopted().where(Concept.id == concept_id))


def find_goal(edition: Edition, goal_id: int) -> Goal | None:
    """Return a goal of the adopted edition with what hangs on it, also by its id in an edition before."""
    row = aliased(Goal)
    lineage = select(row.lineage).join(Edition, Edition.id == row.edition_id)
    lineage = lineage.where(row.id == goal_id, *_was_public(edition))
    return db.session.scalar(
        select(Goal)
        .where(Goal.edition_id == edition.id, Goal.lineage == lineage.scalar_subquery())
        .options(selectinload(Goal.fields), selectinload(Goal.indicators).selectinload(Indicator.values))
        .limit(1)
    )


def find_measure(edition: Edition, measure_id: int) -> Measure | None:
    """Return a public measure of the adopted edition, also by its id in an edition before."""
    return db.session.scalar(
        select(Measure)
        .where(Measure.edition_id == edition.id, Measure.lineage == _lineage_of(edition, measure_id), is_public())
        .options(selectinload(Measure.goals), selectinload(Measure.fields))
        .limit(1)
    )


def find_addresses(measure_ids: Collection[int]) -> dict[int, Address]:
    """Return by id where everybody reads these measures of whatever edition; those that are not public are left out."""
    if not measure_ids:
        return {}
    asked = aliased(Measure)
    statement = (
        select(asked.id, Edition.concept_id, Measure.id)
        .join(Measure, Measure.lineage == asked.lineage)
        .join(Edition, Edition.id == Measure.edition_id)
        .where(asked.id.in_(measure_ids), Edition.state == EditionState.ADOPTED, is_public())
    )
    return {row[0]: Address(row[1], row[2]) for row in db.session.execute(statement)}


def is_public() -> ColumnElement[bool]:
    """Whether a measure of an adopted edition is for everybody."""
    return Measure.state.in_(PUBLIC_STATES)


def _adopted() -> Select[Edition]:
    return (
        select(Edition)
        .join(Edition.concept)
        .where(Edition.state == EditionState.ADOPTED)
        .options(joinedload(Edition.concept))
    )


def _lineage_of(edition: Edition, measure_id: int) -> ScalarSelect[str]:
    row = aliased(Measure)
    lineage = select(row.lineage).join(Edition, Edition.id == row.edition_id)
    return lineage.where(row.id == measure_id, *_was_public(edition)).scalar_subquery()


def _was_public(edition: Edition) -> list[ColumnElement[bool]]:
    return [Edition.concept_id == edition.concept_id, Edition.state != EditionState.DRAFT]
