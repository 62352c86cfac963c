"""Plans of the tables: begin them for wishes, give them to tables, read them and help to fill them."""

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.hall.console.planning import plan_row
from participation.hall.kinds.plan import canvas_of
from participation.hall.views.console.answers import Sheet, carry_out, sheet_page, whole_number
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import gettext as _
from participation.measures.errors import WishMissing
from participation.measures.queries import field_history, get_plan, list_plans
from participation.measures.services import assign_plan, create_plan, fill_field
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.services import add_table, touch_stage

NAME_LIMIT = 120


def _plan_sheet(plan_id: int) -> Sheet:
    def read(workshop: Workshop) -> dict[str, object]:
        plan = get_plan(workshop.id, plan_id)
        return {"row": plan_row(plan), "fields": canvas_of(plan), "field_history": field_history}

    return Sheet("hall/console/sheet_plan.html", read)


@blueprint.post("/<code>/plans")
@policy(leads_workshop)
def begin(code: str) -> ResponseReturnValue:
    """Begin a plan for each chosen wish; tables without a plan get one each, in their order."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        wishes = request.form.getlist("wish", type=int)
        if not wishes:
            raise WishMissing
        free = _tables_without_plan(workshop)
        for number, wish_id in enumerate(wishes):
            table_id = free[number] if number < len(free) else None
            create_plan(workshop, actor, title="", language=workshop.language, wish_ids=[wish_id], table_id=table_id)

    return carry_out(code, move, said=_("The plans are on the tables."))


@blueprint.post("/<code>/tables")
@policy(leads_workshop)
def more_tables(code: str) -> ResponseReturnValue:
    """Set up another table."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        add_table(workshop, request.form.get("name", "")[:NAME_LIMIT], actor)
        touch_stage(workshop)

    return carry_out(code, move)


@blueprint.get("/<code>/plans/<int:plan_id>")
@policy(leads_workshop)
def plan(code: str, plan_id: int) -> ResponseReturnValue:
    """Show a plan to read and to help with."""
    return sheet_page(code, _plan_sheet(plan_id))


@blueprint.post("/<code>/plans/<int:plan_id>/table")
@policy(leads_workshop)
def give_to_table(code: str, plan_id: int) -> ResponseReturnValue:
    """Give a plan to a table, or to none."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        assign_plan(get_plan(workshop.id, plan_id), whole_number("table"), actor)

    return carry_out(code, move)


@blueprint.post("/<code>/plans/<int:plan_id>/fields")
@policy(leads_workshop)
def help_fill(code: str, plan_id: int) -> ResponseReturnValue:
    """Write in one field of a plan for its table."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        fill_field(
            get_plan(workshop.id, plan_id),
            request.form.get("name", ""),
            request.form.get("text", ""),
            language=workshop.language,
            actor=actor,
            seen_version=whole_number("version"),
        )

    return carry_out(code, move, said=_("Saved in the plan."), sheet=_plan_sheet(plan_id))


def _tables_without_plan(workshop: Workshop) -> list[int]:
    taken = {plan.table_id for plan in list_plans(workshop.id)}
    return [table.id for table in workshop.tables if table.id not in taken]
