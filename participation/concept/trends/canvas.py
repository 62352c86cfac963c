"""The paper on which a trend is drawn: sizes, and the two scales, days across and figures up. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Canvas:
    """Width and height in pixels, type size, and how many labels fit on each scale."""

    width: int
    height: int
    type_size: int
    years: int
    figures: int

    @property
    def end(self) -> float:
        """Where the plot ends, with room for the last point and half its figure."""
        return self.width - self.type_size * 2.4

    @property
    def top(self) -> float:
        """The upper edge of the plot."""
        return self.type_size * 1.8

    @property
    def bottom(self) -> float:
        """The lower edge of the plot, above the years."""
        return self.height - self.type_size * 2.2


SMALL: Final = Canvas(320, 190, 12, 5, 4)
LARGE: Final = Canvas(720, 320, 14, 12, 6)
PAPER: Final = Canvas(640, 230, 12, 12, 5)


@dataclass(frozen=True, slots=True)
class Years:
    """Whole years from the first to the last, across the plot; every day has its place true to scale."""

    first: int
    last: int

    @classmethod
    def around(cls, days: Iterable[date]) -> Years:
        """Return the years of these days."""
        years = [day.year for day in days]
        return cls(min(years), max(years))

    def share(self, day: date) -> float:
        """Return where a day stands between 0, the first, and 1, the last."""
        first, last = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return (day.toordinal() - first) / (last - first)

    def labelled(self, most: int) -> Iterator[int]:
        """Go through the years that get a label, at most so many."""
        step = math.ceil((self.last - self.first + 1) / most)
        return iter(range(self.first, self.last + 1, step))


@dataclass(frozen=True, slots=True)
class Figures:
    """A scale of round figures around all that are to be shown; it starts at zero unless they lie far from it."""

    low: float
    high: float
    step: float

    @classmethod
    def around(cls, figures: Iterable[float], most: int) -> Figures:
        """Return the scale with at most about so many steps."""
        found = list(figures)
        low, high = min(found), max(found)
        if 0 <= low <= high / 2:
            low = 0.0
        if math.isclose(low, high):
            # A single figure is shown in its size: from zero, on the side where it stands.
            low, high = (min(low, 0.0), max(high, 0.0)) if low else (0.0, 1.0)
        step = _round_step((high - low) / most)
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, step)

    def share(self, figure: float) -> float:
        """Return where a figure stands between 0, the lowest, and 1, the highest."""
        return (figure - self.low) / (self.high - self.low)

    def labelled(self) -> list[float]:
        """Return the figures of the scale, from the lowest up."""
        steps = round((self.high - self.low) / self.step)
        return [round(self.low + number * self.step, 10) for number in range(steps + 1)]


def _round_step(least: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at least so much."""
    power: float = 10 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))
