"""The versions of a measure, put together from its history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from participation.concept.models import KEYED, MEASURE_DAYS, MEASURE_TEXTS, FieldOfAction, Goal, Measure
from participation.measures.differing import Piece, differing_words
from participation.measures.errors import VersionUnknown
from participation.measures.queries.measures import history

DAYS = MEASURE_DAYS


@dataclass(frozen=True, slots=True)
class Version:
    """A measure as it stood: ``values`` by part as the history writes them, ``author`` empty for the server."""

    number: int
    at: datetime
    author: str
    reason: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PartDifference:
    """How a part differs between two versions, word by word."""

    name: str
    pieces: tuple[Piece, ...]


def snapshot(measure: Measure) -> dict[str, Any]:
    """Return what the history compares: texts, choices, days, the lines of goals and names of fields of action."""
    return {
        **{name: getattr(measure, name) for name in MEASURE_TEXTS},
        **{name: getattr(measure, name) for name in KEYED},
        **{name: _written_day(getattr(measure, name)) for name in DAYS},
        "goals": goal_lines(measure.goals),
        "fields": field_names(measure.fields),
    }


def goal_lines(goals: list[Goal]) -> list[str]:
    """Return goals as lines with their numbers, in the order of the concept."""
    ordered = sorted(goals, key=lambda goal: (goal.level, goal.position))
    return [f"{goal.number or ''} {goal.text}".strip() for goal in ordered]


def field_names(fields: list[FieldOfAction]) -> list[str]:
    """Return the names of fields of action in the order of the concept."""
    return [field.name for field in sorted(fields, key=lambda field: field.position)]


def list_versions(measure: Measure) -> list[Version]:
    """Return all versions of a measure, the present one first.

    Between two lines of the history an import may have changed the measure; the parts that the later line does not
    name then read as after the import.
    """
    return list(_versions(measure))


def find_version(measure: Measure, number: int) -> Version | None:
    """Return the version of this number, if the history knows it."""
    return next((version for version in _versions(measure) if version.number == number), None)


def get_version(measure: Measure, number: int) -> Version:
    """Return the version of this number; raises ``VersionUnknown``."""
    version = find_version(measure, number)
    if version is None:
        raise VersionUnknown
    return version


def compare_versions(earlier: Mapping[str, str], later: Mapping[str, str]) -> list[PartDifference]:
    """Return the parts (in words, by name) that differ between two versions."""
    return [
        PartDifference(name, tuple(differing_words(earlier.get(name, ""), text)))
        for name, text in later.items()
        if earlier.get(name, "") != text
    ]


def _versions(measure: Measure) -> Iterator[Version]:
    values: dict[str, Any] = {**snapshot(measure), "state": measure.state.value}
    number = measure.version
    lines = history(measure)
    if not lines or (lines[0].version or number) < number:
        yield Version(number, measure.changed_at, "", "", values)
    for line in lines:
        number = number if line.version is None else line.version
        values = values | {name: value for name, value in line.after.items() if name in values}
        yield Version(number, line.at, line.actor.name if line.actor else "", line.reason, values)
        values = values | {name: value for name, value in line.before.items() if name in values}
        number -= 1
    if lines and number > 0:
        yield Version(number, measure.created_at, "", "", values)


def _written_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
