"""Which goals of a changed tree have moved: the same goal under another one than before. Pure.

`matching` pairs goals among the children of matched goals. What is left over on both sides is the same goal when it
says the same, with the same number first. What hangs below a goal that has moved is matched as below any other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from participation.concept.matching import match_goals, plain
from participation.concept.tree import GoalEntry

Place = tuple[int, ...]
"""Where a goal stands in its tree: its position among its siblings, behind those of its ancestors."""
_Key = Callable[[GoalEntry], Hashable]


def find_moves(old: Sequence[GoalEntry], new: Sequence[GoalEntry]) -> dict[Place, Place]:
    """Answer the place before for every new place to which a goal has moved."""
    return _Moves(old, new).found


class _Moves:
    def __init__(self, old: Sequence[GoalEntry], new: Sequence[GoalEntry]) -> None:
        self.found: dict[Place, Place] = {}
        self._gone: dict[Place, GoalEntry] = {}
        self._come: dict[Place, GoalEntry] = {}
        self._match((), old, (), new)
        keys: tuple[_Key, ...] = (
            lambda goal: (goal.repeated, goal.number, plain(goal.text)),
            lambda goal: (goal.repeated, plain(goal.text)),
        )
        for key in keys:
            for place in sorted(self._come):
                self._pair(place, key)

    def _pair(self, place: Place, key: _Key) -> None:
        """Pair a goal that has come with the first one that is gone and is the same, and what hangs below both."""
        goal = self._come.get(place)
        if goal is None or not plain(goal.text):
            return
        origin = next((at for at in sorted(self._gone) if key(self._gone[at]) == key(goal)), None)
        if origin is not None:
            self.found[place] = origin
            self._settle(origin, place)

    def _settle(self, origin: Place, place: Place) -> None:
        before, after = self._gone.pop(origin), self._come.pop(place)
        self._match(origin, before.children, place, after.children)

    def _match(self, above: Place, old: Sequence[GoalEntry], now_above: Place, new: Sequence[GoalEntry]) -> None:
        """Leave over what has no partner among its siblings, with everything below it."""
        for before, after in match_goals(old, new):
            if before is not None:
                self._gone.update(_subtree((*above, before), old[before]))
            if after is not None:
                self._come.update(_subtree((*now_above, after), new[after]))
            if before is not None and after is not None:
                self._settle((*above, before), (*now_above, after))


def _subtree(place: Place, goal: GoalEntry) -> Iterator[tuple[Place, GoalEntry]]:
    yield place, goal
    for index, child in enumerate(goal.children):
        yield from _subtree((*place, index), child)


def goal_at(goals: Sequence[GoalEntry], place: Place) -> GoalEntry:
    """Answer the goal at a place."""
    goal = goals[place[0]]
    for index in place[1:]:
        goal = goal.children[index]
    return goal
