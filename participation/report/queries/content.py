"""What a report tells, read in a fixed number of statements however large the concept is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.errors import EditionUnknown
from participation.concept.models import Edition, EditionState, FieldOfAction, Goal, Measure, MeasureState
from participation.concept.queries import (
    GoalNode,
    PlacedMeasure,
    find_adopted_edition,
    find_draft_edition,
    goals_tree,
    list_fields_of,
)
from participation.concept.trends import trend_of
from participation.i18n.formats import city_zone, local
from participation.kernel.database import db
from participation.measures.models import MeasureChange
from participation.report.content import (
    FieldReport,
    ReportContent,
    ReportedGoal,
    ReportedIndicator,
    ReportedMeasure,
)
from participation.report.domain import StateMove, state_on
from participation.report.models import IntegrationReport, Recommendation
from participation.report.queries.status import list_status_reports

TOLD = (
    MeasureState.ADOPTED,
    MeasureState.IN_PROGRESS,
    MeasureState.DONE,
    MeasureState.POSTPONED,
    MeasureState.REJECTED,
)
"""States of measures that an adopted edition tells of; others are drafts."""


def content_of(report: IntegrationReport) -> ReportContent:
    """Return what a report tells of the adopted edition, before there is one of the draft.

    Raises ``EditionUnknown`` for a concept without either.
    """
    edition = find_adopted_edition(report.concept_id) or find_draft_edition(report.concept_id)
    if edition is None:
        raise EditionUnknown
    return _Reading(report, edition).content()


@dataclass(frozen=True, slots=True)
class _Place:
    """A goal of the tree with the goals above it."""

    node: GoalNode
    path: tuple[str, ...]


class _Reading:
    def __init__(self, report: IntegrationReport, edition: Edition) -> None:
        self._report, self._edition = report, edition
        self._places = list(_walk(goals_tree(edition), ()))
        measures = list(db.session.scalars(_measures_of(edition)))
        adopted = edition.state is EditionState.ADOPTED
        self._told = [measure for measure in measures if not adopted or measure.state in TOLD]
        self._unadopted = len(measures) - len(self._told)
        self._moves = _moves_after(edition, report.since)
        self._status = list_status_reports({measure.lineage for measure in self._told}, report.since, report.until)
        placed = (placed for place in self._places for placed in place.node.measures)
        self._numbers = {entry.measure.id: entry.number or "" for entry in reversed(list(placed))}
        self._measures = {measure.id: self._measure(measure) for measure in self._told}

    def content(self) -> ReportContent:
        """Put the fields of action together; what belongs to none comes last, if there is anything."""
        texts = _recommendations(self._report)
        fields: list[FieldOfAction | None] = [*list_fields_of(self._edition), None]
        made = [self._field(field, texts.get(field.id if field else None, ())) for field in fields]
        told = tuple(entry for entry in made if entry.field or entry.goals or entry.without_goal or entry.text)
        return ReportContent(self._report, self._edition, told, self._unadopted)

    def _measure(self, measure: Measure) -> ReportedMeasure:
        since, until = self._report.since, self._report.until
        moves = self._moves.get(measure.lineage, ())
        there = local(measure.created_at).date() <= since
        return ReportedMeasure(
            measure,
            self._numbers.get(measure.id, ""),
            MeasureState(state_on(since, moves, measure.state)) if there else None,
            MeasureState(state_on(until, moves, measure.state)),
            tuple(move for move in moves if move.on <= until),
            self._status.get(measure.lineage, ()),
        )

    def _field(self, field: FieldOfAction | None, texts: Sequence[Recommendation]) -> FieldReport:
        goals = tuple(filter(None, (self._goal(place, field) for place in self._places)))
        unplaced = (measure for measure in self._told if not measure.goals and _belongs(_fields(measure), field))
        without_goal = tuple(self._measures[measure.id] for measure in unplaced)
        return FieldReport(field, goals, without_goal, tuple(texts))

    def _goal(self, place: _Place, field: FieldOfAction | None) -> ReportedGoal | None:
        """Return a goal as far as it belongs to the field, itself or by one of its measures."""
        goal = place.node.goal
        measures = tuple(
            self._measures[placed.measure.id] for placed in place.node.measures if self._is_told(placed, field)
        )
        itself = _belongs(_ids(goal.fields), field)
        indicators = tuple(
            ReportedIndicator(indicator, trend_of(indicator).until(self._report.until))
            for indicator in (goal.indicators if itself else ())
        )
        if not (measures or indicators or (itself and field is not None)):
            return None
        return ReportedGoal(goal, place.path, measures, indicators)

    def _is_told(self, placed: PlacedMeasure, field: FieldOfAction | None) -> bool:
        return placed.measure.id in self._measures and _belongs(_fields(placed.measure), field)


def _walk(nodes: Sequence[GoalNode], path: tuple[str, ...]) -> Iterator[_Place]:
    for node in nodes:
        if not node.further:
            yield _Place(node, path)
        named = f"{node.number or ''} {node.goal.text}".strip()
        yield from _walk(node.children, (*path, named))


def _measures_of(edition: Edition) -> Select[Measure]:
    return (
        select(Measure)
        .where(Measure.edition_id == edition.id)
        .options(selectinload(Measure.fields), selectinload(Measure.goals).selectinload(Goal.fields))
        .order_by(Measure.position, Measure.id)
    )


def _fields(measure: Measure) -> set[int]:
    """Return the fields of a measure: its own, else those of its goals."""
    return _ids(measure.fields) or {field.id for goal in measure.goals for field in goal.fields}


def _ids(fields: Sequence[FieldOfAction]) -> set[int]:
    return {field.id for field in fields}


def _belongs(fields: set[int], field: FieldOfAction | None) -> bool:
    return not fields if field is None else field.id in fields


def _moves_after(edition: Edition, day: date) -> Mapping[str, tuple[StateMove, ...]]:
    """Return the moves between states after a day by lineage of the measure, the earliest first."""
    end_of_day = datetime.combine(day + timedelta(days=1), time(), city_zone())
    of_edition = select(Measure.lineage).where(Measure.edition_id == edition.id)
    changes = (
        select(MeasureChange, Measure.lineage)
        .join(Measure)
        .where(Measure.lineage.in_(of_edition), MeasureChange.at >= end_of_day)
        .order_by(MeasureChange.at, MeasureChange.id)
    )
    moves: dict[str, list[StateMove]] = defaultdict(list)
    for change, lineage in db.session.execute(changes):
        if "state" in change.before and "state" in change.after:
            on = local(change.at).date()
            moves[lineage].append(StateMove(on, change.before["state"], change.after["state"], change.reason))
    return {lineage: tuple(found) for lineage, found in moves.items()}


def _recommendations(report: IntegrationReport) -> Mapping[int | None, list[Recommendation]]:
    statement = (
        select(Recommendation)
        .where(Recommendation.report_id == report.id)
        .options(joinedload(Recommendation.changed_by))
        .order_by(Recommendation.id)
    )
    found: dict[int | None, list[Recommendation]] = defaultdict(list)
    for entry in db.session.scalars(statement):
        found[entry.field_id].append(entry)
    return found
