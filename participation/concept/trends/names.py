"""Where the name of a line stands: above it or below it, where nothing of the course runs through it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Place = tuple[float, float]
"""Pixels across and down."""

LETTER: Final = 0.55
"""Width of a letter in type sizes, about what sans serif type takes in the scripts of the shipped languages."""
POINT: Final = 4.0
"""Radius of a point of the course."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a text takes, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def is_crossed(self, run: Sequence[Place]) -> bool:
        """Whether a run of the course, a line with its points, passes through the box."""
        if len(run) == 1:
            return self._holds_part_of(run[0], run[0])
        return any(self._holds_part_of(start, end) for start, end in pairwise(run))

    def _holds_part_of(self, start: Place, end: Place) -> bool:
        """Whether a straight line, as thick as a point, has a part inside: it is cut to the width, then measured."""
        (across, height), (until, height_at_end) = start, end
        left, right = max(across, self.left - POINT), min(until, self.right + POINT)
        if left > right:
            return False
        slope = (height_at_end - height) / (until - across) if until > across else 0.0
        heights = [height + (place - across) * slope for place in (left, right)]
        return max(heights) > self.top - POINT and min(heights) < self.bottom + POINT


def box_of(text: str, at: Place, size: float) -> Box:
    """Return the room of a text of this type size that begins at ``at`` on its base line."""
    across, base = at
    return Box(across, base - size * 0.8, across + len(text) * size * LETTER, base + size * 0.25)


def free_place(text: str, places: Sequence[Place], size: float, runs: Iterable[Sequence[Place]]) -> Place:
    """Return the first place at which no run of the course passes through the text; else the first of all."""
    course = list(runs)
    free = (at for at in places if not any(box_of(text, at, size).is_crossed(run) for run in course))
    return next(free, places[0])
