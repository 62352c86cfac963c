"""What a report tells, before any page or file: fields of action with goals, measures, indicators and texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from participation.concept.models import Edition, FieldOfAction, Goal, Indicator, Measure, MeasureState
from participation.concept.trends import Trend
from participation.report.domain import StateMove
from participation.report.models import IntegrationReport, Recommendation

AWAITED = (MeasureState.ADOPTED, MeasureState.IN_PROGRESS)
"""Measures in these states are to be done: they can be overdue."""


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What the lead of a measure reported, in words."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class ReportedMeasure:
    """A measure with its printed number and its states; ``before`` is ``None`` when it was not there yet."""

    measure: Measure
    number: str
    before: MeasureState | None
    now: MeasureState
    moves: tuple[StateMove, ...]
    status: tuple[StatusReport, ...] = ()

    def is_overdue(self, day: date) -> bool:
        """Whether its deadline had passed on a day while it was still to be done."""
        return self.measure.due_on is not None and self.measure.due_on < day and self.now in AWAITED


@dataclass(frozen=True, slots=True)
class ReportedIndicator:
    """An indicator of a goal with its values up to the last day of the report."""

    indicator: Indicator
    trend: Trend

    def is_silent(self, since: date) -> bool:
        """Whether no value came in after the day ``since``."""
        return not self.trend.points or self.trend.points[-1].at <= since


@dataclass(frozen=True, slots=True)
class ReportedGoal:
    """A goal with the texts of the goals above it, and what hangs on it in this field of action."""

    goal: Goal
    path: tuple[str, ...]
    measures: tuple[ReportedMeasure, ...]
    indicators: tuple[ReportedIndicator, ...]


@dataclass(frozen=True, slots=True)
class FieldReport:
    """A field of action; ``field`` is ``None`` for what belongs to none."""

    field: FieldOfAction | None
    goals: tuple[ReportedGoal, ...]
    without_goal: tuple[ReportedMeasure, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def measures(self) -> tuple[ReportedMeasure, ...]:
        """All measures of the field, each once, in the order of print."""
        found = {entry.measure.id: entry for goal in self.goals for entry in goal.measures}
        return (*found.values(), *self.without_goal)

    @property
    def indicators(self) -> tuple[ReportedIndicator, ...]:
        """All indicators of the field."""
        return tuple(indicator for goal in self.goals for indicator in goal.indicators)

    @property
    def text(self) -> str:
        """What is recommended, empty while nobody has written anything."""
        return "\n\n".join(entry.text for entry in self.recommendations if entry.text)


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A whole report; ``unadopted`` counts measures that the edition holds as drafts and that are not told."""

    report: IntegrationReport
    edition: Edition
    fields: tuple[FieldReport, ...]
    unadopted: int

    @property
    def measures(self) -> tuple[ReportedMeasure, ...]:
        """All measures, each once although it may belong to several fields."""
        found = {entry.measure.id: entry for field in self.fields for entry in field.measures}
        return tuple(found.values())

    @property
    def indicators(self) -> tuple[ReportedIndicator, ...]:
        """All indicators, each once."""
        found = {entry.indicator.id: entry for field in self.fields for entry in field.indicators}
        return tuple(found.values())


def count_states(
    measures: Sequence[ReportedMeasure],
) -> tuple[Counter[MeasureState], Counter[MeasureState]]:
    """Return how many measures were in which state on the day ``since`` and how many on the last day."""
    before = Counter(entry.before for entry in measures if entry.before is not None)
    return before, Counter(entry.now for entry in measures)
