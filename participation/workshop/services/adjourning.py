"""Interrupting a workshop that goes on at another date: nothing is lost, devices come back with their cookie."""

from datetime import datetime, timedelta

from participation.access.models import StaffUser
from participation.kernel import clock
from participation.workshop.errors import AdjournmentUnfit, StepClosed
from participation.workshop.models import StepState, Workshop
from participation.workshop.rooms import list_rooms
from participation.workshop.screen import Screen
from participation.workshop.services.agenda import after_move, pause_step, resume_step
from participation.workshop.services.holding import hold_agenda

MOST_WEEKS = 8
"""A device's cookie is kept for sixty days; a workshop that goes on later would not know it again."""


def adjourn(workshop: Workshop, until: datetime | None, actor: StaffUser | None, reason: str = "") -> None:
    """Interrupt the workshop with its rooms until a moment to come; the running step is paused, and all see until when.

    Raises ``AdjournmentUnfit`` without a moment, for one that is past, and for one more than eight weeks after the
    workshop began; ``StepClosed`` when no step runs.
    """
    hold_agenda(workshop)
    if workshop.current_step is None or workshop.current_step.state is not StepState.RUNNING:
        raise StepClosed
    if until is None or not clock.now() < until <= _beginning(workshop) + timedelta(weeks=MOST_WEEKS):
        raise AdjournmentUnfit(MOST_WEEKS)
    for each in (workshop, *_rooms(workshop)):
        _interrupt(each, until, actor, reason)


def end_adjournment(workshop: Workshop, actor: StaffUser | None) -> None:
    """Let the workshop go on where it stopped, its rooms too; changes nothing when it is not interrupted."""
    hold_agenda(workshop)
    for each in (workshop, *_rooms(workshop)):
        if each.adjourned_until is not None:
            each.adjourned_until = None
            if _runs(each):
                resume_step(each, actor)
            after_move(each, actor, "end_adjournment")


def _interrupt(workshop: Workshop, until: datetime, actor: StaffUser | None, reason: str) -> None:
    workshop.adjourned_until = until
    workshop.screen = Screen.read(workshop.screen).of_step()
    if _runs(workshop):
        pause_step(workshop, actor)
    after_move(workshop, actor, "adjourn_workshop", reason=reason, until=until.isoformat())


def _runs(workshop: Workshop) -> bool:
    return workshop.current_step is not None and workshop.current_step.state is StepState.RUNNING


def _rooms(workshop: Workshop) -> list[Workshop]:
    rooms = list_rooms(workshop.id) if workshop.pace is not None else []
    return [room.workshop for room in rooms if not room.workshop.is_over]


def _beginning(workshop: Workshop) -> datetime:
    return min((step.started_at for step in workshop.steps if step.started_at is not None), default=clock.now())
