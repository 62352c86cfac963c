"""What every change of a measure leaves behind: a new version, a line of its history, a line in the log of staff."""

from typing import Any

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Measure
from participation.kernel import clock
from participation.kernel.database import db
from participation.measures.models import MeasureChange


def hold_measure(measure: Measure) -> None:
    """Let everybody else who wants to change the measure wait, and read it anew."""
    db.session.refresh(measure, with_for_update={"key_share": True})


def renew(measure: Measure) -> None:
    """Count a new version."""
    measure.version += 1
    measure.changed_at = clock.now()
    db.session.flush()


def record(
    measure: Measure,
    actor: StaffUser | None,
    action: str,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    reason: str = "",
) -> None:
    """Write the line of the measure's history and the line in the log of staff."""
    db.session.add(
        MeasureChange(
            measure_id=measure.id,
            version=measure.version,
            actor_id=actor.id if actor else None,
            before=before,
            after=after,
            reason=reason,
        )
    )
    log_move(actor, action, "measure", measure.id, reason=reason, changed=sorted(after))
