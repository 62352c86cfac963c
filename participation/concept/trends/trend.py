"""The values of an indicator as a line: where it runs and where it is broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Final

from participation.concept.figures import find_figure
from participation.concept.models import Indicator

GAP: Final = 1.6
"""A distance of more than so many usual ones (their median) is a gap: a value was left out in between."""


@dataclass(frozen=True, slots=True)
class Point:
    """The value of a day."""

    at: date
    value: float


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator with its values by day; ``direction`` is a word of ``Direction`` or empty.

    ``baseline`` and ``target`` are as written; where they are figures, lines can be drawn for them.
    """

    name: str
    unit: str
    direction: str
    source: str
    baseline: str
    target: str
    points: tuple[Point, ...]

    @property
    def baseline_figure(self) -> float | None:
        """The baseline, if it is a figure."""
        return find_figure(self.baseline, self.unit)

    @property
    def target_figure(self) -> float | None:
        """The target, if it is a figure."""
        return find_figure(self.target, self.unit)

    @property
    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """The points in runs without a gap; between two runs the line is broken."""
        return _runs(self.points)

    def between(self, since: date, until: date) -> tuple[Point, ...]:
        """Return the points after one day, up to and with another."""
        return tuple(point for point in self.points if since < point.at <= until)

    def until(self, day: date) -> Trend:
        """Return the trend as it was known on a day, judged by the days of its values."""
        points = tuple(point for point in self.points if point.at <= day)
        return Trend(self.name, self.unit, self.direction, self.source, self.baseline, self.target, points)


def trend_of(indicator: Indicator) -> Trend:
    """Return how an indicator moves, with its values by day."""
    points = (Point(reading.at, reading.value) for reading in indicator.values)
    return Trend(
        name=indicator.name,
        unit=indicator.unit,
        direction=indicator.direction.value if indicator.direction else "",
        source=indicator.source,
        baseline=indicator.baseline,
        target=indicator.target,
        points=tuple(sorted(points, key=lambda point: point.at)),
    )


def _runs(points: tuple[Point, ...]) -> tuple[tuple[Point, ...], ...]:
    if not points:
        return ()
    distances = [(later.at - earlier.at).days for earlier, later in pairwise(points)]
    longest = median(distances) * GAP if len(distances) > 1 else float("inf")
    runs = [[points[0]]]
    for point, distance in zip(points[1:], distances, strict=True):
        if distance > longest:
            runs.append([])
        runs[-1].append(point)
    return tuple(map(tuple, runs))
