"""The rooms of a plenum on its console: overview, calling back, gathering their topics, joining equal ones."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import acting_staff, policy
from participation.contributions.origins import list_gathered
from participation.contributions.queries import find_move_to_undo, list_clusters
from participation.contributions.services import RoomTopic, gather_topics, join_topics, undo_move
from participation.hall.console.sentences import word_for_staff
from participation.hall.room_rows import room_rows
from participation.hall.views.console.answers import MOVED_ON, carry_out, whole_number, workshop_or_404
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import current_language, ngettext
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.prioritisation.standings import standings_of_rooms
from participation.web.fragments import uncached
from participation.workshop.errors import NotSplit, StageMoved
from participation.workshop.models import Step, StepKind, Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_workshop
from participation.workshop.rooms import list_rooms, rooms_run
from participation.workshop.services import call_back

USUAL_COUNT = 3
MOST = 10
LONGEST_CALL = 60


@blueprint.get("/<code>/rooms")
@policy(leads_workshop)
def rooms(code: str) -> ResponseReturnValue:
    """Show all rooms of a plenum: how far each is, who is late."""
    workshop = workshop_or_404(code)
    if workshop.pace is None:
        return redirect(url_for("console.show", code=code), 303)
    return uncached(
        render_template(
            "hall/console/rooms_page.html",
            workshop=workshop,
            rows=room_rows(workshop),
            in_rooms=rooms_run(workshop),
            gathers=_gathering_step(workshop) is not None,
            refusal="",
        )
    )


@blueprint.post("/<code>/rooms/back")
@policy(leads_workshop)
def call_back_rooms(code: str) -> ResponseReturnValue:
    """Say on all phones and screens of the rooms when everybody is back; 0 minutes takes it back."""
    minutes = min(whole_number("minutes") or 0, LONGEST_CALL)

    def move(workshop: Workshop, actor: StaffUser) -> None:
        call_back(workshop, minutes, actor)

    return carry_out(code, move)


@blueprint.get("/<code>/gather")
@policy(leads_workshop)
def gather(code: str) -> ResponseReturnValue:
    """Show the strongest topics of all rooms side by side, and those that the plenum took up."""
    return _gather_page(code)


@blueprint.post("/<code>/gather")
@policy(leads_workshop)
def take_up(code: str) -> ResponseReturnValue:
    """Take the strongest topics of each room into the plenum."""
    taken = 0

    def move(workshop: Workshop, step: Step, actor: StaffUser) -> None:
        nonlocal taken
        taken = len(gather_topics(workshop, step, actor, _chosen(workshop, step)))

    def said() -> str:
        if not taken:
            return _("All of these are in the plenum already.")
        return ngettext("%(num)s topic is in the plenum now.", "%(num)s topics are in the plenum now.", taken)

    return _carried_out(code, move, said)


@blueprint.post("/<code>/gather/join")
@policy(leads_workshop)
def join_equal(code: str) -> ResponseReturnValue:
    """Make one topic of those that say the same."""
    chosen = request.form.getlist("cluster", type=int)

    def move(workshop: Workshop, step: Step, actor: StaffUser) -> None:
        join_topics(workshop, step, actor, chosen)

    return _carried_out(code, move, lambda: _("The topics are one now. Each keeps where it comes from."))


@blueprint.post("/<code>/gather/undo")
@policy(leads_workshop)
def undo_gathering(code: str) -> ResponseReturnValue:
    """Take back the latest gathering or joining."""

    def move(workshop: Workshop, step: Step, actor: StaffUser) -> None:
        undo_move(workshop, step, actor)

    return _carried_out(code, move, lambda: _("The last move is taken back."))


def _carried_out(
    code: str, move: Callable[[Workshop, Step, StaffUser], None], said: Callable[[], str]
) -> ResponseReturnValue:
    """Make a move in the step for gathering and show the page again; a refused one says why and keeps the page."""
    workshop_or_404(code)
    actor = acting_staff()
    try:
        with transaction():
            workshop = get_workshop(code)
            move(workshop, _running_gathering(workshop), actor)
    except DomainError as error:
        status = 409 if isinstance(error, (*MOVED_ON, NotSplit)) else 422
        return _gather_page(code, status, word_for_staff(error))
    flash(said(), "good")
    return redirect(url_for("console.gather", code=code, count=_count()), 303)


def _gather_page(code: str, status: int = 200, refusal: str = "") -> ResponseReturnValue:
    workshop = workshop_or_404(code)
    step = _gathering_step(workshop)
    if step is None:
        return redirect(url_for("console.show", code=code), 303)
    can_gather = workshop.current_step is step and not workshop.is_over
    page = render_template(
        "hall/console/gather.html",
        workshop=workshop,
        standings=standings_of_rooms(list_rooms(workshop.id), step.phase),
        clusters=list_clusters(workshop.id, step.phase),
        taken={topic.source_id for topic in list_gathered(workshop.id) if not topic.cluster.dissolved},
        undoable=find_move_to_undo(step) if can_gather else None,
        can_gather=can_gather,
        language=current_language().tag,
        count=_count(),
        most=MOST,
        refusal=refusal,
    )
    return uncached(page, status)


def _chosen(workshop: Workshop, step: Step) -> list[RoomTopic]:
    """Return the strongest topics of all rooms, the first of each room before the second ones."""
    strong = [
        (topic, standings.room)
        for standings in standings_of_rooms(list_rooms(workshop.id), step.phase)
        for topic in standings.strongest(_count())
    ]
    strong.sort(key=lambda chosen: (chosen[0].rank, chosen[1].position))
    return [RoomTopic(topic.cluster.id, room.id, topic.rank, topic.points) for topic, room in strong]


def _count() -> int:
    """Return how many topics of each room were asked for, in the address or in the form."""
    asked = request.values.get("count", default=USUAL_COUNT, type=int)
    return max(1, min(asked, MOST))


def _gathering_step(workshop: Workshop) -> Step | None:
    """Return the step in which the plenum gathers."""
    return next((step for step in workshop.steps if step.gathers and step.kind is StepKind.CLUSTER), None)


def _running_gathering(workshop: Workshop) -> Step:
    """Return the step for gathering if it runs; raises ``NotSplit``, ``StageMoved``."""
    if workshop.pace is None:
        raise NotSplit
    step = workshop.current_step
    if step is None or workshop.is_over or not step.gathers or step.kind is not StepKind.CLUSTER:
        raise StageMoved
    return step
