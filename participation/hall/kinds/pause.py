"""Pause: a break of the agenda; everybody sees when it goes on."""

from typing import Any

from participation.access.models import StaffUser
from participation.hall.stage import Stage
from participation.workshop.models import Step


def phone(stage: Stage) -> dict[str, Any]:
    """Return nothing of its own: the clock is on every page."""
    del stage
    return {}


def projector(stage: Stage) -> dict[str, Any]:
    """Return nothing of its own: the clock is on every page."""
    del stage
    return {}


def console(stage: Stage) -> dict[str, Any]:
    """Return nothing of its own."""
    del stage
    return {}


def enter(step: Step, actor: StaffUser | None) -> None:
    """Prepare nothing."""
    del step, actor


def leave(step: Step, actor: StaffUser | None) -> None:
    """Leave nothing open."""
    del step, actor
