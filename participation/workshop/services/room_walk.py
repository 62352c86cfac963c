"""What the plenum's console does for all of its rooms: more time, a pause, calling back."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.kernel import clock
from participation.workshop.errors import RoomNotRunning
from participation.workshop.models import Pace, Room, StepState, Workshop
from participation.workshop.rooms import list_rooms, rooms_run
from participation.workshop.services.agenda import extend_step, pause_step, resume_step
from participation.workshop.services.holding import hold_agenda
from participation.workshop.services.revisions import touch_stage


def led_rooms(workshop: Workshop) -> Iterator[Room]:
    """Yield the rooms in which a step runs that this plenum leads now: they run, and go together."""
    if workshop.pace is Pace.TOGETHER and rooms_run(workshop):
        for room in list_rooms(workshop.id):
            step = room.workshop.current_step
            if not room.workshop.is_over and step is not None and step.state is StepState.RUNNING:
                yield room


def extend_everywhere(workshop: Workshop, minutes: int, actor: StaffUser | None) -> None:
    """Give the running step more time, in the rooms too that this workshop leads. Raises ``StepClosed``."""
    _everywhere(workshop, lambda each: extend_step(each, minutes, actor))


def pause_everywhere(workshop: Workshop, actor: StaffUser | None) -> None:
    """Stop clock and input, in the rooms too that this workshop leads. Raises ``StepClosed``."""
    _everywhere(workshop, lambda each: pause_step(each, actor))


def resume_everywhere(workshop: Workshop, actor: StaffUser | None) -> None:
    """Let clock and input go on, in the rooms too that this workshop leads. Raises ``StepClosed``."""
    _everywhere(workshop, lambda each: resume_step(each, actor))


def call_back(plenum: Workshop, minutes: int, actor: StaffUser | None) -> None:
    """Say on phones and screens of all rooms that everybody is back in the plenum in so many minutes; 0 takes it back.

    Raises ``RoomNotRunning``.
    """
    hold_agenda(plenum)
    if not rooms_run(plenum):
        raise RoomNotRunning
    plenum.called_back_at = clock.now() + timedelta(minutes=minutes) if minutes > 0 else None
    touch_stage(plenum)
    for room in list_rooms(plenum.id):
        touch_stage(room.workshop)
    log_move(actor, "call_rooms_back", "workshop", plenum.id, workshop_id=plenum.id, minutes=minutes)


def _everywhere(workshop: Workshop, move: Callable[[Workshop], object]) -> None:
    hold_agenda(workshop)
    rooms = list(led_rooms(workshop))
    move(workshop)
    for room in rooms:
        move(room.workshop)
