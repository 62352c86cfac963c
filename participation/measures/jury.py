"""Rules of a review as juries do it: criteria, marks, votes, and what the votes propose. No database."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

SHIPPED_CRITERIA = (
    "embedded",
    "need",
    "goal",
    "quality",
    "cooperation",
    "lasting",
    "anchored",
    "diversity",
    "transferable",
)
"""Keys of the criteria that a concept has until the office writes its own."""

USUAL_REVIEWERS = 2
MOST_REVIEWERS = 9
MOST_CRITERIA = 20
CRITERION_LIMIT = 200
REASON_LIMIT = 2000


class Mark(StrEnum):
    """How far a criterion is met. Four marks, so that nobody hides in the middle."""

    FULLY = "fully"
    MOSTLY = "mostly"
    HARDLY = "hardly"
    NOT = "not"


class Vote(StrEnum):
    """What a reviewer advises."""

    RECOMMEND = "recommend"
    WITH_CHANGES = "with_changes"
    AGAINST = "against"


PROPOSED: Mapping[Vote, str] = {
    Vote.RECOMMEND: "recommended",
    Vote.WITH_CHANGES: "recommended",
    Vote.AGAINST: "rejected",
}
OUTCOMES = ("recommended", "draft", "rejected", "postponed")
"""Where a decision on a review may lead: a draft is taken up again with the changes that the reviews ask for."""


def proposal(votes: Collection[Vote]) -> str | None:
    """Return the state that votes propose which all say the same; ``None`` when they differ, or nobody voted."""
    if len(set(votes)) != 1:
        return None
    return PROPOSED[next(iter(votes))]


def unmarked_criteria(criteria: Iterable[str], marked: Collection[str]) -> tuple[str, ...]:
    """Return the criteria that got no mark, in their order."""
    return tuple(criterion for criterion in criteria if criterion not in marked)


def tidy_criteria(lines: Iterable[str]) -> list[str]:
    """Return criteria as the office wrote them, one a line: without empty ones and without doubles."""
    cleaned = (" ".join(line.split()) for line in lines)
    return list(dict.fromkeys(line for line in cleaned if line))
