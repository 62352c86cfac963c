"""What staff, and those who lead measures, call things here: messages for pages and papers."""

from collections.abc import Mapping
from types import MappingProxyType

from participation.i18n import gettext, mark
from participation.monitoring.models import Answer, Half, Lateness, Progress

PROGRESS_NAMES: Mapping[Progress, str] = MappingProxyType(
    {
        Progress.ON_PLAN: mark("as planned"),
        Progress.LATE: mark("later than planned"),
        Progress.STUCK: mark("it is stuck"),
    }
)
PROGRESS_SIGNS: Mapping[Progress, str] = MappingProxyType(
    {Progress.ON_PLAN: "✓", Progress.LATE: "◔", Progress.STUCK: "✕"}
)
REPORTED_STATES: Mapping[str, str] = MappingProxyType(
    {
        "adopted": mark("It has not begun yet"),
        "in_progress": mark("It is in progress"),
        "done": mark("It is done"),
        "postponed": mark("It is put off"),
    }
)
ANSWER_NAMES: Mapping[Answer, str] = MappingProxyType(
    {Answer.MISSING: mark("report is missing"), Answer.NEW: mark("to be looked at"), Answer.ACCEPTED: mark("accepted")}
)
LATENESS_NAMES: Mapping[Lateness, str] = MappingProxyType(
    {
        Lateness.REPORT: mark("Reports missing"),
        Lateness.DEADLINE: mark("Deadline passed"),
        Lateness.MONEY: mark("Money ends soon"),
    }
)
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "happened": mark("What has happened"),
        "next_steps": mark("What comes next"),
        "obstacles": mark("What is in the way"),
        "spent": mark("Money spent so far"),
    }
)
"""The parts of a report in words, in their order."""
_HALVES = {1: mark("first half of %(year)s"), 2: mark("second half of %(year)s")}


def half_name(half: Half) -> str:
    """Return what half a year is called within a sentence."""
    return gettext(_HALVES[half.number], year=half.year)
