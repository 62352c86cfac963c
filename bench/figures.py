"""What was measured, and how it is summed up."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

MILLISECONDS = "ms"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: what was done, under which conditions, and the values in ``unit``, in any order."""

    work: str
    conditions: str
    unit: str
    values: tuple[float, ...]
    errors: int = 0

    def at(self, share: float) -> float:
        """Return the value that ``share`` of all values do not exceed (nearest rank); not a number without values."""
        if not self.values:
            return math.nan
        ranked = sorted(self.values)
        return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


@dataclass(slots=True)
class Watch:
    """Collects how long things took, in seconds, and what went wrong by its name."""

    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    def keep(self, seconds: float, status: int, good: Sequence[int]) -> bool:
        """Keep one answer; tell whether it was among the ``good``."""
        if status in good:
            self.seconds.append(seconds)
            return True
        self.failures[str(status)] += 1
        return False

    def figure(self, work: str, conditions: str) -> Figure:
        """Return what was collected, in milliseconds."""
        failed = ", ".join(f"{count} × {name}" for name, count in self.failures.items())
        told = f"{conditions}; failed: {failed}" if failed else conditions
        return Figure(work, told, MILLISECONDS, tuple(value * 1000 for value in self.seconds), self.failures.total())
