"""Plan: the tables' canvases, filled field by field; then, in a step of its own, read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from participation.access.models import StaffUser
from participation.contributions.queries import list_clusters
from participation.hall.console.planning import plans_of
from participation.hall.stage import Stage
from participation.measures.models import Plan, PlanField
from participation.measures.queries import list_plans, progress
from participation.measures.services import create_plan
from participation.prioritisation.models import Subject
from participation.prioritisation.queries import strongest
from participation.workshop.agendas import PLAN_FIELDS, HelpingQuestion
from participation.workshop.models import Step, WorkshopTable
from participation.workshop.queries import phase_of_wishes

PLANS_WITHOUT_TABLES = 4


@dataclass(frozen=True, slots=True)
class CanvasField:
    """A field of a canvas: its name, its label with the helping question, and what stands in it."""

    name: str
    words: HelpingQuestion
    written: PlanField | None

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.written.text if self.written else ""

    @property
    def version(self) -> int:
        """The version of the text; 0 as long as nobody has written."""
        return self.written.version if self.written else 0


def phone(stage: Stage) -> dict[str, Any]:
    """Return the tables to choose from, the plans of the device's table, and the field that is open."""
    plans = list_plans(stage.workshop.id)
    table = own_table(stage)
    choosable = [plan for plan in plans if plan.table_id is None or (table and plan.table_id == table.id)]
    plan = _chosen_plan(choosable, table)
    fields = canvas_of(plan) if plan else []
    return {
        "presentation": is_presentation(stage),
        "plans": plans,
        "plan_fields": PLAN_FIELDS,
        "tables": stage.workshop.tables,
        "table": table,
        "choosable": choosable,
        "plan": plan,
        "fields": fields,
        "field": _open_field(fields),
    }


def own_table(stage: Stage) -> WorkshopTable | None:
    """Return the table that this device has chosen."""
    table_id = stage.participant.table_id if stage.participant else None
    return next((table for table in stage.workshop.tables if table.id == table_id), None)


def is_presentation(stage: Stage) -> bool:
    """Whether the plans are only read aloud in this step."""
    return bool(stage.step and stage.step.settings.get("presentation"))


def canvas_of(plan: Plan) -> list[CanvasField]:
    """Return the eight fields of a plan in the order in which they are filled."""
    written = {field.name: field for field in plan.fields}
    return [CanvasField(name, words, written.get(name)) for name, words in PLAN_FIELDS.items()]


def _chosen_plan(choosable: Sequence[Plan], table: WorkshopTable | None) -> Plan | None:
    """Return the plan that the address names, else that of the table, else the only one there is."""
    asked = request.args.get("plan", type=int)
    by_id = {plan.id: plan for plan in choosable}
    if asked in by_id:
        return by_id[asked]
    at_table = [plan for plan in choosable if table and plan.table_id == table.id]
    candidates = at_table or list(choosable)
    return candidates[0] if len(candidates) == 1 else None


def _open_field(fields: Sequence[CanvasField]) -> CanvasField | None:
    """Return the field that the address names, else the first empty one, else none: the canvas is full."""
    asked = request.args.get("field")
    named = next((field for field in fields if field.name == asked), None)
    return named or next((field for field in fields if not field.text), None)


def projector(stage: Stage) -> dict[str, Any]:
    """Return the plans with their tables and how far they are."""
    return {
        "presentation": is_presentation(stage),
        "plan_fields": PLAN_FIELDS,
        "plans": [(plan, progress(plan)) for plan in list_plans(stage.workshop.id)],
    }


def console(stage: Stage) -> dict[str, Any]:
    """Return wishes without a plan, the plans and how far they are, the tables."""
    few = len(stage.workshop.tables) or PLANS_WITHOUT_TABLES
    return plans_of(stage, few) | {"presentation": is_presentation(stage)}


def enter(step: Step, actor: StaffUser | None) -> None:
    """Lay a plan on each table for the strongest wishes, unless there are plans already.

    Without tables there is a plan for each of the four strongest wishes, which everybody may take; without a vote
    the first wishes of the board are taken.
    """
    workshop = step.workshop
    if list_plans(workshop.id):
        return
    count = len(workshop.tables) or PLANS_WITHOUT_TABLES
    phase = phase_of_wishes(workshop)
    on_board = [cluster.id for cluster in list_clusters(workshop.id, phase) if cluster.title]
    ranked = strongest(workshop.id, Subject.CLUSTER, phase, count)
    wishes = [wish for wish in ranked if wish in on_board] or on_board
    tables: list[int | None] = [table.id for table in workshop.tables] or [None] * count
    for wish, table_id in zip(wishes, tables, strict=False):
        create_plan(workshop, actor, title="", language=workshop.language, wish_ids=[wish], table_id=table_id)


def leave(step: Step, actor: StaffUser | None) -> None:
    """Leave nothing open: the service refuses to write in a plan when its step is over."""
    del step, actor
