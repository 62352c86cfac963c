"""Walking the agenda as a whole: the workshop's move, what the kinds of the two steps do about it, and its rooms."""

from participation.access.models import StaffUser
from participation.hall.kinds import KINDS
from participation.workshop.models import Pace, Room, Step, StepState, Workshop
from participation.workshop.rooms import counterpart_in, list_rooms, rooms_run, step_after_rooms
from participation.workshop.services import (
    close_workshop,
    end_adjournment,
    hold_agenda,
    move_stage,
    open_workshop,
    touch_board,
    touch_stage,
)


def walk(
    workshop: Workshop,
    position: int | None,
    actor: StaffUser | None,
    *,
    seen_step: int | None = None,
    reason: str = "",
    skipping: bool = False,
) -> Step | None:
    """Move to the step at ``position``, or to the next one (``None``).

    Finishes the step that is left and prepares the one that is entered; with ``skipping`` the one that is left counts
    as skipped. A plenum takes its rooms along in the same transaction: see ``_lead_rooms``. When each room goes at
    its own pace, the step after those in rooms is the plenum's next one.

    Raises what ``workshop.services.move_stage`` raises.
    """
    end_adjournment(workshop, actor)
    were_in_rooms = rooms_run(workshop)
    held_inside = workshop.pace is Pace.OWN and were_in_rooms and position is None
    after = step_after_rooms(workshop) if held_inside else None
    wanted = after.position if after else position
    now = _walk(workshop, wanted, actor, seen_step=seen_step, reason=reason, skipping=skipping)
    if after is not None:
        _mark_held(workshop)
    if workshop.room is not None:
        touch_board(workshop.room.plenum)
    if workshop.pace is not None:
        _lead_rooms(workshop, now, actor, were_in_rooms=were_in_rooms)
    return now


def finish(workshop: Workshop, actor: StaffUser | None) -> None:
    """End the workshop early, its rooms too; raises ``WorkshopOver``."""
    hold_agenda(workshop)
    before = workshop.current_step
    close_workshop(workshop, actor)
    if before is not None:
        KINDS[before.kind].leave(before, actor)
    if workshop.room is not None:
        touch_board(workshop.room.plenum)
    _close_rooms(workshop, actor)


def _walk(
    workshop: Workshop,
    position: int | None,
    actor: StaffUser | None,
    *,
    seen_step: int | None = None,
    reason: str = "",
    skipping: bool = False,
) -> Step | None:
    before = workshop.current_step
    now = move_stage(workshop, position, actor, seen_step=seen_step, reason=reason, skipping=skipping)
    if before is not None and before is not now and before.state is not StepState.RUNNING:
        KINDS[before.kind].leave(before, actor)
    if now is not None and now is not before and not now.in_rooms:
        KINDS[now.kind].enter(now, actor)
    return now


def _lead_rooms(plenum: Workshop, now: Step | None, actor: StaffUser | None, *, were_in_rooms: bool) -> None:
    """Bring the rooms to where the plenum is.

    While the rooms work ``together``, each goes to the same step. At their ``own`` pace they are only let begin. When
    the plenum leaves its steps in rooms, every room ends with its last step, the way back, which counts its vote;
    phones follow the plenum then.
    """
    if now is None:
        _close_rooms(plenum, actor)
        return
    if not now.in_rooms and not were_in_rooms:
        return
    for room in list_rooms(plenum.id):
        _lead_room(room, plenum, now, actor)
    if not now.in_rooms:
        plenum.called_back_at = None


def _lead_room(room: Room, plenum: Workshop, now: Step, actor: StaffUser | None) -> None:
    workshop = room.workshop
    _open_doors(room, actor)
    wanted = counterpart_in(workshop, plenum, now) if now.in_rooms else workshop.steps[-1]
    led = plenum.pace is Pace.TOGETHER or not now.in_rooms
    if led and wanted is not None and not workshop.is_over:
        _walk(workshop, wanted.position, actor)
    touch_stage(workshop)


def _open_doors(room: Room, actor: StaffUser | None) -> None:
    """Open the doors of a room, unless it is over."""
    if not room.workshop.is_over:
        open_workshop(room.workshop, actor)


def _mark_held(plenum: Workshop) -> None:
    """The steps that the plenum passed over were not skipped: the rooms held them."""
    for step in plenum.steps:
        if step.in_rooms and step.state is StepState.SKIPPED:
            step.state = StepState.DONE


def _close_rooms(plenum: Workshop, actor: StaffUser | None) -> None:
    for room in list_rooms(plenum.id) if plenum.pace is not None else ():
        if not room.workshop.is_over:
            finish(room.workshop, actor)
