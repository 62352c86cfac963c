"""Figures of a concept tree, and the walk through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from participation.concept.tree.entries import ConceptTree, GoalEntry, IndicatorEntry, MeasureEntry


@dataclass(frozen=True, slots=True)
class TreeCounts:
    """How much a concept holds: `goals` per level name, measures (each content once), fields, indicators."""

    goals: dict[str, int]
    measures: int
    fields_of_action: int
    indicators: int


def walk(goals: Iterable[GoalEntry]) -> Iterator[tuple[tuple[GoalEntry, ...], GoalEntry]]:
    """Go through all goals from top to bottom, each with its ancestors (outermost first)."""
    for goal in goals:
        yield from _walk(goal, ())


def _walk(goal: GoalEntry, ancestors: tuple[GoalEntry, ...]) -> Iterator[tuple[tuple[GoalEntry, ...], GoalEntry]]:
    yield ancestors, goal
    for child in goal.children:
        yield from _walk(child, (*ancestors, goal))


def level_of(tree: ConceptTree, ancestors: tuple[GoalEntry, ...]) -> str:
    """Answer the level name of a goal with these ancestors."""
    return tree.levels[len(ancestors)]


def measures_of(goals: Iterable[GoalEntry]) -> tuple[MeasureEntry, ...]:
    """Answer all measures under the goals in the order of print, each content once: the number is not content."""
    found: dict[MeasureEntry, MeasureEntry] = {}
    for _, goal in walk(goals):
        for entry in goal.measures:
            found.setdefault(replace(entry, number=None), entry)
    return tuple(found.values())


def indicators_of(goals: Iterable[GoalEntry]) -> tuple[IndicatorEntry, ...]:
    """Answer all indicators of the goals in the order of print."""
    return tuple(entry for _, goal in walk(goals) for entry in goal.indicators)


def fields_in_use(goals: Iterable[GoalEntry]) -> dict[str, int]:
    """Answer for each field of action how many goals name it, in the order of first appearance."""
    counted: dict[str, int] = {}
    for _, goal in walk(goals):
        for name in goal.fields:
            counted[name] = counted.get(name, 0) + 1
    return counted


def counts(tree: ConceptTree) -> TreeCounts:
    """Count the goals of each level (also empty ones), measures, fields of action and indicators.

    A goal that is printed at several places counts once.
    """
    goals = dict.fromkeys(tree.levels, 0)
    for ancestors, goal in walk(tree.goals):
        goals[level_of(tree, ancestors)] += not goal.repeated
    return TreeCounts(goals, len(measures_of(tree.goals)), len(tree.fields_of_action), len(indicators_of(tree.goals)))
