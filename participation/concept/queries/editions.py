"""Reads of concepts, their editions and their fields of action."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from participation.concept.errors import ConceptUnknown, EditionUnknown, GoalUnknown, NoDraftEdition
from participation.concept.models import (
    Concept,
    Edition,
    EditionState,
    FieldOfAction,
    Goal,
    Measure,
    goal_field,
    measure_field,
)
from participation.kernel.database import db


def find_concept(concept_id: int) -> Concept | None:
    """Return the concept with this id."""
    return db.session.get(Concept, concept_id)


def get_concept(concept_id: int) -> Concept:
    """Return the concept with this id; raises ``ConceptUnknown``."""
    concept = find_concept(concept_id)
    if concept is None:
        raise ConceptUnknown(concept_id)
    return concept


def find_concept_by_title(title: str) -> Concept | None:
    """Return the newest concept with exactly this title."""
    return db.session.scalar(select(Concept).where(Concept.title == title).order_by(Concept.id.desc()).limit(1))


def list_concepts() -> list[Concept]:
    """Return all concepts, newest first, with their editions."""
    statement = select(Concept).options(selectinload(Concept.editions)).order_by(Concept.id.desc())
    return list(db.session.scalars(statement))


def get_edition(edition_id: int) -> Edition:
    """Return the edition with this id; raises ``EditionUnknown``."""
    edition = db.session.get(Edition, edition_id)
    if edition is None:
        raise EditionUnknown
    return edition


def find_newest_edition(concept: Concept) -> Edition | None:
    """Return the edition that is worked on: the one that was begun last."""
    statement = select(Edition).where(Edition.concept_id == concept.id).order_by(Edition.id.desc()).limit(1)
    return db.session.scalar(statement)


def newest_edition(concept: Concept) -> Edition:
    """Return the edition that is worked on; raises ``EditionUnknown`` for a concept without any."""
    edition = find_newest_edition(concept)
    if edition is None:
        raise EditionUnknown
    return edition


def find_adopted_edition(concept_id: int) -> Edition | None:
    """Return the edition that is adopted: what the public sees."""
    return _find_edition(concept_id, EditionState.ADOPTED)


def find_draft_edition(concept_id: int) -> Edition | None:
    """Return the edition that is a draft."""
    return _find_edition(concept_id, EditionState.DRAFT)


def get_draft_edition(concept_id: int) -> Edition:
    """Return the edition that is a draft; raises ``NoDraftEdition``."""
    edition = find_draft_edition(concept_id)
    if edition is None:
        raise NoDraftEdition
    return edition


def _find_edition(concept_id: int, state: EditionState) -> Edition | None:
    return db.session.scalar(select(Edition).where(Edition.concept_id == concept_id, Edition.state == state))


def get_goal(goal_id: int) -> Goal:
    """Return the goal with this id; raises ``GoalUnknown``."""
    goal = db.session.get(Goal, goal_id)
    if goal is None:
        raise GoalUnknown
    return goal


def list_fields(concept: Concept) -> list[FieldOfAction]:
    """Return the fields of action in the concept's order."""
    statement = select(FieldOfAction).where(FieldOfAction.concept_id == concept.id)
    return list(db.session.scalars(statement.order_by(FieldOfAction.position, FieldOfAction.id)))


def list_fields_of(edition: Edition) -> list[FieldOfAction]:
    """Return the fields of action of an edition: those of the concept without what only other editions name."""
    named = [
        select(goal_field.c.field_id, Goal.edition_id).join(Goal),
        select(measure_field.c.field_id, Measure.edition_id).join(Measure),
    ]
    used = named[0].union(named[1]).subquery()
    editions: dict[int, set[int]] = defaultdict(set)
    of_concept = select(used).join(Edition, Edition.id == used.c.edition_id)
    for field_id, edition_id in db.session.execute(of_concept.where(Edition.concept_id == edition.concept_id)):
        editions[field_id].add(edition_id)
    return [
        field for field in list_fields(edition.concept) if not editions[field.id] or edition.id in editions[field.id]
    ]
