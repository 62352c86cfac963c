"""The frame of the console: the agenda with planned and real times, the drift, and the next move."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from participation.hall.console.words import (
    CONSEQUENCE_OF_CHANGING_TABLES,
    CONSEQUENCE_OF_CLOSING,
    CONSEQUENCE_OF_COUNTING,
    CONSEQUENCE_OF_ENTERING,
    CONSEQUENCE_OF_LEAVING,
    CONSEQUENCE_OF_PRESENTING,
    is_presentation,
)
from participation.kernel import clock
from participation.workshop.models import Step, StepState, Workshop

SAME_EVENT = timedelta(hours=6)
"""A workshop that begins further than this from its planned hour is another occasion: a rehearsal, a new date."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A step in the agenda: when it should begin, when it began or will begin, how many minutes it took."""

    step: Step
    planned_at: datetime
    begins_at: datetime | None
    minutes_taken: int | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class NextMove:
    """What the large button does. ``step`` is ``None`` when it ends the workshop; ``asks`` when nothing undoes it."""

    step: Step | None
    consequences: tuple[str, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The agenda as it was planned and as it goes. ``drift`` is in minutes; later than planned is positive."""

    rows: tuple[AgendaRow, ...]
    planned_end: datetime
    expected_end: datetime
    drift: int
    next_move: NextMove | None
    time_left: timedelta | None
    now: datetime


def frame_of(workshop: Workshop, *, vote_runs: bool = False) -> Frame:
    """Return the frame for a workshop in any state; ``vote_runs`` says that leaving the step counts a vote."""
    now = clock.now()
    steps = workshop.steps
    first = _first_start(steps)
    planned_start = _planned_start(workshop, first, now)
    current = None if workshop.is_over else workshop.current_step
    expected, expected_end = _expected_starts(workshop, current, first or max(planned_start, now), now)
    planned_end = planned_start + sum((step.minutes * MINUTE for step in steps), timedelta())
    return Frame(
        rows=_rows(steps, planned_start, expected, current),
        planned_end=planned_end,
        expected_end=expected_end,
        drift=round((expected_end - planned_end) / MINUTE),
        next_move=None if workshop.is_over else next_move(steps, current, vote_runs=vote_runs),
        time_left=_time_left(current, now),
        now=now,
    )


def next_move(steps: Sequence[Step], current: Step | None, *, vote_runs: bool) -> NextMove:
    """Return what going on from ``current`` does, in words."""
    position = 0 if current is None else current.position + 1
    following = steps[position] if position < len(steps) else None
    if following is None:
        return NextMove(None, (CONSEQUENCE_OF_CLOSING,), asks=True)
    said = [CONSEQUENCE_OF_COUNTING if vote_runs else _leaving(current), _entering(following)]
    return NextMove(following, tuple(filter(None, said)), asks=vote_runs)


def _leaving(current: Step | None) -> str:
    if current is None or current.state is not StepState.RUNNING:
        return ""
    return "" if is_presentation(current) else CONSEQUENCE_OF_LEAVING.get(current.kind, "")


def _entering(following: Step) -> str:
    if following.cafe_round is not None and following.cafe_round > 1:
        return CONSEQUENCE_OF_CHANGING_TABLES
    return CONSEQUENCE_OF_PRESENTING if is_presentation(following) else CONSEQUENCE_OF_ENTERING[following.kind]


def _first_start(steps: Sequence[Step]) -> datetime | None:
    return min((step.started_at for step in steps if step.started_at is not None), default=None)


def _planned_start(workshop: Workshop, first: datetime | None, now: datetime) -> datetime:
    """Return when the workshop should begin: its planned hour, unless it was begun on another occasion."""
    planned = workshop.planned_for
    if planned is not None and (first is None or abs(planned - first) <= SAME_EVENT):
        return planned
    return first or now


def _expected_starts(
    workshop: Workshop, current: Step | None, start: datetime, now: datetime
) -> tuple[dict[int, datetime], datetime]:
    """Return by position when the steps still to come will begin as things stand, and when the last one ends."""
    if workshop.is_over:
        return {}, workshop.closed_at or now
    at, ahead = start, workshop.steps
    if current is not None:
        at, ahead = _expected_end_of(current, now), workshop.steps[current.position + 1 :]
    starts = {}
    for step in ahead:
        starts[step.position] = at
        at += step.minutes * MINUTE
    return starts, at


def _expected_end_of(step: Step, now: datetime) -> datetime:
    """Return when the running step ends: on time, with its pause so far, and not before now."""
    return max(now, now + (_time_left(step, now) or timedelta()))


def _time_left(step: Step | None, now: datetime) -> timedelta | None:
    """Return the time left in the running step, negative when it has run over; a pause stops it."""
    if step is None or step.started_at is None:
        return None
    ends_at = step.started_at + (step.minutes + step.extended_minutes) * MINUTE + timedelta(seconds=step.paused_seconds)
    return ends_at - (step.paused_at or now)


def _rows(
    steps: Sequence[Step], planned_start: datetime, expected: dict[int, datetime], current: Step | None
) -> tuple[AgendaRow, ...]:
    rows, planned_at = [], planned_start
    for step in steps:
        began = None if step.state in {StepState.AHEAD, StepState.SKIPPED} else step.started_at
        rows.append(
            AgendaRow(
                step=step,
                planned_at=planned_at,
                begins_at=expected.get(step.position, began),
                minutes_taken=_minutes_taken(step),
                is_current=step is current,
            )
        )
        planned_at += step.minutes * MINUTE
    return tuple(rows)


def _minutes_taken(step: Step) -> int | None:
    if step.state is not StepState.DONE or step.started_at is None or step.ended_at is None:
        return None
    return max(1, round((step.ended_at - step.started_at) / MINUTE))
