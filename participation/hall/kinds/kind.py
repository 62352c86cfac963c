"""What every step kind offers."""

from typing import Any, Protocol

from participation.access.models import StaffUser
from participation.hall.stage import Stage
from participation.workshop.models import Step


class Kind(Protocol):
    """A module under ``kinds``: what phone, projector and console show, and what happens when its step begins or ends.

    Each of the three returns the variables of the template ``hall/<phone|projector|console>/<kind>.html``.
    """

    def phone(self, stage: Stage) -> dict[str, Any]:
        """Return what a resident's phone shows."""

    def projector(self, stage: Stage) -> dict[str, Any]:
        """Return what the whole room sees; nothing that is not meant for everybody."""

    def console(self, stage: Stage) -> dict[str, Any]:
        """Return what the moderator sees and can do."""

    def enter(self, step: Step, actor: StaffUser | None) -> None:
        """Prepare what the step needs, when the agenda reaches it."""

    def leave(self, step: Step, actor: StaffUser | None) -> None:
        """Finish what must not stay open, when the agenda leaves it."""
