"""Phases, kinds of step, and the walk along the agenda. Pure rules; no database."""

from datetime import datetime, timedelta
from enum import StrEnum

from participation.workshop.errors import StepUnknown, WorkshopOver


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
