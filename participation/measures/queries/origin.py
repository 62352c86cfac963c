"""Where a draft comes from: its workshop, and the rank and dots that the room gave it."""

from collections.abc import Collection
from dataclasses import dataclass

from participation.measures.models import Plan
from participation.measures.queries.lineage import lineage_of
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import votes_for


@dataclass(frozen=True, slots=True)
class Origin:
    """The line printed beside a draft; rank and dots are ``None`` when there was no vote, or nobody voted."""

    workshop: str
    rank: int | None
    points: int | None


def origin_of_plan(plan: Plan) -> Origin:
    """Return where a measure made from this plan comes from.

    The vote is the latest closed one over plans; where there was none, the best one that a wish of the plan got.
    """
    standings = _standings(Subject.PLAN, [plan.id])
    if standings:
        return Origin(plan.workshop.title, *standings[-1])
    wishes = lineage_of([plan.workshop_id]).family(wish.id for wish in plan.wishes)
    best = min(_standings(Subject.CLUSTER, wishes), key=lambda found: (found[0], -found[1]), default=(None, None))
    return Origin(plan.workshop.title, *best)


def _standings(subject: Subject, subject_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return rank and dots of these subjects in each closed round in which somebody voted."""
    votes = [vote for found in votes_for(subject, subject_ids).values() for vote in found]
    return [(vote.rank, vote.points) for vote in votes if vote.rank is not None]
