"""What a document means for a concept that is there already: the tree that the concept becomes. Pure.

A document says less than the concept holds. What it does not print stays as it is: attributes of a measure, numbers,
fields of action or indicators where it has none at all, the state where it says nothing but the ordinary one. Measures
that came from a workshop stay even where the document lacks them, and so do the goals that carry them. A measure in
review stays there, whatever the document says of its state: its reviewers decide, or the office ends the review (ADR
25). Title and language are the office's; the document does not rename a concept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Final, TypeVar

from participation.concept.domain import MeasureState
from participation.concept.matching import Pair, match_goals, match_indicators, match_measures
from participation.concept.moving import Place as GoalPlace
from participation.concept.moving import find_moves, goal_at
from participation.concept.reading.notes import Note, Notes, Place, short
from participation.concept.tree import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    WordEntry,
    fields_in_use,
    indicators_of,
    measures_of,
    settled,
    walk,
)

_IN_REVIEW: Final = MeasureState.IN_REVIEW.value
_ORDINARY_STATE: Final = MeasureEntry().state
"""A chapter prints no state for it, so it is also what a document says that prints none."""
_Kept = TypeVar("_Kept")


def merge(current: ConceptTree, document: ConceptTree) -> tuple[ConceptTree, tuple[Note, ...]]:
    """Answer what the concept becomes when the document is taken over, and which measures stay in review."""
    merger = _Merger(current, document)
    goals = settled(merger.goals((), current.goals, (), document.goals))
    depth = max((len(ancestors) + 1 for ancestors, _ in walk(goals)), default=0)
    levels = (
        document.levels if len(document.levels) >= depth else document.levels + current.levels[len(document.levels) :]
    )
    listed = document.fields_of_action or current.fields_of_action
    used = [*fields_in_use(goals), *(name for entry in measures_of(goals) for name in entry.fields)]
    names = tuple(dict.fromkeys((*listed, *used)))
    tree = ConceptTree(
        title=current.title,
        language=current.language,
        levels=levels,
        fields_of_action=names,
        goals=goals,
        city=document.city or current.city,
        edition=document.edition or current.edition,
        vocabulary=_vocabulary(current, document),
    )
    notes = merger.notes.all()  # A measure that serves several goals was met at each of them.
    return tree, tuple(note for place, note in enumerate(notes) if note not in notes[:place])


def _vocabulary(current: ConceptTree, document: ConceptTree) -> tuple[WordEntry, ...]:
    """Answer the words of the concept, and behind them those that only the document has."""
    known = {(entry.kind, entry.key) for entry in current.vocabulary}
    return (*current.vocabulary, *(entry for entry in document.vocabulary if (entry.kind, entry.key) not in known))


class _Merger:
    def __init__(self, current: ConceptTree, document: ConceptTree) -> None:
        self._current = current
        self._names_fields = bool(fields_in_use(document.goals))
        self._has_indicators = bool(indicators_of(document.goals))
        self._origins = find_moves(current.goals, document.goals)
        self._moved = frozenset(self._origins.values())
        self.notes = Notes()

    def goals(
        self, above: GoalPlace, old: Sequence[GoalEntry], now_above: GoalPlace, new: Sequence[GoalEntry]
    ) -> tuple[GoalEntry, ...]:
        taken = {goal.number for goal in new}
        pairs = match_goals(old, new)
        merged = [
            self._come((*now_above, index), entry, taken)
            if before is None
            else self._goal((*above, before), old[before], (*now_above, index), entry, taken)
            for index, ((before, _), entry) in enumerate(zip(pairs, new, strict=False))
        ]
        kept = {index: self._kept_goal((*above, index), old[index]) for index in _gone(pairs)}
        return _woven(merged, pairs, {index: goal for index, goal in kept.items() if goal is not None})

    def _come(self, place: GoalPlace, entry: GoalEntry, taken: set[str | None]) -> GoalEntry:
        """Answer a goal that is new where it stands: one that has moved brings along what it had."""
        origin = self._origins.get(place)
        if origin is not None:
            return self._goal(origin, goal_at(self._current.goals, origin), place, entry, taken)
        below = {child.number for child in entry.children}
        children = (self._come((*place, index), child, below) for index, child in enumerate(entry.children))
        return replace(entry, children=tuple(children))

    def _goal(
        self, origin: GoalPlace, old: GoalEntry, place: GoalPlace, new: GoalEntry, taken: set[str | None]
    ) -> GoalEntry:
        return GoalEntry(
            number=old.number if new.number is None and old.number not in taken else new.number,
            text=_worded(old.text, new.text),
            fields=new.fields if self._names_fields or new.repeated else old.fields,
            measures=self._measures(old.measures, new.measures),
            indicators=self._indicators(old.indicators, new.indicators),
            children=self.goals(origin, old.children, place, new.children),
            repeated=new.repeated,
        )

    def _kept_goal(self, place: GoalPlace, goal: GoalEntry) -> GoalEntry | None:
        """Answer what stays of a goal that the document lacks: what measures from workshops need, or nothing."""
        if place in self._moved:
            return None
        measures = tuple(entry for entry in goal.measures if self._stays(entry))
        below = (self._kept_goal((*place, index), child) for index, child in enumerate(goal.children))
        children = tuple(kept for kept in below if kept is not None)
        return replace(goal, measures=measures, children=children) if measures or children else None

    def _measures(self, old: Sequence[MeasureEntry], new: Sequence[MeasureEntry]) -> tuple[MeasureEntry, ...]:
        pairs = match_measures(old, new)
        merged = [
            entry if before is None else self._measure(old[before], entry)
            for (before, _), entry in zip(pairs, new, strict=False)
        ]
        return _woven(merged, pairs, {index: old[index] for index in _gone(pairs) if self._stays(old[index])})

    def _measure(self, old: MeasureEntry, new: MeasureEntry) -> MeasureEntry:
        filled = _filled(old, new)
        says_more = new.state not in {_ORDINARY_STATE, old.state}
        if old.state == _IN_REVIEW and says_more:
            self.notes.warn(Place(), "review_goes_on", measure=_label(old), state=new.state)
        return replace(
            filled,
            text=_worded(old.text, filled.text),
            title=_worded(old.title, filled.title),
            state=new.state if says_more and old.state != _IN_REVIEW else old.state,
        )

    def _stays(self, entry: MeasureEntry) -> bool:
        """Whether a measure is kept that the document lacks."""
        if entry.state == _IN_REVIEW:
            self.notes.warn(Place(), "review_kept", measure=_label(entry))
        return entry.origin is not None or entry.state == _IN_REVIEW

    def _indicators(
        self, old: tuple[IndicatorEntry, ...], new: tuple[IndicatorEntry, ...]
    ) -> tuple[IndicatorEntry, ...]:
        if not self._has_indicators:
            return old
        pairs = match_indicators(old, new)
        return tuple(
            entry if before is None else _filled(old[before], entry)
            for (before, _), entry in zip(pairs, new, strict=False)
        )


def _label(entry: MeasureEntry) -> str:
    return short(entry.title or entry.text)


def _filled(old: _Kept, new: _Kept) -> _Kept:
    """Answer the new entry with its empty attributes as they were."""
    values = {field.name: getattr(new, field.name) or getattr(old, field.name) for field in fields(new)}  # type: ignore[arg-type]  # entries are dataclasses
    return replace(new, **values)  # type: ignore[type-var]


def _worded(old: str, new: str) -> str:
    """Answer the new text, or the old one where only spaces and line breaks differ: formats wrap differently."""
    return old if old.split() == new.split() else new


def _gone(pairs: Sequence[Pair]) -> list[int]:
    return [before for before, after in pairs if before is not None and after is None]


def _woven(merged: list[_Kept], pairs: Sequence[Pair], kept: dict[int, _Kept]) -> tuple[_Kept, ...]:
    """Put kept entries behind the neighbour that they stood behind, so that an unchanged document changes no order."""
    olds = [before for before, after in pairs if after is not None]
    woven: list[tuple[int | None, _Kept]] = list(zip(olds, merged, strict=True))
    for index in sorted(kept):
        behind = [at for at, (before, _) in enumerate(woven) if before is not None and before < index]
        nearest = max(behind, key=lambda at: woven[at][0] or 0, default=-1)
        woven.insert(nearest + 1, (index, kept[index]))
    return tuple(entry for _, entry in woven)
