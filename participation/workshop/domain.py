"""Phases, kinds of step, and the walk along the agenda. Pure rules; no database."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol, TypeVar

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


class _StepRow(Protocol):
    """A step as it was read, and what follows from it."""

    @property
    def minutes(self) -> int: ...
    @property
    def settings(self) -> Mapping[str, Any]: ...
    @property
    def state(self) -> StepState: ...
    @property
    def started_at(self) -> datetime | None: ...
    @property
    def extended_minutes(self) -> int: ...
    @property
    def paused_at(self) -> datetime | None: ...
    @property
    def paused_seconds(self) -> int: ...
    @property
    def open_until(self) -> datetime | None: ...
    @property
    def in_rooms(self) -> bool: ...


class StepRules:
    """What follows from the columns of a step, however it was read."""

    __slots__ = ()

    @property
    def ends_at(self: _StepRow) -> datetime | None:
        """When the running step ends; ``None`` while it is paused or does not run."""
        if self.started_at is None or self.paused_at is not None or self.state is not StepState.RUNNING:
            return None
        if self.open_until is not None:
            return self.open_until
        return end_of_step(self.started_at, self.minutes, self.extended_minutes, timedelta(seconds=self.paused_seconds))

    @property
    def open_until(self: _StepRow) -> datetime | None:
        """Until when a stand collects, as the office has said; ``None`` for steps that last minutes."""
        until = self.settings.get("until")
        return datetime.fromisoformat(until) if until else None

    @property
    def cafe_round(self: _StepRow) -> int | None:
        """Which round of a World Café this step is, from 1; ``None`` for all other steps."""
        return self.settings.get("cafe_round")

    @property
    def takes_input(self: _StepRow) -> bool:
        """Whether residents may contribute here: the step runs, is not paused, and is not held in the rooms."""
        return self.state is StepState.RUNNING and self.paused_at is None and not self.in_rooms

    @property
    def in_rooms(self: _StepRow) -> bool:
        """Whether this step of a plenum is held in its rooms."""
        return bool(self.settings.get("in_rooms"))
