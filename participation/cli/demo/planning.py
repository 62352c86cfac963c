"""The moderator and the office at the plans: lay them on the tables, check them, make draft measures of them."""

from collections.abc import Mapping, Sequence

from participation.cli.demo.city import TablePlan
from participation.cli.demo.preparation import goals_numbered
from participation.concept.queries import list_fields
from participation.measures.errors import NoEdition
from participation.measures.models import Plan, Rating
from participation.measures.queries import get_plan
from participation.measures.services import create_plan, draft_measure, edit_measure, fill_field, rate
from participation.workshop.models import Workshop

OFFICE_TEXTS = (
    "title",
    "spatial_reference",
    "place",
    "target_groups",
    "funding_source",
    "integration_phase",
    "indicator",
)
"""What the office adds to a draft measure in words or choices of its own."""


def lay_plans(workshop: Workshop, plans: Sequence[TablePlan], wishes: Mapping[int, int]) -> list[int]:
    """Lay a plan on each table for its wishes (``wishes``: cluster ids by topic); return the ids of the plans."""
    return [_lay_plan(workshop, plan, wishes).id for plan in plans]


def _lay_plan(workshop: Workshop, plan: TablePlan, wishes: Mapping[int, int]) -> Plan:
    return create_plan(
        workshop,
        None,
        title=plan.measure["title"],
        language=plan.language,
        wish_ids=[wishes[wish] for wish in plan.wishes],
        table_id=workshop.tables[plan.table - 1].id,
    )


def complete(workshop: Workshop, plan_id: int, said: TablePlan) -> None:
    """Write down what a table has said and nobody has written."""
    plan = get_plan(workshop.id, plan_id)
    for name, text in said.fields.items():
        if not plan.text_of(name):
            fill_field(plan, name, text, language=said.language)


def judge(workshop: Workshop, plan_id: int, said: TablePlan, criterion: str) -> None:
    """Record how the room judges a plan in one criterion."""
    judged = said.ratings[criterion]
    rate(get_plan(workshop.id, plan_id), criterion, Rating(judged["rating"]), judged["reason"], None)


def draft(workshop: Workshop, plan_id: int, said: TablePlan) -> int:
    """Make a draft measure of a plan, with what the office adds; return its id. Raises ``NoEdition``."""
    edition = workshop.process.edition
    if edition is None:
        raise NoEdition
    measure = draft_measure(get_plan(workshop.id, plan_id), None, edition)
    fields = [field.id for field in list_fields(edition.concept) if field.name in said.measure["fields"]]
    edit_measure(
        measure,
        None,
        {name: said.measure[name] for name in OFFICE_TEXTS},
        goal_ids=[goal.id for goal in goals_numbered(edition, tuple(said.measure["goals"]))],
        field_ids=fields,
        seen_version=measure.version,
    )
    return measure.id
