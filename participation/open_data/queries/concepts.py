"""Reads of adopted editions: concepts, fields of action, goals, indicators."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, selectinload

from participation.concept.models import (
    BUILT_IN_WORDS,
    Concept,
    Edition,
    EditionState,
    FieldOfAction,
    Goal,
    GoalPlace,
    Indicator,
    Measure,
    goal_field,
    measure_goal,
)
from participation.concept.queries import list_fields_of
from participation.concept.vocabulary import words_of
from participation.kernel.database import LARGEST_NUMBER, db
from participation.measures.standing import PUBLIC_STATES
from participation.open_data import records
from participation.open_data.domain import Part
from participation.open_data.errors import NothingPublic
from participation.open_data.records import Page


def list_concepts(part: Part) -> Page[records.Concept]:
    """Return the concepts that have an adopted edition, the oldest first."""
    statement = _adopted().order_by(Concept.id)
    found = db.session.scalars(statement.limit(part.limit).offset(part.offset))
    return Page(_counted(statement), tuple(told_concept(edition) for edition in found))


def get_public_edition(concept_id: int) -> Edition:
    """Return the adopted edition of a concept; raises ``NothingPublic``."""
    edition = db.session.scalar(_adopted().where(Concept.id == concept_id)) if concept_id <= LARGEST_NUMBER else None
    if edition is None:
        raise NothingPublic
    return edition


def told_concept(edition: Edition) -> records.Concept:
    """Return a concept as the open data say it."""
    concept = edition.concept
    return records.Concept(
        id=concept.id,
        title=concept.title,
        city=concept.city,
        language=concept.language,
        levels=tuple(edition.levels),
        edition=records.Edition(edition.title, edition.as_of, edition.committee, edition.paper_number),
        vocabulary=tuple(
            records.Word(kind, word.key, word.name)
            for kind in dict.fromkeys([*BUILT_IN_WORDS, *(word.kind for word in concept.words)])
            for word in words_of(concept, kind)
        ),
    )


def list_fields(edition: Edition, part: Part) -> Page[records.FieldOfAction]:
    """Return the fields of action of an edition in their order."""
    found = list_fields_of(edition)
    return Page(len(found), tuple(records.FieldOfAction(field.id, field.name) for field in _cut(found, part)))


def list_goals(edition: Edition, part: Part, *, level: int | None, field: int | None) -> Page[records.Goal]:
    """Return the goals of an edition in the order of print, if asked only those of a level or a field of action."""
    goals = list(_as_printed(edition))
    if level is not None:
        goals = [goal for goal in goals if goal.level == level]
    if field is not None:
        kept = set(db.session.scalars(select(goal_field.c.goal_id).where(goal_field.c.field_id == field)))
        goals = [goal for goal in goals if goal.id in kept]
    return Page(len(goals), _told_goals(edition, _cut(goals, part)))


def get_goal(edition: Edition, lineage: str) -> records.Goal:
    """Return a goal of an edition; raises ``NothingPublic``."""
    goal = db.session.scalar(select(Goal).where(Goal.edition_id == edition.id, Goal.lineage == lineage))
    if goal is None:
        raise NothingPublic
    return _told_goals(edition, [goal])[0]


def list_indicators(edition: Edition, part: Part, *, goal: str | None) -> Page[records.Indicator]:
    """Return the indicators of an edition, if asked only those of a goal."""
    statement = _indicators(edition).order_by(Goal.level, Goal.position, Indicator.position, Indicator.id)
    if goal is not None:
        statement = statement.where(Goal.lineage == goal)
    found = db.session.scalars(statement.limit(part.limit).offset(part.offset))
    return Page(_counted(statement), tuple(map(_told_indicator, found)))


def get_indicator(edition: Edition, lineage: str) -> records.Indicator:
    """Return an indicator of an edition; raises ``NothingPublic``."""
    found = db.session.scalar(_indicators(edition).where(Indicator.lineage == lineage))
    if found is None:
        raise NothingPublic
    return _told_indicator(found)


def _adopted() -> Select[Edition]:
    return (
        select(Edition)
        .join(Edition.concept)
        .where(Edition.state == EditionState.ADOPTED)
        .options(contains_eager(Edition.concept).selectinload(Concept.words))
    )


def _indicators(edition: Edition) -> Select[Indicator]:
    return (
        select(Indicator)
        .join(Indicator.goal)
        .where(Goal.edition_id == edition.id)
        .options(contains_eager(Indicator.goal), selectinload(Indicator.values))
    )


def _counted(statement: Select[Edition] | Select[Indicator]) -> int:
    return db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0


def _cut(found: Sequence[records.Item], part: Part) -> Sequence[records.Item]:
    return found[part.offset : part.offset + part.limit]


def _as_printed(edition: Edition) -> Iterator[Goal]:
    """Yield each goal at its first place, in the order of print."""
    below: defaultdict[int | None, list[Goal]] = defaultdict(list)
    for goal in db.session.scalars(select(Goal).where(Goal.edition_id == edition.id).order_by(Goal.position, Goal.id)):
        below[goal.parent_id].append(goal)

    def from_here(parent: int | None) -> Iterator[Goal]:
        for goal in below[parent]:
            yield goal
            yield from from_here(goal.id)

    return from_here(None)


def _told_goals(edition: Edition, goals: Sequence[Goal]) -> tuple[records.Goal, ...]:
    ids = [goal.id for goal in goals]
    above = {goal.parent_id for goal in goals}
    parents = _pairs(select(Goal.id, Goal.lineage).where(Goal.id.in_(above)))
    fields = select(goal_field).join(FieldOfAction).order_by(FieldOfAction.position)
    fields_of = _pairs(fields.where(goal_field.c.goal_id.in_(ids)))
    indicators = select(Indicator.goal_id, Indicator.lineage).where(Indicator.goal_id.in_(ids))
    indicators_of = _pairs(indicators.order_by(Indicator.position, Indicator.id))
    serving = (
        select(measure_goal.c.goal_id, Measure.lineage)
        .join(Measure)
        .where(measure_goal.c.goal_id.in_(ids), Measure.state.in_(PUBLIC_STATES))
    )
    measures_of = _pairs(serving.order_by(measure_goal.c.position, Measure.position, Measure.id))
    places_of = _further_places(ids)
    return tuple(
        records.Goal(
            id=goal.lineage,
            number=goal.number,
            level=goal.level,
            level_name=edition.levels[goal.level],
            text=goal.text,
            parent=parents[goal.parent_id][0] if goal.parent_id else None,
            further_places=tuple(places_of[goal.id]),
            fields=tuple(fields_of[goal.id]),
            indicators=tuple(indicators_of[goal.id]),
            measures=tuple(measures_of[goal.id]),
        )
        for goal in goals
    )


def _further_places(ids: Sequence[int]) -> dict[int, list[records.FurtherPlace]]:
    statement = (
        select(GoalPlace.goal_id, Goal.lineage, GoalPlace.number)
        .join(Goal, GoalPlace.parent_id == Goal.id)
        .where(GoalPlace.goal_id.in_(ids))
        .order_by(GoalPlace.position, GoalPlace.id)
    )
    found: defaultdict[int, list[records.FurtherPlace]] = defaultdict(list)
    for goal_id, parent, number in db.session.execute(statement):
        found[goal_id].append(records.FurtherPlace(parent, number))
    return found


def _pairs(statement: Select[int, records.Item]) -> dict[int, list[records.Item]]:
    found: defaultdict[int, list[records.Item]] = defaultdict(list)
    for key, value in db.session.execute(statement):
        found[key].append(value)
    return found


def _told_indicator(indicator: Indicator) -> records.Indicator:
    return records.Indicator(
        id=indicator.lineage,
        goal=indicator.goal.lineage,
        name=indicator.name,
        unit=indicator.unit,
        direction=indicator.direction.value if indicator.direction else None,
        source=indicator.source,
        baseline=indicator.baseline,
        target=indicator.target,
        values=tuple(records.IndicatorValue(reading.at, reading.value) for reading in indicator.values),
    )
