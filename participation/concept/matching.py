"""Which entry of a changed tree is which entry of the tree before. Pure.

Goals are matched among the children of matched goals: by number and text, then by text alone (numbers shift when a
goal is put in), then by number alone, then by likeness of text. Measures of matched goals are matched by content, by
title, by text, then by likeness; indicators by name. The number before a measure is its place in a cell and matches
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from rapidfuzz import fuzz

from participation.concept.tree import GoalEntry, IndicatorEntry, MeasureEntry

Pair = tuple[int | None, int | None]
"""Positions in the old and in the new list; one of them is None for what was added or removed."""

_ALIKE: Final = 72
"""Percent of likeness (rapidfuzz ratio) from which two texts count as one that was reworded."""
_Entry = TypeVar("_Entry")


def match_goals(old: Sequence[GoalEntry], new: Sequence[GoalEntry]) -> list[Pair]:
    """Pair sibling goals: in the order of the new ones, then those that are gone.

    A further place of a goal is never paired with a goal in full.
    """
    keys: tuple[Callable[[GoalEntry], Hashable], ...] = (
        lambda goal: (goal.number, plain(goal.text)),
        lambda goal: plain(goal.text),
        lambda goal: goal.number,
    )
    return _matched(old, new, keys, lambda goal: goal.text, lambda goal: goal.repeated)


def match_measures(old: Sequence[MeasureEntry], new: Sequence[MeasureEntry]) -> list[Pair]:
    """Pair the measures of one goal: in the order of the new ones, then those that are gone."""
    keys: tuple[Callable[[MeasureEntry], Hashable], ...] = (
        lambda entry: replace(entry, number=None),
        lambda entry: plain(entry.title) or None,
        lambda entry: plain(entry.text) or None,
    )
    return _matched(old, new, keys, lambda entry: f"{entry.title} {entry.text}")


def match_indicators(old: Sequence[IndicatorEntry], new: Sequence[IndicatorEntry]) -> list[Pair]:
    """Pair the indicators of one goal: in the order of the new ones, then those that are gone."""
    return _matched(old, new, (lambda entry: plain(entry.name),), lambda entry: entry.name)


def plain(text: str) -> str:
    """Answer a text as it is compared: in any case, with single spaces."""
    return " ".join(text.casefold().split())


def _matched(
    old: Sequence[_Entry],
    new: Sequence[_Entry],
    keys: Iterable[Callable[[_Entry], Hashable]],
    text: Callable[[_Entry], str],
    kind: Callable[[_Entry], Hashable] = lambda _: None,
) -> list[Pair]:
    """Pair entries of one kind by each key in turn (a key of None pairs nothing), then by likeness."""
    partners: dict[int, int] = {}
    for key in keys:
        free = {(kind(old[index]), key(old[index])): index for index in reversed(_free(old, partners.values()))}
        for index in _free(new, partners):
            said = key(new[index])
            at = free.pop((kind(new[index]), said), None) if said is not None else None
            if at is not None:
                partners[index] = at
    for index in _free(new, partners):
        likeness = {
            at: fuzz.ratio(text(old[at]), text(new[index]))
            for at in _free(old, partners.values())
            if kind(old[at]) == kind(new[index])
        }
        best = max(likeness, key=lambda at: likeness[at], default=None)
        if best is not None and likeness[best] >= _ALIKE:
            partners[index] = best
    pairs: list[Pair] = [(partners.get(index), index) for index in range(len(new))]
    return [*pairs, *((index, None) for index in _free(old, partners.values()))]


def _free(entries: Sequence[object], taken: Iterable[int]) -> list[int]:
    used = set(taken)
    return [index for index in range(len(entries)) if index not in used]
