"""What waits for the concept, and who was reached over all."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.errors import PlanUnknown
from participation.process.queries import (
    get_process,
    list_unattached,
    list_waiting_plans,
    report_of_process,
)
from participation.process.services import attach_measure, attach_plan
from participation.process.views.blueprint import blueprint
from participation.reach.words import QUESTIONS, words_of
from participation.web.messages import word
from participation.workshop.models import Process


@blueprint.get("/office/processes/<int:process_id>/waiting")
@policy(office)
def waiting(process_id: int) -> ResponseReturnValue:
    """Show the results that are no measures under a goal yet."""
    return _page(get_process(process_id))


@blueprint.post("/office/processes/<int:process_id>/waiting/plans/<int:plan_id>")
@policy(office)
def attach(process_id: int, plan_id: int) -> ResponseReturnValue:
    """Make a draft measure of a plan, under the chosen goals."""

    def move(process: Process) -> None:
        plan = next((each.plan for each in list_waiting_plans(process) if each.plan.id == plan_id), None)
        if plan is None:
            raise PlanUnknown
        attach_plan(process, plan, _goals(), acting_staff())

    return _carried_out(process_id, move)


@blueprint.post("/office/processes/<int:process_id>/waiting/measures/<int:measure_id>")
@policy(office)
def attach_draft(process_id: int, measure_id: int) -> ResponseReturnValue:
    """Put a draft measure that came from the process under the chosen goals."""

    def move(process: Process) -> None:
        measure = next((each for each in list_unattached(process) if each.id == measure_id), None)
        if measure is None:
            raise PlanUnknown
        attach_measure(measure, _goals(), acting_staff())

    return _carried_out(process_id, move)


@blueprint.get("/office/processes/<int:process_id>/people")
@policy(office)
def people(process_id: int) -> ResponseReturnValue:
    """Show who was reached over all workshops."""
    process = get_process(process_id)
    report = report_of_process(process)
    return render_template(
        "process/office/people.html", process=process, report=report, questions=QUESTIONS, words_of=words_of
    )


def _carried_out(process_id: int, move: Callable[[Process], None]) -> ResponseReturnValue:
    try:
        with transaction():
            move(get_process(process_id))
    except DomainError as error:
        return _page(get_process(process_id), word(error), 422)
    flash(_("It stands under the concept as a draft now."), "good")
    return redirect(url_for("process.waiting", process_id=process_id), 303)


def _goals() -> list[int]:
    return request.form.getlist("goals", type=int)


def _page(process: Process, problem: str = "", status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "process/office/waiting.html",
        process=process,
        plans=list_waiting_plans(process),
        drafts=list_unattached(process) if process.edition else [],
        goals=process.edition.goals if process.edition else [],
        problem=problem,
        ticked=_goals(),
    )
    return page, status
