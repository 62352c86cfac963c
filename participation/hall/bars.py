"""Bars of a result with a dot for every point in them, laid out for an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WIDTH = 400.0
"""Units that the longest bar takes at most; every bar is ``HEIGHT`` units high."""
HEIGHT = 24.0
MOST_ROWS = 3
WIDEST_STEP = 28.0
"""In a small room the dots of a bar stand no further apart than this."""
SNUG_STEP = 11.0
"""Dots closer than this stand better in one row more."""
SMALLEST_STEP = 4.0
"""A dot of less than this many units could not be told from its neighbour on a wall."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The length of a bar, and the middle and radius of each dot in it; no dots where they would melt together."""

    length: float
    radius: float
    dots: tuple[tuple[float, float], ...]


def bars_for(points: Sequence[int]) -> list[Bar]:
    """Return a bar for each number of points, all on one scale.

    Dots stand in as few rows as leave them apart: one for a small room, up to three for a large one.
    """
    most = max(1, *points, 1)
    rows = next((rows for rows in range(1, MOST_ROWS + 1) if _room(most, rows) >= SNUG_STEP), MOST_ROWS)
    step = min(WIDEST_STEP, _room(most, rows))
    return [_bar(each, rows, step) for each in points]


def _room(most: int, rows: int) -> float:
    return WIDTH / ceil(most / rows)


def _bar(points: int, rows: int, step: float) -> Bar:
    length = round(ceil(points / rows) * step, 2)
    if step < SMALLEST_STEP:
        return Bar(length, 0, ())
    row_height = HEIGHT / rows
    dots = tuple(
        (round((index // rows + 0.5) * step, 2), round((index % rows + 0.5) * row_height, 2)) for index in range(points)
    )
    return Bar(length, round(min(step, row_height) * 0.36, 2), dots)
