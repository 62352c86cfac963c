"""What a filled sheet would change: new values, other values, and what it does not say, which changes nothing."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from participation.concept.models import Indicator
from participation.concept.value_sheets.reading import Fault, Known, read_sheet

_AS_GOOD_AS_EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """A value that the sheet says and that does not stand yet; ``before`` is ``None`` where none stands."""

    indicator: Indicator
    day: date
    before: float | None
    after: float

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.indicator.lineage} {self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What confirming the sheet would do; ``absent`` have no row, ``emptied`` lack a figure where a value stands."""

    differences: tuple[ValueDifference, ...]
    faults: tuple[Fault, ...]
    unchanged: int
    absent: tuple[Indicator, ...]
    emptied: tuple[ValueDifference, ...]

    @property
    def fingerprint(self) -> str:
        """The same while the sheet would change the same values from the same to the same."""
        told = [f"{difference.key} {difference.before} {difference.after}" for difference in self.differences]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


def plan_values(data: bytes, filename: str, indicators: Sequence[Indicator]) -> SheetPlan:
    """Compare a sheet with the values that stand; raises what ``read_sheet`` raises."""
    known = {indicator.lineage: Known(indicator.name, indicator.unit) for indicator in indicators}
    read = read_sheet(data, filename, known)
    standing = {(each.lineage, value.at): value.value for each in indicators for value in each.values}
    by_lineage = {indicator.lineage: indicator for indicator in indicators}
    compared = [
        ValueDifference(by_lineage[lineage], day, standing.get((lineage, day)), figure)
        for (lineage, day), figure in read.figures.items()
    ]
    changed = tuple(entry for entry in compared if not _stands(entry))
    emptied = tuple(
        ValueDifference(by_lineage[lineage], day, value, value)
        for (lineage, day), value in standing.items()
        if lineage in read.lineages and day in read.days and (lineage, day) not in read.figures.keys() | read.unread
    )
    absent = tuple(indicator for indicator in indicators if indicator.lineage not in read.lineages)
    return SheetPlan(changed, tuple(read.faults), len(compared) - len(changed), absent, emptied)


def _stands(entry: ValueDifference) -> bool:
    return entry.before is not None and math.isclose(entry.before, entry.after, rel_tol=_AS_GOOD_AS_EQUAL)
