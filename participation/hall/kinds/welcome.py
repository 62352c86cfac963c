"""Welcome: people join, choose their language, and read the rules."""

from typing import Any

from participation.access.models import StaffUser
from participation.hall.stage import Stage
from participation.i18n import mark
from participation.workshop.agendas import PHASE_RULES
from participation.workshop.models import Step

SCAN_AND_JOIN = mark("Scan and join")
"""What the screen says in every language of the workshop."""


def phone(stage: Stage) -> dict[str, Any]:
    """Return the rules of the phase."""
    return {"rules": PHASE_RULES[stage.phase]}


def projector(stage: Stage) -> dict[str, Any]:
    """Return the rules of the phase; the QR code is on every projector page."""
    return {"rules": PHASE_RULES[stage.phase]}


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
