"""Plans on the console: which wishes wait for one, how far each table is, whether it is checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.hall.console.turning import RankedTopic, ranked_topics
from participation.hall.stage import Stage
from participation.measures.models import Plan
from participation.measures.queries import Progress, list_plans, progress, unrated
from participation.workshop.queries import phase_of_wishes


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with how far its table is, and the criteria nobody has judged yet."""

    plan: Plan
    progress: Progress
    unrated: Sequence[str]


def plan_row(plan: Plan) -> PlanRow:
    """Return one plan with its progress."""
    return PlanRow(plan, progress(plan), unrated(plan))


def plans_of(stage: Stage, few: int) -> dict[str, object]:
    """Return the variables of the console while tables work on plans.

    ``few`` is how many wishes should become plans.
    """
    plans = [plan_row(plan) for plan in list_plans(stage.workshop.id)]
    planned = {wish.id for row in plans for wish in row.plan.wishes}
    topics = ranked_topics(stage.workshop.id, phase_of_wishes(stage.workshop), few)
    wishes: list[RankedTopic] = [topic for topic in topics if topic.cluster.id not in planned]
    return {"plans": plans, "wishes": wishes, "tables": stage.workshop.tables}


def plans_to_check(stage: Stage) -> dict[str, object]:
    """Return the plans of the workshop with the judgement of each criterion."""
    plans = [plan_row(plan) for plan in list_plans(stage.workshop.id)]
    return {
        "plans": plans,
        "judgements": {row.plan.id: {check.criterion: check for check in row.plan.checks} for row in plans},
    }
