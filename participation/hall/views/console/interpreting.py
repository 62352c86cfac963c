"""The interpreter's desk: take a text in hand, approve, skip, ask. Each answer has the next text in hand already."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import acting_staff, policy
from participation.contributions.errors import TaskDone, TaskTaken
from participation.contributions.queries import Subject
from participation.contributions.services import approve_translation, flag_unclear, release_task, take_task
from participation.hall.console.desk import DeskView, desk_of, name_of, next_free, read_subject, read_view
from participation.hall.console.sentences import word_for_staff
from participation.hall.views.console.answers import workshop_or_404
from participation.hall.views.console.blueprint import blueprint
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import uncached
from participation.workshop.models import Workshop
from participation.workshop.policies import interprets_workshop
from participation.workshop.queries import get_workshop

Move = Callable[[Workshop, StaffUser, Subject], None]
NO_CONTENT = 204


@blueprint.get("/<code>/interpreting")
@policy(interprets_workshop)
def interpreting(code: str) -> ResponseReturnValue:
    """Show what waits, and the text in hand."""
    workshop = workshop_or_404(code)
    return _page(workshop, _view(workshop), read_subject(request.args.get("at", "")))


@blueprint.post("/<code>/interpreting/take")
@policy(interprets_workshop)
def take(code: str) -> ResponseReturnValue:
    """Take the chosen text in hand, without one the next that is free."""
    subject = read_subject(request.form.get("subject", ""))
    if subject is None:
        return _go_on(code, None)
    try:
        with transaction():
            workshop = get_workshop(code)
            take_task(workshop, acting_staff(), subject, _view(workshop).into)
    except DomainError as error:
        return _refused(code, None, error)
    return redirect(_address(workshop_or_404(code), subject), 303)


@blueprint.post("/<code>/interpreting/approve")
@policy(interprets_workshop)
def approve_text(code: str) -> ResponseReturnValue:
    """Approve what is written: the screen and the phones show it."""

    def move(workshop: Workshop, actor: StaffUser, subject: Subject) -> None:
        approve_translation(workshop, actor, subject, _view(workshop).into, request.form.get("text", ""))

    return _carry_out(code, move)


@blueprint.post("/<code>/interpreting/unclear")
@policy(interprets_workshop)
def unclear(code: str) -> ResponseReturnValue:
    """Ask the moderator what is meant."""

    def move(workshop: Workshop, actor: StaffUser, subject: Subject) -> None:
        flag_unclear(workshop, actor, subject, _view(workshop).into, request.form.get("doubt", ""))

    return _carry_out(code, move)


@blueprint.post("/<code>/interpreting/skip")
@policy(interprets_workshop)
def skip_text(code: str) -> ResponseReturnValue:
    """Leave the text to somebody else."""

    def move(workshop: Workshop, actor: StaffUser, subject: Subject) -> None:
        release_task(actor, subject, _view(workshop).into)

    return _carry_out(code, move)


@blueprint.post("/<code>/interpreting/keep")
@policy(interprets_workshop)
def keep_text(code: str) -> ResponseReturnValue:
    """Keep the text in hand while somebody writes."""
    subject = read_subject(request.form.get("subject", ""))
    try:
        with transaction():
            workshop = get_workshop(code)
            if subject is not None:
                take_task(workshop, acting_staff(), subject, _view(workshop).into)
    except DomainError:
        return "", 409
    return "", NO_CONTENT


def _carry_out(code: str, move: Move) -> ResponseReturnValue:
    """Make a move and take the next text in hand. A refused one changes nothing and keeps what was typed."""
    subject = read_subject(request.form.get("subject", ""))
    if subject is None:
        return redirect(_address(workshop_or_404(code), None), 303)
    workshop = workshop_or_404(code)
    following = next_free(_view(workshop).entries(workshop), acting_staff(), subject)
    wanted = following.subject if following else None
    try:
        with transaction():
            move(get_workshop(code), acting_staff(), subject)
    except DomainError as error:
        return _refused(code, subject, error)
    return _go_on(code, wanted)


def _go_on(code: str, wanted: Subject | None) -> ResponseReturnValue:
    """Take the next text in hand, if there is one left; whoever was faster with it does not stop anybody."""
    workshop = workshop_or_404(code)
    view = _view(workshop)
    if wanted is None and "subject" not in request.form:
        first = next_free(view.entries(workshop), acting_staff(), None)
        wanted = first.subject if first else None
    if wanted is not None:
        try:
            with transaction():
                take_task(get_workshop(code), acting_staff(), wanted, view.into)
        except (TaskDone, TaskTaken):
            wanted = None
    return redirect(_address(workshop_or_404(code), wanted), 303)


def _refused(code: str, subject: Subject | None, error: DomainError) -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    status = 409 if isinstance(error, TaskDone | TaskTaken) else 422
    return _page(workshop, _view(workshop), subject, status, word_for_staff(error))


def _view(workshop: Workshop) -> DeskView:
    chosen = request.values
    return read_view(workshop, chosen.get("into", ""), chosen.get("from", ""), chosen.get("table", ""))


def _address(workshop: Workshop, at: Subject | None) -> str:
    return f"{url_for('.interpreting', code=workshop.code)}?{urlencode(_view(workshop).address(at))}"


def _page(
    workshop: Workshop, view: DeskView, at: Subject | None, status: int = 200, refusal: str = ""
) -> ResponseReturnValue:
    desk = desk_of(workshop, view, at)
    page = render_template(
        "hall/console/interpreting.html",
        workshop=workshop,
        desk=desk,
        refusal=refusal,
        typed=request.form if refusal else {},
        name_of=name_of,
        mine=desk.current is not None and desk.current.holder == acting_staff(),
    )
    return uncached(page, status)
