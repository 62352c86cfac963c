"""Where a draft comes from: its workshop, and the rank and dots that the room gave it."""

from dataclasses import dataclass

from participation.measures.models import Plan
from participation.measures.queries.lineage import lineage_of
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import votes_for


@dataclass(frozen=True, slots=True)
class Origin:
    """The line printed beside a draft; rank and dots are ``None`` when nothing was voted on."""

    workshop: str
    rank: int | None
    points: int | None


def origin_of_plan(plan: Plan) -> Origin:
    """Return where a measure made from this plan comes from.

    The vote is the latest closed one over plans; where there was none, the best one that a wish of the plan got.
    """
    votes = votes_for(Subject.PLAN, [plan.id]).get(plan.id, [])
    if votes:
        vote = votes[-1]
    else:
        wishes = lineage_of([plan.workshop_id]).family(wish.id for wish in plan.wishes)
        voted = [vote for found in votes_for(Subject.CLUSTER, wishes).values() for vote in found]
        if not voted:
            return Origin(plan.workshop.title, None, None)
        vote = min(voted, key=lambda found: (found.rank, -found.points))
    return Origin(plan.workshop.title, vote.rank, vote.points)
