"""What changed between two editions, goal by goal: added, changed, removed, moved, renumbered. Pure.

What is the same in both is told by its lineage, so that nothing has to be guessed from texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Final, Literal

from participation.concept.editions.content import Content, Held, HeldMeasure
from participation.concept.editions.wording import Piece, pieces
from participation.concept.tree import IndicatorEntry, MeasureEntry

Kind = Literal["added", "changed", "removed", "moved", "renumbered"]
KINDS: Final[tuple[Kind, ...]] = ("added", "changed", "removed", "moved", "renumbered")
What = Literal["goal", "measure", "indicator"]
WHATS: Final[tuple[What, ...]] = ("goal", "measure", "indicator")

_SILENT: Final = frozenset({"number", "origin"})
"""Attributes of a measure that are not compared as text: its number belongs to a place, its origin never changes."""


@dataclass(frozen=True, slots=True)
class Part:
    """One attribute that changed; ``name`` is that of the entry's attribute, "number" or "stands" (where it stands)."""

    name: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The change word by word."""
        return pieces(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to one goal, measure or indicator. Added and removed ones say all that they say as parts."""

    what: What
    kinds: tuple[Kind, ...]
    number: str
    label: str
    parts: tuple[Part, ...] = ()
    reason: str = ""
    fields: tuple[str, ...] = ()
    """The fields of action that it serves now, or served until it went."""


@dataclass(frozen=True, slots=True)
class GoalDifferences:
    """A goal under which something changed: itself, its indicators, measures whose first place it is.

    ``path`` are the labels of the goals above it; a goal that is gone stands where it stood.
    """

    level: str
    path: tuple[str, ...]
    number: str
    text: str
    differences: tuple[Difference, ...]


def compare_editions(old: Content, new: Content) -> tuple[GoalDifferences, ...]:
    """Return the goals under which the editions differ, in the order of print; equal editions give none."""
    return tuple(_Comparison(old, new).found())


