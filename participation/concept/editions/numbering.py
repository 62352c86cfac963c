"""Which number each goal and measure gets when all are numbered anew, in the way in which they are numbered. Pure.

How a level counts is read from the numbers that it has: with the parent's number before a dot ("2.3"), or by a sign of
its own ("Ziel B"), by digits or letters, from the start under each parent or on through the whole level. A level
without any number gets none; so do the measures of a goal under which none has one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from participation.concept.moving import Place
from participation.concept.tree import GoalEntry

_NUMBER: Final = re.compile(r"(?P<sign>.*?)(?P<count>\d+|[A-Za-z])(?P<end>\.?)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NewNumber:
    """The number of a goal, or of the measure at this position under it, before and after; None where there is none."""

    place: Place
    measure: int | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Way:
    """How a level counts."""

    sign: str
    end: str
    letters: str
    dotted: bool
    goes_on: bool

    def number(self, count: int, parent: str | None) -> str:
        above = f"{parent}." if self.dotted and parent else ""
        return f"{above}{'' if self.dotted else self.sign}{self._counted(count)}{self.end}"

    def _counted(self, count: int) -> str:
        if not self.letters or count > len(ascii_lowercase):
            return str(count)
        letter = ascii_lowercase[count - 1]
        return letter.upper() if self.letters == "A" else letter


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A number as it stands now, the one of its parent, and whether it is the first under it."""

    number: str
    parent: str | None
    first: bool


def number_anew(goals: Sequence[GoalEntry]) -> tuple[NewNumber, ...]:
    """Return the new number of every goal and measure, unchanged ones too, in the order of print."""
    numbering = _Numbering(goals)
    return tuple(numbering.siblings((), goals, None))


class _Numbering:
    def __init__(self, goals: Sequence[GoalEntry]) -> None:
        self._ways: list[_Way | None] = []
        level: list[tuple[str | None, Sequence[GoalEntry]]] = [(None, goals)]
        while any(siblings for _, siblings in level):
            self._ways.append(_way(_numbered(level)))
            level = [(goal.number, goal.children) for _, siblings in level for goal in siblings]
        self._counts = [0] * len(self._ways)
        everywhere = [goal for goal in _walk(goals) if any(entry.number for entry in goal.measures)]
        self._measures = _way(
            _Numbered(entry.number, None, position == 0)
            for goal in everywhere
            for position, entry in enumerate(goal.measures)
            if entry.number
        )
        self._measured = 0

    def siblings(self, above: Place, goals: Sequence[GoalEntry], parent: str | None) -> Iterator[NewNumber]:
        depth = len(above)
        for position, goal in enumerate(goals):
            way = self._ways[depth]
            if way is None:
                number = goal.number
            else:
                starts = position == 0 and (way.dotted or not way.goes_on)
                self._counts[depth] = 1 if starts else self._counts[depth] + 1
                number = way.number(self._counts[depth], parent)
            place = (*above, position)
            yield NewNumber(place, None, goal.number, number)
            yield from self._of_measures(place, goal)
            yield from self.siblings(place, goal.children, number)

    def _of_measures(self, place: Place, goal: GoalEntry) -> Iterator[NewNumber]:
        way = self._measures if any(entry.number for entry in goal.measures) else None
        for position, entry in enumerate(goal.measures):
            number = entry.number
            if way is not None:
                self._measured = 1 if position == 0 and not way.goes_on else self._measured + 1
                number = way.number(self._measured, None)
            yield NewNumber(place, position, entry.number, number)


def _numbered(level: Iterable[tuple[str | None, Sequence[GoalEntry]]]) -> Iterator[_Numbered]:
    for parent, siblings in level:
        for position, goal in enumerate(siblings):
            if goal.number:
                yield _Numbered(goal.number, parent, position == 0)


def _way(numbered: Iterable[_Numbered]) -> _Way | None:
    """Return how most of these numbers count, None where there is nothing to be read from."""
    known = [(entry, _NUMBER.fullmatch(entry.number)) for entry in numbered]
    read = [(entry, match) for entry, match in known if match is not None]
    if not read:
        return None
    under = [entry.parent is not None and match["sign"] == f"{entry.parent}." for entry, match in read]
    firsts = [match["count"].lower() not in {"1", "a"} for entry, match in read if entry.first][1:]
    return _Way(
        sign=_most(match["sign"] for _, match in read),
        end=_most(match["end"] for _, match in read),
        letters=_most(_letters(match["count"]) for _, match in read),
        dotted=2 * sum(under) > len(under),
        goes_on=bool(firsts) and 2 * sum(firsts) > len(firsts),
    )


def _letters(count: str) -> str:
    return "" if count.isdigit() else "A" if count.isupper() else "a"


def _most(values: Iterable[str]) -> str:
    return Counter(values).most_common(1)[0][0]


def _walk(goals: Iterable[GoalEntry]) -> Iterator[GoalEntry]:
    for goal in goals:
        yield goal
        yield from _walk(goal.children)
