"""Who may take part in a workshop that is closed to invited people (ADR 26).

A device is in once it takes part: whoever has a seat keeps it, in the plenum and in all of its rooms.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from participation.access.queries import find_participant
from participation.kernel.database import db
from participation.workshop.errors import SeatNeeded
from participation.workshop.models import Invitation, Workshop


@dataclass(frozen=True, slots=True)
class InvitationCounts:
    """How many invitations there are, how many of them let a device in, how many are void."""

    made: int
    used: int
    void: int

    @property
    def waiting(self) -> int:
        """How many can still let somebody in."""
        return self.made - self.used - self.void


def whole_workshop(workshop: Workshop) -> Workshop:
    """Return the plenum of a room; any other workshop is whole."""
    return workshop.room.plenum if workshop.room else workshop


def is_invited_only(workshop: Workshop) -> bool:
    """Whether the workshop is closed to invited people; a room is as closed as its plenum."""
    return whole_workshop(workshop).invited_only


def has_seat(workshop: Workshop, token: str | None) -> bool:
    """Whether the device with this token may take part: everybody's may where nobody needs an invitation."""
    whole = whole_workshop(workshop)
    return not whole.invited_only or find_participant(whole.id, token) is not None


def check_seat(workshop: Workshop, token: str) -> None:
    """Raise ``SeatNeeded`` for a device that may not take part."""
    if not has_seat(workshop, token):
        raise SeatNeeded(workshop.code)


def list_invitations(workshop_id: int) -> list[Invitation]:
    """Return all invitations to a workshop by number."""
    statement = select(Invitation).where(Invitation.workshop_id == workshop_id).order_by(Invitation.number)
    return list(db.session.scalars(statement))


def count_invitations(invitations: Sequence[Invitation]) -> InvitationCounts:
    """Return how far the invitations have been used."""
    used = sum(each.used for each in invitations)
    return InvitationCounts(len(invitations), used, sum(each.void and not each.used for each in invitations))
