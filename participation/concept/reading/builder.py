"""Growing a tree goal by goal while a document is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from participation.concept.reading.errors import GoalNumberTwice
from participation.concept.reading.notes import short
from participation.concept.tree import GoalEntry, IndicatorEntry, MeasureEntry, settled

_Resolve = Callable[[tuple[str, ...]], tuple[str, ...]]


@dataclass(slots=True)
class GoalDraft:
    """A goal that still grows; `fields` are spellings as written."""

    number: str | None
    text: str
    fields: tuple[str, ...] = ()
    measures: list[MeasureEntry] = field(default_factory=list)
    indicators: list[IndicatorEntry] = field(default_factory=list)
    children: list[GoalDraft] = field(default_factory=list)
    repeated: bool = False

    @property
    def following(self) -> int:
        """The number that would continue this goal's measures."""
        last = self.measures[-1].number if self.measures else None
        return int(last) + 1 if last and last.isdecimal() else 1

    def finished(self, resolve: _Resolve) -> GoalEntry:
        """Answer the goal as an entry, its field spellings resolved to names; a repetition is its number and text."""
        if self.repeated:
            return GoalEntry(self.number, self.text, repeated=True)
        return GoalEntry(
            number=self.number,
            text=self.text,
            fields=resolve(self.fields),
            measures=tuple(replace(entry, fields=resolve(entry.fields)) for entry in self.measures),
            indicators=tuple(self.indicators),
            children=tuple(child.finished(resolve) for child in self.children),
        )


class TreeBuilder:
    """The tree so far, and the path of goals that is open in it."""

    def __init__(self) -> None:
        self.goals: list[GoalDraft] = []
        self._path: list[GoalDraft] = []

    @property
    def current(self) -> GoalDraft | None:
        """The goal opened last."""
        return self._path[-1] if self._path else None

    @property
    def depth(self) -> int:
        """How many goals are open, one below the other."""
        return len(self._path)

    def open(self, depth: int, number: str | None, text: str) -> tuple[GoalDraft, bool]:
        """Open a goal at `depth` (0 is the top; not deeper than below the open path) and say whether it is new.

        A goal with the same number and text under the same parent is opened again.

        Raises:
            GoalNumberTwice: another goal under this parent has the number.
        """
        del self._path[min(depth, len(self._path)) :]
        siblings = self._path[-1].children if self._path else self.goals
        known = next((goal for goal in siblings if (goal.number, goal.text) == (number, text)), None)
        if known is None:
            self._refuse_number(siblings, number, text)
            known = GoalDraft(number, text)
            siblings.append(known)
            self._path.append(known)
            return known, True
        self._path.append(known)
        return known, False

    def _refuse_number(self, siblings: list[GoalDraft], number: str | None, text: str) -> None:
        other = next((goal for goal in siblings if number is not None and goal.number == number), None)
        if other is not None and number is not None:
            parent = self._path[-1] if self._path else None
            said = f"{parent.number or ''} {parent.text}".strip() if parent else ""
            raise GoalNumberTwice(number, short(said), (short(other.text), short(text)))

    def listings(self) -> Iterator[tuple[str, ...]]:
        """Answer every list of fields in the document as it was written."""
        for goal in _all(self.goals):
            yield goal.fields
            yield from (entry.fields for entry in goal.measures)

    def spellings(self) -> Counter[str]:
        """Count the spellings of fields of action, in the order of first appearance."""
        return Counter(spelling for listing in self.listings() for spelling in listing)

    def finished(self, resolve: _Resolve) -> tuple[GoalEntry, ...]:
        """Answer the goals as entries, field spellings resolved to names, repetitions of nothing as goals."""
        return settled(tuple(goal.finished(resolve) for goal in self.goals))


def _all(goals: list[GoalDraft]) -> Iterator[GoalDraft]:
    for goal in goals:
        yield goal
        yield from _all(goal.children)
