"""Two editions to compare, and what of their differences is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from participation.concept.editions.choosing import choose_edition
from participation.concept.editions.contents import content_of
from participation.concept.editions.differences import Difference, GoalDifferences, compare_editions
from participation.concept.models import Concept, Edition


def pair_to_compare(concept: Concept, old: str, new: str) -> tuple[Edition, Edition]:
    """Return the editions that are named; the newest, and the one that the other was begun from, where none is.

    Raises ``NoSuchEdition``, and ``EditionUnknown`` for a concept without any.
    """
    after = choose_edition(concept, new or "newest")
    if old:
        return choose_edition(concept, old), after
    earlier = [edition for edition in concept.editions if edition.id < after.id]
    return after.base or (earlier[-1] if earlier else after), after


def compare_two(old: Edition, new: Edition) -> tuple[GoalDifferences, ...]:
    """Return the differences of two editions, goal by goal."""
    return () if old.id == new.id else compare_editions(content_of(old), content_of(new))


@dataclass(frozen=True, slots=True)
class DifferenceFilter:
    """What a person looks for: a kind of change, goals or measures or indicators, a field of action by its name."""

    kind: str = ""
    what: str = ""
    field: str = ""

    def apply(self, found: Iterable[GoalDifferences]) -> tuple[GoalDifferences, ...]:
        """Return the goals with those differences that match; goals without any are left out."""
        kept = (
            replace(goal, differences=tuple(entry for entry in goal.differences if self._matches(entry)))
            for goal in found
        )
        return tuple(goal for goal in kept if goal.differences)

    def _matches(self, entry: Difference) -> bool:
        return (
            (not self.kind or self.kind in entry.kinds)
            and (not self.what or self.what == entry.what)
            and (not self.field or self.field in entry.fields)
        )

    @staticmethod
    def numbers(found: Iterable[GoalDifferences]) -> dict[str, int]:
        """Return how many differences there are of each kind."""
        return dict(Counter(kind for goal in found for entry in goal.differences for kind in entry.kinds))
