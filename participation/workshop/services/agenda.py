"""Walking along the agenda: open, move, skip what runs, extend, pause, close."""

from datetime import timedelta

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.kernel import clock
from participation.workshop.domain import check_minutes, check_walk, left_out
from participation.workshop.errors import StageMoved, StepClosed, WorkshopOver
from participation.workshop.models import Step, StepState, Workshop, WorkshopState
from participation.workshop.queries import following_step, get_step
from participation.workshop.screen import Screen
from participation.workshop.services.holding import hold_agenda
from participation.workshop.services.revisions import touch_stage


def open_workshop(workshop: Workshop, actor: StaffUser | None) -> None:
    """Let people in; they see a waiting page until the first step begins. Opening twice changes nothing."""
    hold_agenda(workshop)
    if workshop.is_over:
        raise WorkshopOver
    if workshop.state is WorkshopState.PLANNED:
        workshop.state = WorkshopState.OPEN
        after_move(workshop, actor, "open_workshop")
    for room in workshop.rooms:
        if room.workshop.state is WorkshopState.PLANNED:
            open_workshop(room.workshop, actor)


def shut_workshop(workshop: Workshop, actor: StaffUser | None) -> None:
    """Take the opening back, as long as no step has begun. Raises ``StageMoved`` when one has."""
    hold_agenda(workshop)
    if workshop.state not in {WorkshopState.OPEN, WorkshopState.PLANNED}:
        raise StageMoved
    if workshop.state is WorkshopState.OPEN:
        workshop.state = WorkshopState.PLANNED
        after_move(workshop, actor, "shut_workshop")


def move_stage(
    workshop: Workshop,
    position: int | None,
    actor: StaffUser | None,
    *,
    seen_step: int | None = None,
    reason: str = "",
    skipping: bool = False,
) -> Step | None:
    """Make the step at ``position`` the current one; ``None`` means the next one, or the end after the last.

    The next one passes over steps that were skipped ahead. Steps that are jumped over forwards are marked as
    skipped; going back makes a step run again with its own time, and leaves the later ones as they are: what was
    done stays done, and comes again. With ``skipping`` the step that is left is marked as skipped, not as done.
    Returns the step that runs now, ``None`` when the workshop was closed by walking past its end.

    Raises ``StageMoved`` when another step than ``seen_step`` runs (two consoles pressed at once; see ``check_seen``),
    ``WorkshopOver``, ``StepUnknown``.
    """
    hold_agenda(workshop)
    if seen_step is not None:
        check_seen(workshop, seen_step)
    current = workshop.current_step
    following = following_step(workshop.steps, current)
    wanted = following.position if position is None and following else position
    if wanted is None:
        close_workshop(workshop, actor)
        return None
    check_walk(workshop.state, wanted, len(workshop.steps))
    step = get_step(workshop, wanted)
    if current is step and step.state is StepState.RUNNING:
        return step
    if current is not None:
        _leave(current, StepState.SKIPPED if skipping else StepState.DONE)
    skipped = _mark_skipped(workshop, current, wanted)
    _enter(workshop, step)
    details = {"skipped": skipped} if skipped else {}
    action = "skip_running_step" if skipping else "move_stage"
    after_move(workshop, actor, action, reason=reason, position=wanted, **details)
    return step


def check_seen(workshop: Workshop, seen_step: int) -> None:
    """Raise ``StageMoved`` unless the step that was seen is still the current one.

    ``seen_step`` is its id, 0 before the first step. Only walking counts: more time, a pause, or a text that somebody
    saves in the meantime does not make a move wrong.
    """
    if seen_step != (workshop.current_step_id or 0):
        raise StageMoved


def close_workshop(workshop: Workshop, actor: StaffUser | None) -> None:
    """End the workshop: input is closed, results stay open to everybody. Raises ``WorkshopOver`` the second time."""
    hold_agenda(workshop)
    if workshop.is_over:
        raise WorkshopOver
    if workshop.current_step is not None:
        _leave(workshop.current_step, StepState.DONE)
    workshop.state = WorkshopState.CLOSED
    workshop.adjourned_until = None
    workshop.closed_at = clock.now()
    workshop.screen = Screen.read(workshop.screen).of_step()
    after_move(workshop, actor, "close_workshop")


def extend_step(workshop: Workshop, minutes: int, actor: StaffUser | None) -> None:
    """Give the running step more time (or, with a negative number, less).

    Raises ``StepClosed``, and ``MinutesUnfit`` when nothing, or more than a day, would be left of it.
    """
    step = _running_step(workshop)
    check_minutes(step.whole_minutes + minutes)
    step.extended_minutes += minutes
    after_move(workshop, actor, "extend_step", minutes=minutes)


def pause_step(workshop: Workshop, actor: StaffUser | None) -> None:
    """Stop the clock and the input of the running step. Raises ``StepClosed``."""
    step = _running_step(workshop)
    if step.paused_at is None:
        step.paused_at = clock.now()
        after_move(workshop, actor, "pause_step")


def resume_step(workshop: Workshop, actor: StaffUser | None) -> None:
    """Let clock and input of the paused step go on. Raises ``StepClosed``."""
    step = _running_step(workshop)
    if step.paused_at is not None:
        _end_pause(step)
        after_move(workshop, actor, "resume_step")


def after_move(
    workshop: Workshop, actor: StaffUser | None, action: str, *, reason: str = "", **details: object
) -> None:
    """Tell the live room that the stage has changed, and log the move."""
    touch_stage(workshop)
    log_move(actor, action, "workshop", workshop.id, workshop_id=workshop.id, reason=reason, **details)


def _running_step(workshop: Workshop) -> Step:
    hold_agenda(workshop)
    step = workshop.current_step
    if step is None or step.state is not StepState.RUNNING:
        raise StepClosed
    return step


def _leave(step: Step, state: StepState) -> None:
    if step.state is StepState.RUNNING:
        _end_pause(step)
        step.state = state
        step.ended_at = clock.now()


def _end_pause(step: Step) -> None:
    if step.paused_at is not None:
        step.paused_seconds += int((clock.now() - step.paused_at) / timedelta(seconds=1))
        step.paused_at = None


def _mark_skipped(workshop: Workshop, current: Step | None, wanted: int) -> list[int]:
    places = left_out(current.position if current else None, wanted, [step.state for step in workshop.steps])
    for place in places:
        workshop.steps[place].state = StepState.SKIPPED
    return places


def _enter(workshop: Workshop, step: Step) -> None:
    if step.has_run:
        step.extended_minutes = 0
    step.state = StepState.RUNNING
    step.started_at = clock.now()
    step.ended_at = None
    step.paused_at = None
    step.paused_seconds = 0
    workshop.current_step = step
    workshop.state = WorkshopState.RUNNING
    workshop.screen = Screen.read(workshop.screen).of_step()
