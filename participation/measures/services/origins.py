"""Keeps the origin of drafts true: a vote may close after a plan has become a draft."""

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from participation.concept.models import Edition, EditionState, Measure, MeasureState
from participation.kernel.database import db
from participation.kernel.events import listens_to
from participation.kernel.transaction import transaction
from participation.measures.models import Plan, measure_plan
from participation.measures.queries.origin import origin_of_plan
from participation.prioritisation.events import VoteCounted


def write_origin(measure: Measure, plan: Plan) -> None:
    """Write into the measure from which workshop it comes, and its rank and dots there."""
    origin = origin_of_plan(plan)
    measure.origin_workshop, measure.origin_rank, measure.origin_points = origin.workshop, origin.rank, origin.points


@listens_to(VoteCounted)
def renew_origins(event: VoteCounted) -> None:
    """Give the drafts from a workshop the rank and dots of the vote that was just counted.

    Called after the vote's own transaction has ended, so this opens one. What has left the draft state keeps the
    origin under which it was reviewed.
    """
    made = aliased(Measure)
    with transaction():
        statement = (
            select(Measure, Plan)
            .join(Edition, Measure.edition_id == Edition.id)
            .join(made, made.lineage == Measure.lineage)
            .join(measure_plan, measure_plan.c.measure_id == made.id)
            .join(Plan, measure_plan.c.plan_id == Plan.id)
            .where(
                Plan.workshop_id == event.workshop_id,
                Measure.state == MeasureState.DRAFT,
                Edition.state != EditionState.SUPERSEDED,
            )
            .options(joinedload(Plan.workshop))
        )
        for measure, plan in db.session.execute(statement):
            write_origin(measure, plan)
