"""Phases, kinds of step, and the walk along the agenda. Pure rules; no database."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from participation.workshop.errors import MinutesUnfit, StepBegun, StepUnknown, WorkshopOver

LEAST_MINUTES = 1
MOST_MINUTES = 24 * 60
"""How long a step may last that is changed or put in while the workshop is led."""

Item = TypeVar("Item")


class Phase(StrEnum):
    """The phases of a future workshop, in their order."""

    PREPARATION = "preparation"
    CRITIQUE = "critique"
    FANTASY = "fantasy"
    REALISATION = "realisation"
    FOLLOW_UP = "follow_up"


class StepKind(StrEnum):
    """What people do in a step; phone, projector and console are functions of kind and phase."""

    WELCOME = "welcome"
    COLLECT = "collect"
    CLUSTER = "cluster"
    VOTE = "vote"
    INVERT = "invert"
    PLAN = "plan"
    CHECK = "check"
    SCALE = "scale"
    PAUSE = "pause"
    CLOSING = "closing"


class WorkshopState(StrEnum):
    """``planned → open → running → closed → archived``."""

    PLANNED = "planned"
    OPEN = "open"
    RUNNING = "running"
    CLOSED = "closed"
    ARCHIVED = "archived"


class StepState(StrEnum):
    """A step lies ahead, runs, or is done; going back makes it run again."""

    AHEAD = "ahead"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"


def next_position(current: int | None, states: Sequence[StepState]) -> int | None:
    """Return the nearest position after ``current`` that is not skipped, in an agenda of steps in these ``states``.

    ``None`` is its end. A step that was done before the agenda went back counts: it comes again.
    """
    first = 0 if current is None else current + 1
    return next((place for place in range(first, len(states)) if states[place] is not StepState.SKIPPED), None)


def previous_position(current: int | None, states: Sequence[StepState]) -> int:
    """Return the nearest position before ``current`` that was not skipped; the first one when there is none."""
    earlier = range((current or 0) - 1, -1, -1)
    return next((place for place in earlier if states[place] is not StepState.SKIPPED), 0)


def left_out(current: int | None, wanted: int, states: Sequence[StepState]) -> list[int]:
    """Return the positions that a jump from ``current`` forward to ``wanted`` leaves out.

    What was skipped before or has been done already is not left out by the jump.
    """
    first = 0 if current is None else current + 1
    return [place for place in range(first, wanted) if states[place] is StepState.AHEAD]


def check_ahead(current: int | None, position: int) -> None:
    """Raise ``StepBegun`` unless ``position`` lies after the current one: what has begun is not planned anew."""
    if current is not None and position <= current:
        raise StepBegun


def check_minutes(minutes: int | None) -> int:
    """Return how long a step shall last; raises ``MinutesUnfit`` for nothing, and for what is no length of a step."""
    if minutes is None or not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise MinutesUnfit(LEAST_MINUTES, MOST_MINUTES)
    return minutes


class Pace(StrEnum):
    """How parallel rooms go along the agenda: ``together``, led by the plenum, or each at its ``own`` pace."""

    TOGETHER = "together"
    OWN = "own"


class RoomEntry(StrEnum):
    """How people get into a room: ``evenly`` assigned, or by free ``choice``."""

    EVENLY = "evenly"
    CHOICE = "choice"


def check_walk(state: WorkshopState, position: int, count: int) -> None:
    """Raise ``WorkshopOver`` when the agenda may no longer be walked, ``StepUnknown`` for a position outside it."""
    if state in {WorkshopState.CLOSED, WorkshopState.ARCHIVED}:
        raise WorkshopOver
    if not 0 <= position < count:
        raise StepUnknown


def end_of_step(started_at: datetime, minutes: int, extended: int, paused: timedelta) -> datetime:
    """Return when a step ends: its planned and added minutes after its start, later by what it was paused."""
    return started_at + timedelta(minutes=minutes + extended) + paused


def emptiest(rooms: Sequence[Item], present: Mapping[Item, int]) -> Item:
    """Return the room with the fewest people present; among equals the first in their order."""
    return min(rooms, key=lambda room: present.get(room, 0))


def counterpart(marks: Sequence[bool], position: int) -> int | None:
    """Return which of the marked steps of an agenda the one at ``position`` is, from 0; ``None`` if it is not marked.

    The *n*-th marked step of the plenum is the *n*-th marked step of each room, whatever was inserted in between.
    """
    return sum(marks[:position]) if marks[position] else None
