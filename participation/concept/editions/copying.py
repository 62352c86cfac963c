"""Copying the rows of an edition in few statements, with whatever columns they have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from sqlalchemy import ColumnElement, Select, Table, insert, select

from participation.concept.models import (
    Edition,
    Goal,
    GoalPlace,
    Indicator,
    IndicatorValue,
    Measure,
    goal_field,
    measure_field,
    measure_goal,
)
from participation.kernel.database import Base, db

Ids = Mapping[int, int]
"""Ids of rows, and those of their copies."""

COPIED: Final = frozenset(
    {"goal", "goal_field", "goal_place", "indicator", "indicator_value", "measure", "measure_goal", "measure_field"}
)
"""The tables that an edition is copied from; a test compares them with all that hang on an edition."""


def copy_content(source: Edition, target: Edition) -> None:
    """Copy goals, indicators with their values, and measures with places and fields; each keeps its lineage."""
    goals = _copy_goals(source, target)
    of_goals = select(Goal.id).where(Goal.edition_id == source.id)
    of_measures = select(Measure.id).where(Measure.edition_id == source.id)
    of_indicators = select(Indicator.id).where(Indicator.goal_id.in_(of_goals))
    _copy(_table(Measure), Measure.edition_id == source.id, edition_id={source.id: target.id})
    measures = _twins(Measure, of_measures, Measure.edition_id == target.id)
    _copy(_table(Indicator), Indicator.goal_id.in_(of_goals), goal_id=goals)
    indicators = _twins(Indicator, of_indicators, Indicator.goal.has(Goal.edition_id == target.id))
    _copy(_table(IndicatorValue), IndicatorValue.indicator_id.in_(of_indicators), indicator_id=indicators)
    _copy(_table(GoalPlace), GoalPlace.goal_id.in_(of_goals), goal_id=goals, parent_id=goals)
    _copy(goal_field, goal_field.c.goal_id.in_(of_goals), goal_id=goals)
    _copy(measure_goal, measure_goal.c.measure_id.in_(of_measures), measure_id=measures, goal_id=goals)
    _copy(measure_field, measure_field.c.measure_id.in_(of_measures), measure_id=measures)


def _copy_goals(source: Edition, target: Edition) -> Ids:
    """Copy the goals level by level, so that a parent's copy is there before its children's."""
    copied: Ids = {}
    of_source = select(Goal.id).where(Goal.edition_id == source.id)
    levels = select(Goal.level).where(Goal.edition_id == source.id).distinct().order_by(Goal.level)
    for level in db.session.scalars(levels).all():
        here = (Goal.edition_id == source.id) & (Goal.level == level)
        _copy(_table(Goal), here, edition_id={source.id: target.id}, parent_id=copied)
        copied = _twins(Goal, of_source, Goal.edition_id == target.id)
    return copied


def _copy(table: Table, condition: ColumnElement[bool], **renewed: Ids) -> None:
    """Copy the rows that meet the condition; columns in ``renewed`` point at copies."""
    kept = [column for column in table.columns if column.name != "id"]
    rows = db.session.execute(select(*kept).where(condition).order_by(*table.primary_key)).mappings().all()
    values = [dict(row) | {name: _renewed(ids, row[name]) for name, ids in renewed.items()} for row in rows]
    if values:
        db.session.execute(insert(table), values)


def _renewed(ids: Ids, row_id: int | None) -> int | None:
    return None if row_id is None else ids[row_id]


def _twins(model: type[Goal | Indicator | Measure], source: Select[int], in_target: ColumnElement[bool]) -> Ids:
    """Return the ids of rows and of their copies, which have the same lineage."""
    lineages = select(model.lineage, model.id)
    before = db.session.execute(lineages.where(model.id.in_(source)))
    after = {row.lineage: row.id for row in db.session.execute(lineages.where(in_target))}
    return {row.id: after[row.lineage] for row in before if row.lineage in after}


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)
