"""The same goal or measure in another edition, found by its lineage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import joinedload

from participation.concept.models import Edition, EditionState, Goal, Measure
from participation.kernel.database import db


def find_measure_in(edition: Edition, lineages: Iterable[str]) -> Measure | None:
    """Return the first measure of the edition with one of these lineages."""
    statement = select(Measure).where(Measure.edition_id == edition.id, Measure.lineage.in_(set(lineages)))
    return db.session.scalar(statement.order_by(Measure.id).limit(1))


def list_goals_in(edition: Edition, goals: Iterable[Goal]) -> list[Goal]:
    """Return the goals as the edition has them, in its order; what it lacks is left out."""
    lineages = {goal.lineage for goal in goals}
    statement = select(Goal).where(Goal.edition_id == edition.id, Goal.lineage.in_(lineages))
    return list(db.session.scalars(statement.order_by(Goal.level, Goal.position)))


def find_twin_in_draft(measure: Measure) -> Measure | None:
    """Return the measure of an adopted edition as the draft beside it has it."""
    if measure.edition.state is not EditionState.ADOPTED:
        return None
    return db.session.scalar(
        select(Measure)
        .join(Edition)
        .where(
            Edition.concept_id == measure.edition.concept_id,
            Edition.state == EditionState.DRAFT,
            Measure.lineage == measure.lineage,
        )
        .limit(1)
    )


def list_standing(measures: Sequence[Measure]) -> list[Measure]:
    """Return each measure as it stands today, once: as adopted, else as in the draft, else as in its last edition."""
    lineages = list(dict.fromkeys(measure.lineage for measure in measures))
    rank = case({EditionState.ADOPTED: 0, EditionState.DRAFT: 1}, value=Edition.state, else_=2)
    statement = (
        select(Measure)
        .join(Edition)
        .where(Measure.lineage.in_(lineages))
        .options(joinedload(Measure.edition).joinedload(Edition.concept))
        .order_by(rank, Measure.id.desc())
    )
    today: dict[str, Measure] = {}
    for measure in db.session.scalars(statement):
        today.setdefault(measure.lineage, measure)
    return [today[lineage] for lineage in lineages]
