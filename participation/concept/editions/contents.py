"""Reads an edition as what differences are found between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from participation.concept.editions.choices import Choice
from participation.concept.editions.content import Content, Held, HeldMeasure
from participation.concept.editions.models import MeasureDecision
from participation.concept.models import Edition, Measure
from participation.concept.queries import (
    GoalNode,
    PlacedMeasure,
    entry_of_indicator,
    entry_of_measure,
    goals_tree,
)
from participation.kernel.database import db


def content_of(edition: Edition) -> Content:
    """Return what an edition says; measures without a goal come last."""
    nodes = goals_tree(edition)
    ends = _ends(edition)
    places: dict[int, list[tuple[str, str | None]]] = {}
    rows: dict[int, Measure] = {}
    for node in walk(nodes):
        for placed in node.measures:
            rows[placed.measure.id] = placed.measure
            places.setdefault(placed.measure.id, []).append((node.goal.lineage, placed.number))
    lost = select(Measure).where(Measure.edition_id == edition.id, Measure.id.not_in(rows)).order_by(Measure.id)
    rows |= {row.id: row for row in db.session.scalars(lost)}
    measures = tuple(
        HeldMeasure(
            row.lineage,
            entry_of_measure(PlacedMeasure(row, None)),
            tuple(places.get(row.id, ())),
            ends.get(row.lineage),
        )
        for row in rows.values()
    )
    return Content(tuple(edition.levels), tuple(_held(nodes, None)), measures)


def walk(nodes: Sequence[GoalNode]) -> Iterator[GoalNode]:
    """Go through goals from top to bottom."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def _held(nodes: Sequence[GoalNode], parent: str | None) -> Iterator[Held]:
    for node in nodes:
        goal = node.goal
        yield Held(
            lineage=goal.lineage,
            parent=parent,
            level=goal.level,
            number=goal.number,
            text=goal.text,
            fields=tuple(field.name for field in goal.fields),
            indicators=tuple((row.lineage, entry_of_indicator(row)) for row in goal.indicators),
        )
        yield from _held(node.children, goal.lineage)


def _ends(edition: Edition) -> dict[str, str]:
    """Return the reasons of measures that end before this edition, by lineage."""
    decided = select(MeasureDecision.lineage, MeasureDecision.reason).where(
        MeasureDecision.edition_id == edition.id, MeasureDecision.choice == Choice.END
    )
    return {row.lineage: row.reason for row in db.session.execute(decided)}
