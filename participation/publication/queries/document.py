"""The adopted edition as a document: goals in the order of print, public measures under them.

Plain rows instead of objects: a concept of a thousand measures is read in a few milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, null, select

from participation.concept.models import (
    Edition,
    Goal,
    GoalPlace,
    Measure,
    MeasureState,
    goal_field,
    measure_field,
    measure_goal,
)
from participation.concept.translations.wordings import Wordings
from participation.i18n.wording import ShownText
from participation.kernel.database import db
from participation.publication.queries.published import is_public


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure at its place under a goal, with the number printed there."""

    id: int
    number: str | None
    label: ShownText
    state: MeasureState
    workshop: str


@dataclass(frozen=True, slots=True)
class GoalSection:
    """A goal with what stands under it. At a further place (``further``) it only leads to its first one."""

    id: int
    level: int
    number: str | None
    text: ShownText
    measures: tuple[MeasureLine, ...] = ()
    children: tuple[GoalSection, ...] = ()
    further: bool = False


def document_of(edition: Edition, wordings: Wordings, field_id: int | None = None) -> tuple[GoalSection, ...]:
    """Return the goals of an edition with their public measures for a reader, narrowed to one field of action.

    A goal of the field comes with everything under it; another one with what of it is of the field. The number of
    statements does not depend on how much there is.
    """
    goals = [*db.session.execute(_goals(edition)), *db.session.execute(_further_places(edition))]
    measures = db.session.execute(_measures(edition)).all()
    wordings.learn([*(row.text for row in goals), *(row.title or row.text for row in measures)])
    sections = _sections(None, _by_place(goals), _lines(measures, wordings), wordings)
    if field_id is None:
        return sections
    of_goals = set(db.session.scalars(select(goal_field.c.goal_id).where(goal_field.c.field_id == field_id)))
    of_field = select(measure_field.c.measure_id).where(measure_field.c.field_id == field_id)
    return tuple(_narrowed(sections, of_goals, set(db.session.scalars(of_field))))


def walk(sections: Iterable[GoalSection]) -> Iterator[GoalSection]:
    """Go through goals from top to bottom, each at its first place."""
    for section in sections:
        if not section.further:
            yield section
            yield from walk(section.children)


def find_section(sections: Iterable[GoalSection], goal_id: int) -> tuple[GoalSection, ...]:
    """Return the way from the outermost goal down to this one, empty when it is not there."""
    for section in sections:
        if section.id == goal_id and not section.further:
            return (section,)
        below = find_section(section.children, goal_id)
        if below:
            return (section, *below)
    return ()


def _goals(edition: Edition) -> Any:  # noqa: ANN401 - a statement for seven columns
    columns = (Goal.id, Goal.parent_id, Goal.level, Goal.position, Goal.number, Goal.text)
    return select(*columns, null().label("place")).where(Goal.edition_id == edition.id)


def _further_places(edition: Edition) -> Any:  # noqa: ANN401
    place = (GoalPlace.parent_id, Goal.level, GoalPlace.position, GoalPlace.number)
    return (
        select(Goal.id, *place, Goal.text, GoalPlace.id.label("place"))
        .join(Goal, GoalPlace.goal_id == Goal.id)
        .where(Goal.edition_id == edition.id)
    )


def _measures(edition: Edition) -> Any:  # noqa: ANN401
    """Return a statement for the public measures by goal; those without a printed place come after the others."""
    columns = (Measure.id, Measure.title, Measure.text, Measure.state, Measure.origin_workshop)
    place = (measure_goal.c.goal_id, measure_goal.c.number)
    return (
        select(*columns, *place)
        .join(measure_goal, measure_goal.c.measure_id == Measure.id)
        .where(Measure.edition_id == edition.id, is_public())
        .order_by(measure_goal.c.position.is_(None), measure_goal.c.position, Measure.position, Measure.id)
    )


def _by_place(rows: Iterable[Row[Any]]) -> Mapping[int | None, list[Row[Any]]]:
    """Return goals by the one above them, in the order of print."""
    found: dict[int | None, list[Row[Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.position, row.id)):
        found[row.parent_id].append(row)
    return found


def _lines(rows: Iterable[Row[Any]], wordings: Wordings) -> Mapping[int, tuple[MeasureLine, ...]]:
    found: dict[int, list[MeasureLine]] = defaultdict(list)
    for row in rows:
        label = wordings.label(row.title, row.text)
        found[row.goal_id].append(MeasureLine(row.id, row.number, label, row.state, row.origin_workshop))
    return {goal_id: tuple(lines) for goal_id, lines in found.items()}


def _sections(
    parent: int | None,
    rows: Mapping[int | None, list[Row[Any]]],
    lines: Mapping[int, tuple[MeasureLine, ...]],
    wordings: Wordings,
) -> tuple[GoalSection, ...]:
    found = []
    for row in rows.get(parent, ()):
        section = GoalSection(row.id, row.level, row.number, wordings.of(row.text), further=row.place is not None)
        if not section.further:
            below = _sections(row.id, rows, lines, wordings)
            section = replace(section, measures=lines.get(row.id, ()), children=below)
        found.append(section)
    return tuple(found)


def _narrowed(sections: Iterable[GoalSection], goals: set[int], measures: set[int]) -> Iterator[GoalSection]:
    for section in sections:
        if section.id in goals:
            yield section
            continue
        lines = tuple(line for line in section.measures if line.id in measures)
        children = tuple(_narrowed(section.children, goals, measures))
        if lines or children:
            yield replace(section, measures=lines, children=children)
