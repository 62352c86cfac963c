"""Reads of plans."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload, selectinload

from participation.contributions.models import Cluster
from participation.kernel.database import db
from participation.measures.domain import PLAN_FIELD_NAMES, unrated_criteria
from participation.measures.errors import PlanUnknown
from participation.measures.models import Plan, PlanField, PlanFieldVersion
from participation.prioritisation.models import OptionDraft
from participation.prioritisation.queries import cluster_options


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a table is: fields filled, fields on the canvas, when somebody last wrote."""

    filled: int
    of: int
    changed_at: datetime | None


def list_plans(workshop_id: int) -> list[Plan]:
    """Return the plans of a workshop in their order, ready for a page: fields, ratings, wishes, table, measures."""
    statement = _drawn_plans().where(Plan.workshop_id == workshop_id).order_by(Plan.position, Plan.id)
    return list(db.session.scalars(statement))


def get_plan(workshop_id: int, plan_id: int) -> Plan:
    """Return a plan of the workshop; raises ``PlanUnknown``."""
    plan = db.session.scalar(_drawn_plans().where(Plan.id == plan_id, Plan.workshop_id == workshop_id))
    if plan is None:
        raise PlanUnknown
    return plan


def plan_exists(workshop_id: int, plan_id: int) -> bool:
    """Whether the workshop has this plan."""
    return db.session.scalar(select(exists().where(Plan.id == plan_id, Plan.workshop_id == workshop_id))) is True


def field_history(field: PlanField) -> list[PlanFieldVersion]:
    """Return what stood in a field before, the latest first, without what stands there now."""
    return [version for version in reversed(field.versions) if version.version != field.version]


def unrated(plan: Plan) -> tuple[str, ...]:
    """Return the criteria of feasibility that nobody has judged yet."""
    return unrated_criteria({check.criterion for check in plan.checks})


def progress(plan: Plan) -> Progress:
    """Return how far the plan's table is."""
    return Progress(
        filled=sum(bool(field.text) for field in plan.fields),
        of=len(PLAN_FIELD_NAMES),
        changed_at=max((field.changed_at for field in plan.fields), default=None),
    )


def plan_options(plans: Iterable[Plan]) -> list[OptionDraft]:
    """Return plans as options of a vote, each under its title, with the translations of the wish that gave it."""
    drafts = []
    for plan in plans:
        named = (draft for draft in cluster_options(plan.wishes) if draft.titles.get(plan.language) == plan.title)
        known = next(named, OptionDraft(plan.id, {}))
        drafts.append(OptionDraft(plan.id, {plan.language: plan.title, **known.titles}, known.machine))
    return drafts


def _drawn_plans() -> Select[Plan]:
    return select(Plan).options(
        selectinload(Plan.fields),
        selectinload(Plan.checks),
        selectinload(Plan.wishes).selectinload(Cluster.translations),
        selectinload(Plan.measures),
        joinedload(Plan.table),
    )
