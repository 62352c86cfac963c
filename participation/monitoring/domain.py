"""Rules of monitoring: halves of a year, until when a link is good, which steps a report asks for."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from participation.monitoring.errors import DeadlinePast

AWAITED: Final = ("adopted", "in_progress")
"""States in which a measure is asked about: decided, and not at its end."""
REPORTABLE: Final = ("adopted", "in_progress", "done", "postponed")
"""States that whoever leads a measure may report; rejecting one is no report."""
MONEY_AHEAD: Final = timedelta(days=182)
"""So long before its end funding is called ending soon: the next round may come too late for an application."""
FIRST_MONTH_OF_SECOND_HALF: Final = 7
_THROUGH: Final = {("adopted", "done"): ("in_progress", "done")}


class Progress(StrEnum):
    """How a measure gets on, as those see it who lead it."""

    ON_PLAN = "on_plan"
    LATE = "late"
    STUCK = "stuck"


class Answer(StrEnum):
    """What came back for a measure that was asked about."""

    MISSING = "missing"
    NEW = "new"
    ACCEPTED = "accepted"


class Lateness(StrEnum):
    """What a measure can be late with; ``MONEY`` comes before its day."""

    REPORT = "report"
    DEADLINE = "deadline"
    MONEY = "money"


@dataclass(frozen=True, slots=True, order=True)
class Half:
    """Half a year, ``number`` 1 or 2."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Half":
        """Return the half in which the day lies."""
        return cls(day.year, 2 if day.month >= FIRST_MONTH_OF_SECOND_HALF else 1)

    @property
    def before(self) -> "Half":
        """The half before this one."""
        return Half(self.year, 1) if self.number > 1 else Half(self.year - 1, 2)

    @property
    def after(self) -> "Half":
        """The half after this one."""
        return Half(self.year + 1, 1) if self.number > 1 else Half(self.year, 2)

    @property
    def key(self) -> str:
        """The half in a form or an address: ``2026-2``."""
        return f"{self.year}-{self.number}"


def halves_to_choose(today: date) -> list[Half]:
    """Return the halves about which a round may ask: the present one, the one before, the one to come."""
    here = Half.of(today)
    return [here, here.before, here.after]


def cleaned(text: str) -> str:
    """Return what was typed without what prints nothing and some databases refuse; lines are kept."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join("".join(c for c in line if unicodedata.category(c) != "Cc").strip() for line in lines).strip()


def check_deadline(deadline: date, today: date) -> None:
    """Raise ``DeadlinePast`` for a day that is over."""
    if deadline < today:
        raise DeadlinePast


def steps_to(state: str, wanted: str) -> tuple[str, ...]:
    """Return the steps from a state to the one that was reported, none when it is there.

    What was done between two reports was in progress for a while: both steps are taken, so that none is skipped.
    """
    return () if wanted == state else _THROUGH.get((state, wanted), (wanted,))
