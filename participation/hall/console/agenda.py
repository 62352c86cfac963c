"""The frame of the console: the agenda with planned and real times, the drift, and the next move."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from participation.hall.console.words import (
    CONSEQUENCE_OF_CLOSING,
    CONSEQUENCE_OF_COUNTING,
    CONSEQUENCE_OF_SHOWING_AGAIN,
    entering,
    leaving,
)
from participation.kernel import clock
from participation.workshop.models import Step, StepState, Workshop
from participation.workshop.queries import following_step

SAME_EVENT = timedelta(hours=6)
"""A workshop that begins further than this from its planned hour is another occasion: a rehearsal, a new date."""
MINUTE = timedelta(minutes=1)


class RowState(StrEnum):
    """How a step stands in the agenda; ``AGAIN`` was done before the agenda went back, and comes once more."""

    DONE = "done"
    RUNNING = "running"
    AHEAD = "ahead"
    SKIPPED = "skipped"
    AGAIN = "again"


class TimeNote(StrEnum):
    """What is said about the time of the running step."""

    FIVE = "five"
    ONE = "one"
    OVER = "over"


WARN_AT: Mapping[TimeNote, timedelta] = MappingProxyType(
    {TimeNote.FIVE: 5 * MINUTE, TimeNote.ONE: MINUTE, TimeNote.OVER: timedelta()}
)
"""The time left at which each warning begins."""


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A step in the agenda: when it should begin, when it began or will begin, how many minutes it took.

    ``planned_at`` is ``None`` for a step that was not planned.
    """

    step: Step
    state: RowState
    planned_at: datetime | None
    begins_at: datetime | None
    minutes_taken: int | None

    @property
    def is_current(self) -> bool:
        """Whether the step is the one that the agenda stands at."""
        return self.state is RowState.RUNNING

    @property
    def minutes(self) -> int:
        """How many minutes it took, or shall last as things stand."""
        if self.minutes_taken is not None:
            return self.minutes_taken
        return self.step.minutes if self.state is RowState.AGAIN else self.step.whole_minutes

    @property
    def is_shifted(self) -> bool:
        """Whether it begins, to the minute, at another time than planned."""
        if self.planned_at is None or self.begins_at is None:
            return False
        return abs(self.begins_at - self.planned_at) >= MINUTE


@dataclass(frozen=True, slots=True)
class NextMove:
    """What the large button does.

    ``step`` is ``None`` when it ends the workshop; ``asks`` when nothing undoes it; ``passed`` are the steps skipped
    ahead that it passes over.
    """

    step: Step | None
    consequences: tuple[str, ...]
    asks: bool
    passed: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The agenda as it was planned and as it goes. ``drift`` is in minutes; later than planned is positive.

    ``warn_at`` are the warnings of the running step with the time left at which each begins.
    """

    rows: tuple[AgendaRow, ...]
    planned_end: datetime
    expected_end: datetime
    drift: int
    next_move: NextMove | None
    time_left: timedelta | None
    warn_at: tuple[tuple[TimeNote, timedelta], ...]
    now: datetime

    @property
    def time_note(self) -> TimeNote | None:
        """The warning that holds now: the last one whose time has come."""
        begun = [note for note, at in self.warn_at if self.time_left is not None and self.time_left <= at]
        return begun[-1] if begun else None


def frame_of(workshop: Workshop, *, vote_runs: bool = False, counted: Container[int] = ()) -> Frame:
    """Return the frame for a workshop in any state.

    ``vote_runs`` says that leaving the step counts a vote; ``counted`` are the ids of steps whose vote is counted.
    """
    now = clock.now()
    steps = workshop.steps
    first = _first_start(steps)
    planned_start = _planned_start(workshop, first, now)
    current = None if workshop.is_over else workshop.current_step
    expected, expected_end = _expected_starts(workshop, current, first or max(planned_start, now), now)
    planned_end = planned_start + sum((step.planned_minutes * MINUTE for step in steps), timedelta())
    return Frame(
        rows=_rows(steps, planned_start, expected, current),
        planned_end=planned_end,
        expected_end=expected_end,
        drift=round((expected_end - planned_end) / MINUTE),
        next_move=None if workshop.is_over else next_move(steps, current, vote_runs=vote_runs, counted=counted),
        time_left=_time_left(current, now),
        warn_at=_warn_at(current),
        now=now,
    )


def next_move(
    steps: Sequence[Step], current: Step | None, *, vote_runs: bool, counted: Container[int] = ()
) -> NextMove:
    """Return what going on from ``current`` does, in words."""
    following = following_step(steps, current)
    passed = tuple(steps[current.position + 1 if current else 0 : following.position if following else None])
    if following is None:
        said = [CONSEQUENCE_OF_COUNTING if vote_runs else "", CONSEQUENCE_OF_CLOSING]
        return NextMove(None, tuple(filter(None, said)), asks=True, passed=passed)
    begins = CONSEQUENCE_OF_SHOWING_AGAIN if following.id in counted else entering(following)
    said = [CONSEQUENCE_OF_COUNTING if vote_runs else leaving(current), begins]
    return NextMove(following, tuple(filter(None, said)), asks=vote_runs, passed=passed)


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
        if step.state is not StepState.SKIPPED:
            starts[step.position] = at
            at += (step.minutes if step.has_run else step.whole_minutes) * MINUTE
    return starts, at


def _expected_end_of(step: Step, now: datetime) -> datetime:
    """Return when the running step ends: on time, with its pause so far, and not before now."""
    return max(now, now + (_time_left(step, now) or timedelta()))


def _time_left(step: Step | None, now: datetime) -> timedelta | None:
    """Return the time left in the running step, negative when it has run over; a pause stops it."""
    if step is None or step.started_at is None:
        return None
    ends_at = step.started_at + step.whole_minutes * MINUTE + timedelta(seconds=step.paused_seconds)
    return ends_at - (step.paused_at or now)


def _warn_at(step: Step | None) -> tuple[tuple[TimeNote, timedelta], ...]:
    """Return the warnings of a running step: a step of five minutes does not begin with its own warning."""
    if step is None or step.started_at is None:
        return ()
    return tuple((note, at) for note, at in WARN_AT.items() if at < step.whole_minutes * MINUTE)


def _rows(
    steps: Sequence[Step], planned_start: datetime, expected: dict[int, datetime], current: Step | None
) -> tuple[AgendaRow, ...]:
    rows, planned_at = [], planned_start
    for step in steps:
        state = _row_state(step, current)
        began = None if state in {RowState.AHEAD, RowState.SKIPPED} else step.started_at
        rows.append(
            AgendaRow(
                step=step,
                state=state,
                planned_at=None if step.is_inserted else planned_at,
                begins_at=expected.get(step.position, began),
                minutes_taken=_minutes_taken(step) if state is RowState.DONE else None,
            )
        )
        planned_at += step.planned_minutes * MINUTE
    return tuple(rows)


def _row_state(step: Step, current: Step | None) -> RowState:
    if step is current:
        return RowState.RUNNING
    if step.state is StepState.DONE:
        return RowState.AGAIN if current is not None and step.position > current.position else RowState.DONE
    return RowState.SKIPPED if step.state is StepState.SKIPPED else RowState.AHEAD


def _minutes_taken(step: Step) -> int | None:
    if step.state is not StepState.DONE or step.started_at is None or step.ended_at is None:
        return None
    return max(1, round((step.ended_at - step.started_at) / MINUTE))
