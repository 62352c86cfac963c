"""Phases, kinds of step, and the walk along the agenda. Pure rules; no database."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from participation.workshop.errors import StepUnknown, WorkshopOver

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


class Pace(StrEnum):
    """How parallel rooms go along the agenda: ``together``, led by the plenum, or each at its ``own`` pace."""

    TOGETHER = "together"
    OWN = "own"


class RoomEntry(StrEnum):
    """How people get into a room: ``evenly`` assigned, or by free ``choice``."""

    EVENLY = "evenly"
    CHOICE = "choice"


def next_position(current: int | None, count: int) -> int | None:
    """Return the position after ``current`` in an agenda of ``count`` steps; ``None`` is its end."""
    following = 0 if current is None else current + 1
    return following if following < count else None


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
