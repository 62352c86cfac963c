"""Letting go: archive a workshop, purge what is old."""

from sqlalchemy import delete, exists, select, update

from participation.access.models import LogEntry, Participant, StaffUser
from participation.access.services import log_move
from participation.contributions.models import Card, CardReport
from participation.i18n.formats import local
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.jobs.services import forget_old_jobs
from participation.machine.memory import forget_old
from participation.monitoring.services import forget_reporters
from participation.prioritisation.models import Ballot, Round, VotingCard
from participation.privacy.errors import WorkshopNotClosed
from participation.privacy.retention import CLOSED_KEPT, LOG_KEPT, REPORTERS_KEPT, TAKE_HOME_KEPT
from participation.reach.services import forget_keys
from participation.workshop.models import Invitation, Step, TableVisit, Workshop, WorkshopState
from participation.workshop.services import hold_agenda


def archive_workshop(workshop: Workshop, actor: StaffUser | None) -> int:
    """Delete the hashes of all devices of the workshop and its rooms, all voting cards and invitations.

    Cards and counts stay. Take-home codes go on leading to cards (``purge`` lets go of them later); those of devices
    without any are deleted.

    Returns how many there were: a device is known in the plenum and in each room that it was in. Raises
    ``WorkshopNotClosed`` while the workshop is not over.
    """
    hold_agenda(workshop)
    if not workshop.is_over:
        raise WorkshopNotClosed
    inside = [room.workshop for room in workshop.rooms if room.workshop.state is not WorkshopState.ARCHIVED]
    erased = sum(archive_workshop(room, actor) for room in inside) + _forget_devices(workshop.id)
    db.session.execute(delete(VotingCard).where(VotingCard.workshop_id == workshop.id))
    db.session.execute(delete(Invitation).where(Invitation.workshop_id == workshop.id))
    workshop.state = WorkshopState.ARCHIVED
    workshop.archived_at = workshop.archived_at or clock.now()
    log_move(actor, "archive_workshop", "workshop", workshop.id, workshop_id=workshop.id)
    return erased


def purge() -> dict[str, int]:
    """Archive workshops that have been over for thirty days; delete old codes, log entries, files, reporters' names.

    Returns the numbers.
    """
    old = select(Workshop).where(Workshop.state == WorkshopState.CLOSED, Workshop.closed_at < clock.now() - CLOSED_KEPT)
    devices = 0
    for workshop in db.session.scalars(old).unique().all():
        if workshop.state is not WorkshopState.ARCHIVED:  # a room goes with its plenum
            devices += archive_workshop(workshop, None)
    codes = _forget_codes()
    gone = db.session.execute(delete(LogEntry).where(LogEntry.at < clock.now() - LOG_KEPT).returning(LogEntry.id))
    return {
        "devices": devices,
        "codes": codes,
        "entries": len(gone.all()),
        "translations": forget_old(),
        "reporters": forget_reporters(local(clock.now() - REPORTERS_KEPT).date()),
        "files": forget_old_jobs(),
    }


def _forget_codes() -> int:
    """Delete the take-home codes of workshops that are over for five years; returns how many there were."""
    old = select(Workshop.id).where(Workshop.closed_at < clock.now() - TAKE_HOME_KEPT)
    forgotten = db.session.execute(
        update(Participant)
        .where(Participant.workshop_id.in_(old), Participant.take_home_hash.is_not(None))
        .values(take_home_hash=None)
        .returning(Participant.id)
    )
    return len(forgotten.all())


def _forget_devices(workshop_id: int) -> int:
    rounds = select(Round.id).where(Round.workshop_id == workshop_id)
    db.session.execute(update(Ballot).where(Ballot.round_id.in_(rounds)).values(participant_id=None))
    cards = select(Card.id).where(Card.workshop_id == workshop_id)
    db.session.execute(update(CardReport).where(CardReport.card_id.in_(cards)).values(participant_id=None))
    wrote = exists().where(Card.participant_id == Participant.id)
    db.session.execute(
        update(Participant).where(Participant.workshop_id == workshop_id, ~wrote).values(take_home_hash=None),
        execution_options={"synchronize_session": False},
    )
    forget_keys(workshop_id)
    steps = select(Step.id).where(Step.workshop_id == workshop_id)
    db.session.execute(delete(TableVisit).where(TableVisit.step_id.in_(steps)))
    forgotten = db.session.execute(
        update(Participant)
        .where(Participant.workshop_id == workshop_id, Participant.token_hash.is_not(None))
        .values(token_hash=None)
        .returning(Participant.id)
    )
    return len(forgotten.all())
