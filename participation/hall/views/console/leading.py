"""Leading a workshop: the console itself, its live news, the moves along the agenda, the projector."""

from datetime import datetime
from functools import partial

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.errors import ReasonMissing
from participation.hall.queries import current_revisions
from participation.hall.services import finish, walk
from participation.hall.views.console.answers import (
    carry_out,
    console_page,
    whole_number,
    work_fragment,
    workshop_or_404,
)
from participation.hall.views.console.blueprint import blueprint
from participation.hall.views.console.steps import step_sheet
from participation.i18n.formats import city_zone
from participation.live.errors import StreamsExhausted
from participation.live.extension import open_stream
from participation.web.error_pages import error_page
from participation.workshop.channels import board_channel, stage_channel
from participation.workshop.errors import MinutesUnfit
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_step_by_id
from participation.workshop.services import (
    adjourn,
    check_seen,
    end_adjournment,
    extend_everywhere,
    hold_agenda,
    open_workshop,
    pause_everywhere,
    resume_everywhere,
    shut_workshop,
)

EXTENSIONS = frozenset({-1, 1, 5})
REASON_LIMIT = 500


@blueprint.get("/<code>/")
@policy(leads_workshop)
def show(code: str) -> ResponseReturnValue:
    """Show the console of a workshop."""
    return console_page(code)


@blueprint.get("/<code>/work")
@policy(leads_workshop)
def work(code: str) -> ResponseReturnValue:
    """Answer with the middle of the console alone: what cards, topics and votes change."""
    return work_fragment(code)


@blueprint.get("/<code>/live")
@policy(leads_workshop)
def live(code: str) -> ResponseReturnValue:
    """Tell the console when the stage or the board has changed."""
    workshop = workshop_or_404(code)
    channels = stage_channel(workshop.code), board_channel(workshop.code)
    try:
        return open_stream(channels, partial(current_revisions, workshop.code, channels), on_reserved=True)
    except StreamsExhausted:
        page, status = error_page(503)
        return page, status, {"Retry-After": "5"}


@blueprint.post("/<code>/open")
@policy(leads_workshop)
def open_doors(code: str) -> ResponseReturnValue:
    """Let people join before the first step."""
    return carry_out(code, open_workshop)


@blueprint.post("/<code>/shut")
@policy(leads_workshop)
def shut_doors(code: str) -> ResponseReturnValue:
    """Take the opening back before the first step."""
    return carry_out(code, shut_workshop)


@blueprint.post("/<code>/next")
@policy(leads_workshop)
def go_on(code: str) -> ResponseReturnValue:
    """Go to the next step, or past the last one to the end."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        walk(workshop, None, actor, seen_step=whole_number("seen"))

    return carry_out(code, move)


@blueprint.post("/<code>/skip")
@policy(leads_workshop)
def skip_running(code: str) -> ResponseReturnValue:
    """Leave the running step as one that was skipped, and go on."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        walk(workshop, None, actor, seen_step=whole_number("seen") or 0, skipping=True)

    return carry_out(code, move)


@blueprint.post("/<code>/go")
@policy(leads_workshop)
def go_to(code: str) -> ResponseReturnValue:
    """Go back to a step, and say why; or jump ahead to one, which skips the steps between."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        hold_agenda(workshop)
        check_seen(workshop, whole_number("seen") or 0)
        step = get_step_by_id(workshop, whole_number("step") or 0)
        reason = request.form.get("reason", "").strip()[:REASON_LIMIT]
        if not reason and workshop.current_step is not None and step.position < workshop.current_step.position:
            raise ReasonMissing
        walk(workshop, step.position, actor, reason=reason)

    sheet = step_sheet(whole_number("step") or 0) if "sheet" in request.form else None
    return carry_out(code, move, sheet=sheet)


@blueprint.post("/<code>/extend")
@policy(leads_workshop)
def extend(code: str) -> ResponseReturnValue:
    """Give the step one or five minutes more, or take one from it."""
    minutes = whole_number("minutes")

    def move(workshop: Workshop, actor: StaffUser) -> None:
        if minutes not in EXTENSIONS:
            raise MinutesUnfit(min(EXTENSIONS), max(EXTENSIONS))
        extend_everywhere(workshop, minutes, actor)

    return carry_out(code, move)


@blueprint.post("/<code>/pause")
@policy(leads_workshop)
def pause(code: str) -> ResponseReturnValue:
    """Stop clock and input."""
    return carry_out(code, pause_everywhere)


@blueprint.post("/<code>/resume")
@policy(leads_workshop)
def resume(code: str) -> ResponseReturnValue:
    """Let clock and input go on, after a pause or at another date."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        hold_agenda(workshop)
        if workshop.adjourned_until is not None:
            end_adjournment(workshop, actor)
        else:
            resume_everywhere(workshop, actor)

    return carry_out(code, move)


@blueprint.post("/<code>/adjourn")
@policy(leads_workshop)
def interrupt(code: str) -> ResponseReturnValue:
    """Interrupt the workshop until another date."""
    until = _moment(request.form.get("until", ""))

    def move(workshop: Workshop, actor: StaffUser) -> None:
        adjourn(workshop, until, actor, request.form.get("reason", "").strip()[:REASON_LIMIT])

    return carry_out(code, move)


@blueprint.post("/<code>/end")
@policy(leads_workshop)
def end(code: str) -> ResponseReturnValue:
    """End the workshop at any step."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        check_seen(workshop, whole_number("seen") or 0)
        finish(workshop, actor)

    return carry_out(code, move)


def _moment(typed: str) -> datetime | None:
    """Return the moment that was typed in the time of the city; ``None`` for what is none."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=city_zone())
    except ValueError:
        return None
