"""What may be asked about people, and which numbers may be told."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

LEAST = 5
"""The smallest number of people that is told (DESIGN, trust)."""
SKIPPED = ""
"""What is counted when somebody leaves a question out."""
OTHER = "-"
"""A district or a language that is not on the list."""
MOST_DISTRICTS, LONGEST_DISTRICT = 60, 60


class Question(StrEnum):
    """A voluntary question, in the order in which it is asked."""

    AGE = "age"
    DISTRICT = "district"
    LANGUAGE = "language"
    SINCE = "since"
    GENDER = "gender"


FIXED_ANSWERS: Mapping[Question, Sequence[str]] = MappingProxyType(
    {
        Question.AGE: ("0-17", "18-29", "30-44", "45-59", "60-74", "75"),
        Question.SINCE: ("birth", "0-1", "2-5", "6-10", "11-20", "21"),
        Question.GENDER: ("female", "male", "diverse"),
    }
)
"""Years where these are numbers: from and to, or from on. The others offer districts and languages."""


def shown_counts(counts: Sequence[int]) -> list[int | None]:
    """Return which of the counts of a question may be told together with their sum; ``None`` for those held back.

    The last count is that of people who left the question out. Counts below ``LEAST`` are held back, zero too; and
    others with them as long as one could be computed from the sum (complementary suppression): first the people who
    left the question out, then the smallest.
    """
    hidden = {place for place, count in enumerate(counts) if count < LEAST}
    last = len(counts) - 1
    others = sorted(set(range(len(counts))) - hidden, key=lambda place: (place != last, counts[place], place))
    while others and _can_be_computed([counts[place] for place in hidden]):
        hidden.add(others.pop(0))
    return [None if place in hidden else count for place, count in enumerate(counts)]


def _can_be_computed(hidden: Sequence[int]) -> bool:
    """Whether somebody who knows the sum of the hidden counts, and the rule, may know one of them.

    One alone is what is missing in the sum; several are known when they are all zero, or would be when all are as
    large as small ones can be. A reader knows only the sum, so it alone decides.
    """
    return len(hidden) == 1 or (len(hidden) > 1 and sum(hidden) in {0, (LEAST - 1) * len(hidden)})
