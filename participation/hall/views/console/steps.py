"""Planning the agenda anew while it is walked: skip, put in, take out, other minutes. What has begun stays."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.hall.console.planning_anew import new_step, step_file
from participation.hall.views.console.answers import Sheet, carry_out, sheet_page, whole_number, workshop_or_404
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import gettext as _
from participation.i18n import mark
from participation.web.fragments import uncached
from participation.workshop.errors import StepKindUnknown, StepUnknown
from participation.workshop.models import Phase, Step, StepKind, Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_step_by_id
from participation.workshop.services import (
    change_minutes,
    hold_agenda,
    insert_step,
    remove_step,
    skip_step,
    unskip_step,
)
from participation.workshop.services.shipped import draft_of, shipped_texts, typical_in

_PUT_IN = mark("It stands in the agenda now. Choose it there to change its minutes or to take it out.")


def step_sheet(step_id: int) -> Sheet:
    """Return the sheet of one step."""

    def read(workshop: Workshop) -> dict[str, object]:
        return {"file": step_file(workshop, step_id)}

    return Sheet("hall/console/sheet_step.html", read)


def _read_new(workshop: Workshop) -> dict[str, object]:
    asked = request.values
    return {
        "new": new_step(
            workshop,
            before=asked.get("before", type=int),
            kind=asked.get("kind", StepKind.COLLECT, type=StepKind),
            phase=asked.get("phase", None, type=Phase),
        )
    }


_NEW_SHEET = Sheet("hall/console/sheet_new_step.html", _read_new)


@blueprint.get("/<code>/steps/<int:step_id>")
@policy(leads_workshop)
def step(code: str, step_id: int) -> ResponseReturnValue:
    """Show one step with what can be done to it."""
    return sheet_page(code, step_sheet(step_id))


@blueprint.get("/<code>/steps/new")
@policy(leads_workshop)
def new(code: str) -> ResponseReturnValue:
    """Show the steps that are often put in, and the form for any other."""
    return sheet_page(code, _NEW_SHEET)


@blueprint.get("/<code>/steps/new/prompts")
@policy(leads_workshop)
def new_prompts(code: str) -> ResponseReturnValue:
    """Answer with the fields of the prompts for the kind and phase chosen now; what somebody wrote stays."""
    workshop = workshop_or_404(code)
    values = _read_new(workshop)
    return uncached(
        render_template(
            "hall/console/_new_prompts.html", workshop=workshop, prompts=_prompts(workshop), kept=None, **values
        )
    )


@blueprint.post("/<code>/steps/new")
@policy(leads_workshop)
def insert(code: str) -> ResponseReturnValue:
    """Put a step in before another one that lies ahead, or at the end."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        draft = draft_of(*_kind_and_phase(), whole_number("minutes"), _typed(workshop))
        insert_step(workshop, _place(workshop), draft, actor, seen_count=whole_number("count"))

    return carry_out(code, move, said=_(_PUT_IN), sheet=_NEW_SHEET)


@blueprint.post("/<code>/steps/typical")
@policy(leads_workshop)
def insert_typical(code: str) -> ResponseReturnValue:
    """Put one of the usual steps in as the next one, with the words that ship for it."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        hold_agenda(workshop)
        here = workshop.current_step or workshop.steps[0]
        chosen = typical_in(here.phase).get(request.form.get("typical", ""))
        if chosen is None:
            raise StepKindUnknown
        texts = shipped_texts(chosen.kind, here.phase, workshop.languages)
        position = here.position + 1 if workshop.current_step else 0
        draft = draft_of(chosen.kind, here.phase, chosen.minutes, texts)
        insert_step(workshop, position, draft, actor, seen_count=whole_number("count"))

    return carry_out(code, move, said=_(_PUT_IN), sheet=_NEW_SHEET)


@blueprint.post("/<code>/steps/<int:step_id>/skip")
@policy(leads_workshop)
def skip(code: str, step_id: int) -> ResponseReturnValue:
    """Skip a step that lies ahead."""
    said = _("The step is skipped. Choose it in the agenda to take that back.")
    return carry_out(code, _with_step(step_id, skip_step), said=said, sheet=step_sheet(step_id))


@blueprint.post("/<code>/steps/<int:step_id>/unskip")
@policy(leads_workshop)
def unskip(code: str, step_id: int) -> ResponseReturnValue:
    """Take a skip back."""
    return carry_out(code, _with_step(step_id, unskip_step), sheet=step_sheet(step_id))


@blueprint.post("/<code>/steps/<int:step_id>/minutes")
@policy(leads_workshop)
def minutes(code: str, step_id: int) -> ResponseReturnValue:
    """Say how long a step shall last altogether."""

    def change(step_: Step, actor: StaffUser) -> None:
        change_minutes(step_, whole_number("minutes"), actor)

    return carry_out(code, _with_step(step_id, change), sheet=step_sheet(step_id))


@blueprint.post("/<code>/steps/<int:step_id>/remove")
@policy(leads_workshop)
def remove(code: str, step_id: int) -> ResponseReturnValue:
    """Take out a step that was put in."""
    said = _("The step is out of the agenda again.")
    return carry_out(code, _with_step(step_id, remove_step), said=said, sheet=step_sheet(step_id))


def _with_step(step_id: int, change: Callable[[Step, StaffUser], object]) -> Callable[[Workshop, StaffUser], None]:
    """Return the move that changes the step with this id, wherever it stands by then."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        hold_agenda(workshop)
        change(get_step_by_id(workshop, step_id), actor)

    return move


def _kind_and_phase() -> tuple[StepKind, Phase]:
    try:
        return StepKind(request.form.get("kind", "")), Phase(request.form.get("phase", ""))
    except ValueError as error:
        raise StepKindUnknown from error


def _place(workshop: Workshop) -> int:
    """Return the position that is asked for: that of another step, or the end."""
    before = request.form.get("before", "")
    if not before:
        return len(workshop.steps)
    if not before.isdecimal():
        raise StepUnknown
    return get_step_by_id(workshop, int(before)).position


def _typed(workshop: Workshop) -> dict[str, str]:
    return {tag: request.values.get(f"prompt-{tag}", "") for tag in workshop.languages}


def _prompts(workshop: Workshop) -> dict[str, str]:
    """Return what was typed; where that is only what shipped for the choice before, nothing, so that it gives way."""
    try:
        before = StepKind(request.args.get("was_kind", "")), Phase(request.args.get("was_phase", ""))
    except ValueError:
        return _typed(workshop)
    shipped = shipped_texts(*before, workshop.languages)
    return {tag: text for tag, text in _typed(workshop).items() if text.strip() != shipped.get(tag, "").strip()}
