"""Letting go: archive a workshop, purge what is old."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from participation.access.models import LogEntry, Participant, StaffUser
from participation.access.services import log_move
from participation.kernel import clock
from participation.kernel.database import db
from participation.prioritisation.models import Ballot, Round, VotingCard
from participation.privacy.errors import WorkshopNotClosed
from participation.workshop.models import Workshop, WorkshopState

LOG_KEPT = timedelta(days=730)
CLOSED_KEPT = timedelta(days=30)
"""A workshop that has been over for so long is archived by ``purge``: nobody reconnects any more."""


def archive_workshop(workshop: Workshop, actor: StaffUser | None) -> int:
    """Delete the hashes of all devices and all voting cards; cards and counts stay. Returns how many devices.

    Raises ``WorkshopNotClosed`` while the workshop is not over.
    """
    if not workshop.is_over:
        raise WorkshopNotClosed
    erased = _forget_devices(workshop.id)
    db.session.execute(delete(VotingCard).where(VotingCard.workshop_id == workshop.id))
    workshop.state = WorkshopState.ARCHIVED
    workshop.archived_at = workshop.archived_at or clock.now()
    log_move(actor, "archive_workshop", "workshop", workshop.id, workshop_id=workshop.id)
    return erased


def purge() -> dict[str, int]:
    """Archive workshops that have been over for thirty days and delete old log entries; returns the numbers."""
    old = select(Workshop).where(Workshop.state == WorkshopState.CLOSED, Workshop.closed_at < clock.now() - CLOSED_KEPT)
    devices = sum(archive_workshop(workshop, None) for workshop in db.session.scalars(old).all())
    gone = db.session.execute(delete(LogEntry).where(LogEntry.at < clock.now() - LOG_KEPT).returning(LogEntry.id))
    return {"devices": devices, "entries": len(gone.all())}


def _forget_devices(workshop_id: int) -> int:
    rounds = select(Round.id).where(Round.workshop_id == workshop_id)
    db.session.execute(update(Ballot).where(Ballot.round_id.in_(rounds)).values(participant_id=None))
    forgotten = db.session.execute(
        update(Participant)
        .where(Participant.workshop_id == workshop_id, Participant.token_hash.is_not(None))
        .values(token_hash=None)
        .returning(Participant.id)
    )
    return len(forgotten.all())
