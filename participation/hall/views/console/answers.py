"""How the console answers: the whole page, only its changing part for htmx, a sheet beside it, a refused move."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import acting_staff
from participation.access.queries import count_participants
from participation.contributions.errors import BoardMoved, CardUnknown, ClusterUnknown
from participation.contributions.models import CardState
from participation.contributions.queries import count_cards, count_doubts, count_reported
from participation.hall.console.agenda import frame_of
from participation.hall.console.planning_anew import counted_steps, vote_runs
from participation.hall.console.room_moves import frame_with_rooms
from participation.hall.console.sentences import word_for_staff
from participation.hall.kinds import scene_of
from participation.hall.stage import stage_of
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.errors import PlanFieldChanged, PlanUnknown
from participation.prioritisation.errors import RoundClosed, RoundOpen, RoundUnknown
from participation.web.fragments import is_fragment, uncached
from participation.workshop.errors import StageMoved, StepBegun, StepClosed, StepUnknown, WorkshopOver
from participation.workshop.models import Step, StepKind, Workshop
from participation.workshop.queries import find_workshop, get_workshop

Move = Callable[[Workshop, StaffUser], object]

MOVED_ON = (
    BoardMoved,
    CardUnknown,
    ClusterUnknown,
    PlanFieldChanged,
    PlanUnknown,
    RoundClosed,
    RoundOpen,
    RoundUnknown,
    StageMoved,
    StepBegun,
    StepClosed,
    StepUnknown,
    WorkshopOver,
)
"""Refusals because the workshop is no longer as the page showed it: 409. All others are 422."""
SHEET_TARGET = "sheet-body"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page beside the console, a dialog where scripts run: its template, and how to read what it shows."""

    template: str
    read: Callable[[Workshop], dict[str, object]]


def workshop_or_404(code: str) -> Workshop:
    """Return the workshop with this code, else answer that there is nothing at the address."""
    workshop = find_workshop(code)
    if workshop is None:
        abort(404)
    return workshop


def console_page(code: str, status: int = 200, refusal: str = "") -> ResponseReturnValue:
    """Answer with the console: a whole page, or for htmx only what changes on it."""
    workshop = workshop_or_404(code)
    template = "hall/console/_console.html" if is_fragment() else "hall/console/page.html"
    return uncached(render_template(template, **_console(workshop), refusal=refusal, kept=_kept), status)


def work_fragment(code: str) -> ResponseReturnValue:
    """Answer with the middle of the console, which the board's news changes."""
    return uncached(
        render_template("hall/console/_work.html", **_console(workshop_or_404(code)), refusal="", kept=_kept)
    )


def sheet_page(code: str, sheet: Sheet, status: int = 200, refusal: str = "") -> ResponseReturnValue:
    """Answer with a sheet: inside the dialog for htmx, else as a page of its own that leads back to the console.

    A refusal inside the dialog goes back into it, so that what was typed stays.
    """
    workshop = workshop_or_404(code)
    try:
        values = sheet.read(workshop)
    except DomainError as error:
        return console_page(code, 409, refusal or word_for_staff(error))
    layout = "hall/console/_sheet_bare.html" if is_fragment() else "hall/console/sheet_page.html"
    page = render_template(
        sheet.template,
        layout=layout,
        workshop=workshop,
        stage=stage_of(workshop),
        refusal=refusal,
        kept=_kept,
        **values,
    )
    response = uncached(page, status)
    if is_fragment():
        response.headers["HX-Retarget"] = f"#{SHEET_TARGET}"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def carry_out(code: str, move: Move, *, said: str = "", sheet: Sheet | None = None) -> ResponseReturnValue:
    """Make a move in one transaction and show the console as it is then; ``said`` tells what was done.

    A refused move changes nothing. The page, or the ``sheet`` from which it came, says so and keeps what was typed:
    409 when somebody was faster, 422 for what has to be put right.
    """
    workshop_or_404(code)
    actor = acting_staff()
    try:
        with transaction():
            move(get_workshop(code), actor)
    except DomainError as error:
        status, sentence = (409 if isinstance(error, MOVED_ON) else 422), word_for_staff(error)
        return sheet_page(code, sheet, status, sentence) if sheet else console_page(code, status, sentence)
    if said:
        flash(said, "good")
    return console_page(code) if is_fragment() else redirect(url_for("console.show", code=code), 303)


def whole_number(name: str) -> int | None:
    """Return the number sent in a field; ``None`` when there is none."""
    return request.form.get(name, type=int)


def running_step_of(workshop: Workshop, kind: StepKind) -> Step:
    """Return the running step if it is of this kind; raises ``StageMoved`` when the agenda has gone on."""
    step = workshop.current_step
    if step is None or workshop.is_over or step.kind is not kind:
        raise StageMoved
    return step


def _console(workshop: Workshop) -> dict[str, Any]:
    stage = stage_of(workshop)
    scene, kind = scene_of(stage)
    return {
        "workshop": workshop,
        "stage": stage,
        "step": stage.step,
        "scene": scene,
        "frame": frame_with_rooms(
            frame_of(workshop, vote_runs=vote_runs(workshop), counted=counted_steps(workshop)), workshop
        ),
        "joined": count_participants(workshop.id),
        "to_look_at": count_cards(workshop.id, state=CardState.WAITING)
        + count_reported(workshop.id)
        + count_doubts(workshop.id),
        "preparation_url": _preparation_url(workshop),
        **kind.console(stage),
    }


def _preparation_url(workshop: Workshop) -> str | None:
    """Return the office's page of the workshop, with poster and prompts, for whoever may open it."""
    if not acting_staff().is_office or "workshop.show" not in current_app.view_functions:
        return None
    return url_for("workshop.show", code=workshop.code)


def _kept(action: str, name: str, stored: str = "") -> str:
    """Return what was typed into a field of the form that was just refused, else what is ``stored``."""
    if request.method == "POST" and request.path == action and name in request.form:
        return request.form[name]
    return stored