class _Comparison:
    def __init__(self, old: Content, new: Content) -> None:
        self._old, self._new = old, new
        self._measures: dict[str | None, list[Difference]] = defaultdict(list)
        self._compare_measures()

    def found(self) -> Iterator[GoalDifferences]:
        for goal, content in _woven(self._old, self._new):
            differences = [*self._goal(goal), *self._indicators(goal), *self._measures.get(goal.lineage, ())]
            if differences:
                level, path = content.levels[goal.level], content.path(goal.parent)
                yield GoalDifferences(level, path, goal.number or "", goal.text, tuple(differences))
        if self._measures[None]:
            yield GoalDifferences("", (), "", "", tuple(self._measures[None]))

    def _goal(self, goal: Held) -> Iterator[Difference]:
        before, after = self._old.by_lineage.get(goal.lineage), self._new.by_lineage.get(goal.lineage)
        number = goal.number or ""
        if before is None or after is None:
            kind: Kind = "added" if before is None else "removed"
            part = Part("text", "", goal.text) if before is None else Part("text", goal.text, "")
            yield Difference("goal", (kind,), number, goal.text, (part,), fields=goal.fields)
            return
        parts = [
            *_part("text", before.text, after.text),
            *_part("fields", " · ".join(before.fields), " · ".join(after.fields)),
        ]
        moved = _part("stands", *(" › ".join(content.path(at.parent)) for content, at in self._sides(before, after)))
        if before.parent == after.parent:
            moved = []
        numbered = _part("number", before.number or "", after.number or "")
        kinds = _kinds(changed=parts, moved=moved, renumbered=numbered)
        if kinds:
            yield Difference("goal", kinds, number, goal.text, (*numbered, *moved, *parts), fields=after.fields)

    def _sides(self, before: Held, after: Held) -> tuple[tuple[Content, Held], tuple[Content, Held]]:
        return (self._old, before), (self._new, after)

    def _indicators(self, goal: Held) -> Iterator[Difference]:
        old, new = (content.by_lineage.get(goal.lineage) for content in (self._old, self._new))
        before, after = dict(old.indicators if old else ()), dict(new.indicators if new else ())
        for lineage in dict.fromkeys((*after, *before)):
            difference = _indicator(before.get(lineage), after.get(lineage), goal.fields)
            if difference is not None:
                yield difference

    def _compare_measures(self) -> None:
        before = {measure.lineage: measure for measure in self._old.measures}
        after = {measure.lineage: measure for measure in self._new.measures if measure.ends is None}
        reasons = {measure.lineage: measure.ends for measure in self._new.measures if measure.ends}
        for lineage in dict.fromkeys((*after, *before)):
            old, new = before.get(lineage), after.get(lineage)
            difference = self._measure(old, new, reasons.get(lineage) or "")
            if difference is not None:
                self._measures[_first_place(new or old)].append(difference)

    def _measure(self, old: HeldMeasure | None, new: HeldMeasure | None, reason: str) -> Difference | None:
        held = new or old
        if held is None:
            return None
        parts = _entry_parts(old.entry if old else None, new.entry if new else None)
        number = held.places[0][1] or "" if held.places else ""
        said = (number, held.title, held.entry.fields)
        if old is None or new is None:
            kind: Kind = "added" if old is None else "removed"
            return Difference("measure", (kind,), *said[:2], tuple(parts), reason, said[2])
        moved = self._moved(old, new)
        common = [(at, dict(old.places)[at], value) for at, value in new.places if at in dict(old.places)]
        numbered = [part for _, before, after in common for part in _part("number", before or "", after or "")]
        kinds = _kinds(changed=parts, moved=moved, renumbered=numbered)
        return Difference("measure", kinds, *said[:2], (*numbered, *moved, *parts), "", said[2]) if kinds else None

    def _moved(self, old: HeldMeasure, new: HeldMeasure) -> list[Part]:
        if {at for at, _ in old.places} == {at for at, _ in new.places}:
            return []
        sides = ((self._old, old), (self._new, new))
        places = ["\n".join(" › ".join(content.path(at)) for at, _ in held.places) for content, held in sides]
        return [Part("stands", places[0], places[1])]


def _indicator(
    before: IndicatorEntry | None, after: IndicatorEntry | None, served: tuple[str, ...]
) -> Difference | None:
    held = after or before
    if held is None or before == after:
        return None
    parts = tuple(_entry_parts(before, after))
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    return Difference("indicator", (kind,), "", held.name, parts, fields=served)


def _entry_parts(
    before: MeasureEntry | IndicatorEntry | None, after: MeasureEntry | IndicatorEntry | None
) -> list[Part]:
    names = [entry.name for entry in fields(after or before or MeasureEntry) if entry.name not in _SILENT]
    return [part for name in names for part in _part(name, _text(before, name), _text(after, name))]


def _text(entry: MeasureEntry | IndicatorEntry | None, name: str) -> str:
    value: str | tuple[str, ...] = getattr(entry, name) if entry else ""
    return value if isinstance(value, str) else " · ".join(value)


def _part(name: str, before: str, after: str) -> list[Part]:
    return [] if before == after else [Part(name, before, after)]


def _kinds(**found: Sequence[Part]) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS if found.get(kind))


def _first_place(measure: HeldMeasure | None) -> str | None:
    return measure.places[0][0] if measure and measure.places else None


def _woven(old: Content, new: Content) -> Iterator[tuple[Held, Content]]:
    """Go through the goals of the new edition, those that are gone behind the one that they stood behind."""
    gone: dict[str | None, list[Held]] = defaultdict(list)
    behind: str | None = None
    for goal in old.goals:
        if goal.lineage in new.by_lineage:
            behind = goal.lineage
        else:
            gone[behind].append(goal)
    yield from ((goal, old) for goal in gone[None])
    for goal in new.goals:
        yield goal, new
        yield from ((left, old) for left in gone[goal.lineage])
