"""Rules of a report: its period, and the state of a measure on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from participation.report.errors import PeriodAhead, PeriodEndsEarly


@dataclass(frozen=True, slots=True)
class StateMove:
    """A measure went from one state to another, on a day of the city."""

    on: date
    before: str
    after: str
    reason: str = ""


def check_period(since: date, until: date, today: date) -> None:
    """Raise ``PeriodEndsEarly`` unless the last day is after ``since``, ``PeriodAhead`` when it has not come yet."""
    if until <= since:
        raise PeriodEndsEarly
    if until > today:
        raise PeriodAhead


def state_on(day: date, moves: Sequence[StateMove], today: str) -> str:
    """Return the state at the end of a day: what the first later move left behind, else today's."""
    return next((move.before for move in moves if move.on > day), today)
