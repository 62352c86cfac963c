"""What the moderator puts on the projector instead of the current step."""

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.workshop.models import Workshop
from participation.workshop.services.revisions import touch_stage

SHOWN = frozenset({"step", "qr", "blank", "frozen"})


def show_on_screen(workshop: Workshop, shown: str, actor: StaffUser | None) -> None:
    """Show the ``step``, the large ``qr`` code, a ``blank`` screen, or keep it ``frozen`` as it is.

    Raises ``ValueError`` for anything else.
    """
    if shown not in SHOWN:
        raise ValueError(shown)
    workshop.screen = {"show": shown}
    touch_stage(workshop)
    log_move(actor, f"screen_{shown}", "workshop", workshop.id, workshop_id=workshop.id)
