"""Goals that are printed at several places: which goal a repetition stands for. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from participation.concept.tree.counting import walk
from participation.concept.tree.entries import GoalEntry

Originals = dict[tuple[int, str], tuple[GoalEntry, ...]]
"""By depth (from 0) and text: the goal that stands there in full, behind its ancestors."""


def originals(goals: Iterable[GoalEntry]) -> Originals:
    """Answer the goals that stand in full, the first of several with one text at one depth."""
    found: Originals = {}
    for ancestors, goal in walk(goals):
        if not goal.repeated:
            found.setdefault((len(ancestors), goal.text), (*ancestors, goal))
    return found


def settled(goals: tuple[GoalEntry, ...]) -> tuple[GoalEntry, ...]:
    """Answer the goals with every repetition of nothing made a goal of its own, and none beside its original."""
    known = originals(goals)
    return _once(goal for entry in goals for goal in _settled(entry, (), known))


def _settled(goal: GoalEntry, ancestors: tuple[GoalEntry, ...], known: Originals) -> tuple[GoalEntry, ...]:
    if not goal.repeated:
        below = (*ancestors, goal)
        children = (kept for child in goal.children for kept in _settled(child, below, known))
        return (replace(goal, children=_once(children)),)
    original = known.get((len(ancestors), goal.text))
    if original is None:
        return (replace(goal, repeated=False),)
    return () if original[:-1] == ancestors else (GoalEntry(goal.number, goal.text, repeated=True),)


def _once(goals: Iterable[GoalEntry]) -> tuple[GoalEntry, ...]:
    """Leave out repetitions of what was repeated beside them already."""
    seen: set[str] = set()
    kept = []
    for goal in goals:
        if not (goal.repeated and goal.text in seen):
            kept.append(goal)
        if goal.repeated:
            seen.add(goal.text)
    return tuple(kept)
