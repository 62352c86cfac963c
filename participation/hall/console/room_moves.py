"""What going on does to the rooms of a plenum, in words, before it is done."""

from dataclasses import replace

from participation.hall.console.agenda import Frame, NextMove
from participation.hall.console.words import CONSEQUENCE_OF_ENTERING
from participation.i18n import mark
from participation.workshop.models import Pace, Step, StepKind, Workshop
from participation.workshop.rooms import rooms_run, step_after_rooms

ROOMS_BEGIN = mark("People go into the rooms. All rooms begin together.")
ROOMS_BEGIN_ALONE = mark("People go into the rooms. Each room begins by itself.")
ROOMS_GO_ON = mark("All rooms go on together.")
ROOMS_COUNT = mark("Closes and counts the votes of all rooms. This cannot be taken back.")
ROOMS_END = mark("Everybody comes back to the plenum. Votes that still run in the rooms are closed and counted.")
VOTES = frozenset({StepKind.VOTE, StepKind.SCALE})


def frame_with_rooms(frame: Frame, workshop: Workshop) -> Frame:
    """Return the frame with the next move as it is for a workshop with rooms; unchanged for one without."""
    if workshop.pace is None or frame.next_move is None:
        return frame
    following = frame.next_move.step
    if rooms_run(workshop):
        return replace(frame, next_move=_on_from_rooms(workshop, following))
    if following is not None and following.in_rooms:
        begins = ROOMS_BEGIN if workshop.pace is Pace.TOGETHER else ROOMS_BEGIN_ALONE
        return replace(frame, next_move=NextMove(following, (begins,), asks=frame.next_move.asks))
    return frame


def _on_from_rooms(workshop: Workshop, following: Step | None) -> NextMove:
    if workshop.pace is Pace.OWN or following is None or not following.in_rooms:
        return NextMove(step_after_rooms(workshop), (ROOMS_END,), asks=True)
    entering = CONSEQUENCE_OF_ENTERING[following.kind]
    current = workshop.current_step
    if current is not None and current.kind in VOTES:
        return NextMove(following, (ROOMS_COUNT, entering), asks=True)
    return NextMove(following, (ROOMS_GO_ON, entering), asks=False)
