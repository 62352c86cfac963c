"""Walking the agenda as a whole: the workshop's move, and what the kinds of the two steps do about it."""

from participation.access.models import StaffUser
from participation.hall.kinds import KINDS
from participation.workshop.models import Step, StepState, Workshop
from participation.workshop.services import close_workshop, move_stage


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
    as skipped.

    Raises what ``workshop.services.move_stage`` raises.
    """
    before = workshop.current_step
    now = move_stage(workshop, position, actor, seen_step=seen_step, reason=reason, skipping=skipping)
    if before is not None and before is not now and before.state is not StepState.RUNNING:
        KINDS[before.kind].leave(before, actor)
    if now is not None and now is not before:
        KINDS[now.kind].enter(now, actor)
    return now


def finish(workshop: Workshop, actor: StaffUser | None) -> None:
    """End the workshop early; raises ``WorkshopOver``."""
    before = workshop.current_step
    close_workshop(workshop, actor)
    if before is not None:
        KINDS[before.kind].leave(before, actor)
