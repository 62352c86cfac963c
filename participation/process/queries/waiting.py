"""Results that wait: plans that are no measure of the concept yet, and drafts of the process without a goal."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from participation.concept.models import Measure
from participation.contributions.models import Cluster
from participation.kernel.database import db
from participation.measures.models import Plan
from participation.measures.queries import unrated
from participation.workshop.models import Process, Workshop


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """A plan that is no measure yet, and the criteria of feasibility that nobody has judged."""

    plan: Plan
    unrated: tuple[str, ...]


def list_waiting_plans(process: Process) -> list[WaitingPlan]:
    """Return the plans of all workshops, rooms too, that are no measure of the process's edition.

    Without a concept all of them wait.
    """
    made = Plan.measures.any(Measure.edition_id == process.edition_id)
    plans = db.session.scalars(
        select(Plan)
        .join(Plan.workshop)
        .where(Workshop.process_id == process.id, ~made)
        .options(
            selectinload(Plan.checks),
            selectinload(Plan.workshop),
            selectinload(Plan.wishes).selectinload(Cluster.translations),
        )
        .order_by(Plan.workshop_id, Plan.position, Plan.id)
    )
    return [WaitingPlan(plan, unrated(plan)) for plan in plans]


def list_unattached(process: Process) -> list[Measure]:
    """Return the measures of the process's edition that came from its workshops and stand under no goal yet."""
    from_here = select(Plan.id).join(Plan.workshop).where(Workshop.process_id == process.id)
    plans = select(Plan).where(Plan.id.in_(from_here)).options(selectinload(Plan.measures).selectinload(Measure.goals))
    found = {measure.id: measure for plan in db.session.scalars(plans) for measure in plan.measures}
    return [
        measure
        for _id, measure in sorted(found.items())
        if measure.edition_id == process.edition_id and not measure.goals
    ]
