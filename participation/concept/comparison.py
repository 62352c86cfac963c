"""What a changed document changes: two trees set side by side, goal by goal. Pure.

Which goal is which is decided in `matching` and `moving`. The number before a measure is its place in a cell and
compared only where both have one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from participation.concept.chapter import indicator_line, measure_paragraphs, names_of, word, written_day
from participation.concept.domain import MEASURE_DAYS
from participation.concept.matching import Pair, match_goals, match_indicators, match_measures
from participation.concept.moving import Place, find_moves, goal_at
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry

Kind = Literal["added", "changed", "removed"]
What = Literal["goal", "measure", "field", "indicator", "level", "city", "edition", "order", "place", "word"]

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` names the goals it stands under, from the top; for a goal these are its ancestors.

    `before` and `after` are texts as the chapter prints them; the one that does not exist is empty. Of a `place`, the
    goal that has moved with the goals above it, which its `path` leaves out.
    """

    kind: Kind
    path: tuple[str, ...]
    what: What
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences of two trees by kind, each in the order of print."""

    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare(old: ConceptTree, new: ConceptTree) -> Changes:
    """Answer what has to be added, changed and removed to make the old tree the new one; equal trees give nothing."""
    found = [
        *_names((), old.fields_of_action, new.fields_of_action),
        *_Comparison(old, new).found(),
    ]
    return Changes(
        tuple(change for change in found if change.kind == "added"),
        tuple(change for change in found if change.kind == "changed"),
        tuple(change for change in found if change.kind == "removed"),
    )


class _Comparison:
    def __init__(self, old: ConceptTree, new: ConceptTree) -> None:
        self._old, self._new = old, new
        self._language = new.language
        self._names = names_of((*old.vocabulary, *new.vocabulary))
        self._origins = find_moves(old.goals, new.goals)
        self._moved = frozenset(self._origins.values())

    def found(self) -> Iterator[Change]:
        yield from self._goals((), (), self._old.goals, (), self._new.goals)

    def _goals(
        self, path: tuple[str, ...], above: Place, old: Sequence[GoalEntry], now_above: Place, new: Sequence[GoalEntry]
    ) -> Iterator[Change]:
        for before, after in match_goals(old, new):
            if after is None and before is not None:
                yield from self._removed(path, (*above, before), old[before])
            elif before is None and after is not None:
                yield from self._come(path, (*now_above, after), new[after])
            elif before is not None and after is not None:
                yield from self._goal(path, (*above, before), old[before], (*now_above, after), new[after])

    def _come(self, path: tuple[str, ...], place: Place, goal: GoalEntry) -> Iterator[Change]:
        """Answer a goal that is new where it stands: moved, or added with everything below it."""
        origin = self._origins.get(place)
        if origin is not None:
            before = goal_at(self._old.goals, origin)
            yield Change("changed", (), "place", self._way_to(origin), " › ".join((*path, _said(goal))))
            yield from self._below((*path, _said(goal)), origin, before, place, goal)
            return
        yield from self._whole("added", path, goal)
        for index, child in enumerate(goal.children):
            yield from self._come((*path, _said(goal)), (*place, index), child)

    def _removed(self, path: tuple[str, ...], place: Place, goal: GoalEntry) -> Iterator[Change]:
        """Answer a goal that is gone from where it stood: removed with everything below it, unless it has moved."""
        if place in self._moved:
            return
        yield from self._whole("removed", path, goal)
        for index, child in enumerate(goal.children):
            yield from self._removed((*path, _said(goal)), (*place, index), child)

    def _way_to(self, place: Place) -> str:
        steps = (place[:length] for length in range(1, len(place) + 1))
        return " › ".join(_said(goal_at(self._old.goals, step)) for step in steps)

    def _goal(
        self, path: tuple[str, ...], origin: Place, old: GoalEntry, place: Place, new: GoalEntry
    ) -> Iterator[Change]:
        if (old.number, old.text) != (new.number, new.text):
            yield Change("changed", path, "goal", _said(old), _said(new))
        yield from self._below((*path, _said(new)), origin, old, place, new)

    def _below(
        self, below: tuple[str, ...], origin: Place, old: GoalEntry, place: Place, new: GoalEntry
    ) -> Iterator[Change]:
        yield from _names(below, old.fields, new.fields)
        yield from self._measures(below, old.measures, new.measures)
        yield from self._indicators(below, old.indicators, new.indicators)
        yield from self._goals(below, origin, old.children, place, new.children)

    def _measures(
        self, path: tuple[str, ...], old: Sequence[MeasureEntry], new: Sequence[MeasureEntry]
    ) -> Iterator[Change]:
        for before, after in _both(old, new, match_measures(old, new)):
            if not _same_measure(before, after):
                yield _change(path, "measure", self._measure(before), self._measure(after))

    def _indicators(
        self, path: tuple[str, ...], old: Sequence[IndicatorEntry], new: Sequence[IndicatorEntry]
    ) -> Iterator[Change]:
        for before, after in _both(old, new, match_indicators(old, new)):
            if before != after:
                yield _change(path, "indicator", self._indicator(before), self._indicator(after))

    def _whole(self, kind: Kind, path: tuple[str, ...], goal: GoalEntry) -> Iterator[Change]:
        """Answer a goal that is new or gone, with its measures and indicators."""
        below = (*path, _said(goal))
        texts: list[tuple[What, tuple[str, ...], str | None]] = [
            ("goal", path, _said(goal)),
            *(("measure", below, self._measure(entry)) for entry in goal.measures),
            *(("indicator", below, self._indicator(entry)) for entry in goal.indicators),
        ]
        for what, where, text in texts:
            yield _change(where, what, None, text) if kind == "added" else _change(where, what, text, None)

    def _measure(self, entry: MeasureEntry | None) -> str | None:
        if entry is None:
            return None
        said = [line.text for line in measure_paragraphs(entry, self._language, self._names)]
        days = ((word(name, self._language), getattr(entry, name)) for name in MEASURE_DAYS)
        return "\n".join((*said, *(f"{label}: {written_day(day, self._language)}" for label, day in days if day)))

    def _indicator(self, entry: IndicatorEntry | None) -> str | None:
        return indicator_line(entry, self._language) if entry else None


def _both(
    old: Sequence[_Entry], new: Sequence[_Entry], pairs: Iterable[Pair]
) -> Iterator[tuple[_Entry | None, _Entry | None]]:
    for before, after in pairs:
        yield None if before is None else old[before], None if after is None else new[after]


def _names(path: tuple[str, ...], old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    yield from (Change("added", path, "field", after=name) for name in new if name not in old)
    yield from (Change("removed", path, "field", before=name) for name in old if name not in new)


def _change(path: tuple[str, ...], what: What, before: str | None, after: str | None) -> Change:
    if before is None:
        return Change("added", path, what, after=after or "")
    if after is None:
        return Change("removed", path, what, before=before)
    return Change("changed", path, what, before, after)


def _same_measure(old: MeasureEntry | None, new: MeasureEntry | None) -> bool:
    if old is None or new is None:
        return False
    if old.number is None or new.number is None:
        return replace(old, number=None) == replace(new, number=None)
    return old == new


def _said(goal: GoalEntry) -> str:
    return f"{goal.number or ''} {goal.text}".strip()
