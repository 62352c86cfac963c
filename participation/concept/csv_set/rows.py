"""A concept tree as rows of plain tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from participation.concept.domain import KEYED, MEASURE_DAYS, MEASURE_TEXTS
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry, walk

Cell = str | int | float | None
Rows = list[tuple[Cell, ...]]


def rows_of(tree: ConceptTree) -> Mapping[str, Rows]:
    """Return the rows of each table by its name, in the order of the table's columns.

    A measure that stands under several goals in the same words is one row; how it is numbered stands in its links.
    """
    return _Set(tree).rows


class _Set:
    def __init__(self, tree: ConceptTree) -> None:
        self._fields = {name: number for number, name in enumerate(tree.fields_of_action, start=1)}
        self._measures: dict[MeasureEntry, int] = {}
        self._originals: dict[tuple[int, str], int] = {}
        in_full = ((ancestors, goal) for ancestors, goal in walk(tree.goals) if not goal.repeated)
        for number, (ancestors, goal) in enumerate(in_full, start=1):
            self._originals.setdefault((len(ancestors), goal.text), number)
        self.rows: dict[str, Rows] = {
            "concept": [(tree.title, tree.language, tree.city, tree.edition)],
            "levels": list(enumerate(tree.levels)),
            "fields": [(number, name) for name, number in self._fields.items()],
            "vocabulary": [(word.kind, word.key, word.name) for word in tree.vocabulary],
            **{name: [] for name in _FILLED_ON_THE_WAY},
        }
        self._goals(tree.goals, None, 0)

    def _goals(self, entries: tuple[GoalEntry, ...], parent: int | None, level: int) -> None:
        for position, entry in enumerate(entries):
            if entry.repeated:
                original = self._originals[level, entry.text]
                self.rows["goal_places"].append((original, parent, position, entry.number))
                continue
            number = len(self.rows["goals"]) + 1
            self.rows["goals"].append((number, parent, position, level, entry.number, entry.text))
            self.rows["goal_fields"].extend((number, self._fields[name]) for name in entry.fields)
            for place, measure in enumerate(entry.measures):
                self.rows["measure_goals"].append((number, place, self._measure(measure), measure.number))
            for place, indicator in enumerate(entry.indicators):
                self._indicator(number, place, indicator)
            self._goals(entry.children, number, level + 1)

    def _measure(self, entry: MeasureEntry) -> int:
        content = replace(entry, number=None)
        if content not in self._measures:
            number = self._measures[content] = len(self._measures) + 1
            texts = (getattr(entry, name) for name in (*MEASURE_TEXTS, *KEYED, *MEASURE_DAYS))
            origin = entry.origin
            came_from = (origin.workshop, origin.rank, origin.points) if origin else (None, None, None)
            self.rows["measures"].append((number, entry.state, *texts, *came_from))
            self.rows["measure_fields"].extend((number, self._fields[name]) for name in entry.fields)
        return self._measures[content]

    def _indicator(self, goal: int, place: int, entry: IndicatorEntry) -> None:
        number = len(self.rows["indicators"]) + 1
        said = (entry.name, entry.unit, entry.direction, entry.source, entry.baseline, entry.target)
        self.rows["indicators"].append((number, goal, place, *said))
        self.rows["indicator_values"].extend((number, value.at, value.value) for value in entry.values)


_FILLED_ON_THE_WAY = (
    "goals",
    "goal_places",
    "goal_fields",
    "measures",
    "measure_goals",
    "measure_fields",
    "indicators",
    "indicator_values",
)
