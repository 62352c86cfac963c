"""Check: the feasibility of each plan, judged by staff aloud; everybody watches the screen."""

from typing import Any

from participation.access.models import StaffUser
from participation.hall.console.planning import plans_to_check
from participation.hall.stage import Stage
from participation.measures.models import Check, Plan, Rating
from participation.measures.queries import list_plans
from participation.measures.standing import RATING_NAMES
from participation.workshop.agendas import CHECK_CRITERIA
from participation.workshop.models import Step

RATING_SIGNS = {Rating.CLEAR: "✓", Rating.OPEN: "?", Rating.BLOCKED: "✕"}
"""The sign of each rating, so that colour never speaks alone."""


def phone(stage: Stage) -> dict[str, Any]:
    """Return the plans and how each criterion was judged so far."""
    return _judged(stage)


def projector(stage: Stage) -> dict[str, Any]:
    """Return the plans and how each criterion was judged so far."""
    return _judged(stage)


def _judged(stage: Stage) -> dict[str, Any]:
    return {
        "criteria": CHECK_CRITERIA,
        "rating_signs": RATING_SIGNS,
        "rating_names": RATING_NAMES,
        "plans": [(plan, checks_of(plan)) for plan in list_plans(stage.workshop.id)],
    }


def checks_of(plan: Plan) -> dict[str, Check | None]:
    """Return the check of each criterion in their order; ``None`` where nobody has judged yet."""
    found = {check.criterion: check for check in plan.checks}
    return {criterion: found.get(criterion) for criterion in CHECK_CRITERIA}


def console(stage: Stage) -> dict[str, Any]:
    """Return the plans, what stands in them, and how each criterion was judged."""
    return plans_to_check(stage)


def enter(step: Step, actor: StaffUser | None) -> None:
    """Prepare nothing."""
    del step, actor


def leave(step: Step, actor: StaffUser | None) -> None:
    """Leave nothing open."""
    del step, actor
