"""Which row each measure of a tree belongs to. One row stands for equal content under any number of goals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete

from participation.concept.matching import match_measures
from participation.concept.models import (
    MEASURE_DAYS,
    MEASURE_TEXTS,
    Edition,
    Goal,
    Measure,
    MeasureState,
)
from participation.concept.queries import GoalNode, PlacedMeasure, entry_of_measure
from participation.concept.tree import MeasureEntry
from participation.kernel import clock
from participation.kernel.database import db

_Content = tuple[MeasureEntry, int]
"""A measure without its number, and which of several equal ones under one goal it is."""


@dataclass(frozen=True, slots=True)
class StandingMeasure:
    """A measure of the tree at its place under a goal, and the row that stood there before, if there was one."""

    goal: Goal
    position: int
    entry: MeasureEntry
    before: Measure | None


def standing_measures(goal: Goal, node: GoalNode | None, entries: Sequence[MeasureEntry]) -> list[StandingMeasure]:
    """Return the measures that stand under a goal from now on, each with the row that it continues."""
    rows = [placed.measure for placed in node.measures] if node else []
    pairs = match_measures([_content(row) for row in rows], entries)
    return [
        StandingMeasure(goal, after, entries[after], None if before is None else rows[before])
        for before, after in pairs
        if after is not None
    ]


def assign_rows(
    edition: Edition, standing: Iterable[StandingMeasure], stored: Sequence[Measure]
) -> list[tuple[Measure, list[StandingMeasure]]]:
    """Give every measure its row, filled with what the tree says, and delete those of ``stored`` that are left over.

    ``stored`` are the rows that stood under goals before. A row goes where its content is unchanged, else where it
    stood before, else where the same content stands now; what came from a workshop is never deleted.
    """
    places: dict[_Content, list[StandingMeasure]] = defaultdict(list)
    equal: Counter[tuple[Goal, MeasureEntry]] = Counter()
    for place in standing:
        said = replace(place.entry, number=None)
        places[said, equal[place.goal, said]].append(place)
        equal[place.goal, said] += 1
    rows = _Rows(places, stored).chosen()
    for position, content in enumerate(places):
        if content not in rows:
            rows[content] = _fill(Measure(edition_id=edition.id, version=0), content[0])
        elif _content(rows[content]) != content[0]:
            _fill(rows[content], content[0])
        rows[content].position = position
    db.session.add_all(rows.values())
    kept = {id(row) for row in rows.values()}
    gone = [row.id for row in stored if id(row) not in kept and not row.origin_workshop]
    db.session.flush()
    db.session.execute(delete(Measure).where(Measure.id.in_(gone)))
    return [(rows[content], of_content) for content, of_content in places.items()]


class _Rows:
    """Hands stored rows out, each once."""

    def __init__(self, places: dict[_Content, list[StandingMeasure]], stored: Sequence[Measure]) -> None:
        self._places = places
        self._said = {id(row): _content(row) for row in stored}
        self._moved: dict[MeasureEntry, list[Measure]] = defaultdict(list)
        for row in stored:
            self._moved[self._said[id(row)]].append(row)
        self._taken: set[int] = set()
        self._chosen: dict[_Content, Measure] = {}

    def chosen(self) -> dict[_Content, Measure]:
        """Return the rows by content; content without a row is new."""
        self._choose(lambda content: [row for row in self._stood(content) if self._said[id(row)] == content[0]])
        self._choose(self._stood)
        self._choose(lambda content: self._moved[content[0]])
        return self._chosen

    def _stood(self, content: _Content) -> list[Measure]:
        return [place.before for place in self._places[content] if place.before is not None]

    def _choose(self, candidates: Callable[[_Content], list[Measure]]) -> None:
        for content in self._places:
            if content in self._chosen:
                continue
            row = next((row for row in candidates(content) if id(row) not in self._taken), None)
            if row is not None:
                self._chosen[content] = row
                self._taken.add(id(row))


def _content(row: Measure) -> MeasureEntry:
    return entry_of_measure(PlacedMeasure(row, None))


def _fill(row: Measure, entry: MeasureEntry) -> Measure:
    for name in MEASURE_TEXTS:
        setattr(row, name, getattr(entry, name))
    row.state = MeasureState(entry.state)
    row.spatial_reference = entry.spatial_reference or None
    row.integration_phase = entry.integration_phase or None
    for name in MEASURE_DAYS:
        day = getattr(entry, name)
        setattr(row, name, date.fromisoformat(day) if day else None)
    row.origin_workshop = entry.origin.workshop if entry.origin else ""
    row.origin_rank = entry.origin.rank if entry.origin else None
    row.origin_points = entry.origin.points if entry.origin else None
    row.version += 1
    row.changed_at = clock.now()
    return row
