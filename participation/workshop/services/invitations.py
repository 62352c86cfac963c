"""Invitations on paper: made for the printer, used up once, given anew for a lost device, declared void (ADR 26)."""

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select, update

from participation.access.models import Participant, StaffUser
from participation.access.queries import find_participant
from participation.access.services import join, log_move
from participation.kernel.database import LARGEST_NUMBER, db
from participation.kernel.ids import CODE_ALPHABET, hash_token
from participation.workshop.admission import whole_workshop
from participation.workshop.errors import (
    InvitationCountInvalid,
    InvitationNumberUnknown,
    InvitationReasonMissing,
    InvitationUnknown,
    InvitationUsed,
    StepClosed,
)
from participation.workshop.models import Invitation, Workshop, WorkshopState
from participation.workshop.services.holding import hold_workshop
from participation.workshop.services.revisions import touch_board

MOST_AT_ONCE = 500
CODE_LENGTH, GROUP = 12, 4
"""Twelve signs of 31 are 59 bits: as short as the code for later, and as hard to find by trying (ADR 20)."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation on its way to paper, with the code that is kept nowhere else."""

    number: int
    code: str

    @property
    def spelled(self) -> str:
        """The code as it is typed: three groups of four."""
        return " ".join(self.code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def make_invitations(workshop: Workshop, count: int, actor: StaffUser | None) -> list[NewInvitation]:
    """Make so many invitations, numbered on from those that there are. Raises ``InvitationCountInvalid``."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise InvitationCountInvalid(MOST_AT_ONCE)
    return _make(workshop, count, actor, "make_invitations")


def invite_again(workshop: Workshop, actor: StaffUser | None, reason: str) -> NewInvitation:
    """Make one code for somebody whose device is lost; raises ``InvitationReasonMissing``.

    The code of before stays used up. Nobody knows which device it let in, so that device keeps its seat.
    """
    return _make(workshop, 1, actor, "invite_again", _given(reason))[0]


def void_invitations(workshop: Workshop, first: int, last: int, actor: StaffUser | None, reason: str) -> int:
    """Declare the unused invitations from ``first`` to ``last`` void; returns how many that were.

    Raises ``InvitationReasonMissing``, ``InvitationNumberUnknown`` when none of them is unused.
    """
    reason, whole = _given(reason), whole_workshop(workshop)
    if not 0 < first <= last <= LARGEST_NUMBER:
        raise InvitationNumberUnknown
    hold_workshop(whole.id)
    numbers = Invitation.number.between(first, last), ~Invitation.void, ~Invitation.used
    voided = update(Invitation).where(Invitation.workshop_id == whole.id, *numbers).values(void=True)
    hit = db.session.scalars(voided.returning(Invitation.id)).all()
    if not hit:
        raise InvitationNumberUnknown
    _log(whole, actor, "void_invitations", reason, first=first, last=last)
    return len(hit)


def admit(workshop: Workshop, token: str, language: str, typed: str) -> Participant:
    """Let the device with this token in by the code that somebody typed or scanned, and use the code up.

    A device that is in already keeps its seat, and the code stays good for another one.

    Raises ``InvitationUnknown``, ``InvitationUsed``, and ``StepClosed`` while the doors are not open.
    """
    whole = whole_workshop(workshop)
    hold_workshop(whole.id)
    if whole.state not in {WorkshopState.OPEN, WorkshopState.RUNNING}:
        raise StepClosed
    present = find_participant(whole.id, token)
    if present is not None:
        return present
    invitation = _find(whole.id, typed)
    if invitation.used or invitation.void:
        raise InvitationUsed
    invitation.used = True
    touch_board(whole)
    return join(whole.id, token, language)


def _find(workshop_id: int, typed: str) -> Invitation:
    code = "".join(sign for sign in typed.upper() if sign.isalnum())
    same = Invitation.workshop_id == workshop_id, Invitation.code_hash == _hash(code)
    found = db.session.scalar(select(Invitation).where(*same))
    if found is None:
        raise InvitationUnknown
    return found


def _make(
    workshop: Workshop, count: int, actor: StaffUser | None, action: str, reason: str = ""
) -> list[NewInvitation]:
    whole = whole_workshop(workshop)
    hold_workshop(whole.id)
    last = db.session.scalar(select(func.max(Invitation.number)).where(Invitation.workshop_id == whole.id)) or 0
    made = [NewInvitation(last + place, _new_code()) for place in range(1, count + 1)]
    db.session.add_all(
        [Invitation(workshop_id=whole.id, number=each.number, code_hash=_hash(each.code)) for each in made]
    )
    db.session.flush()
    _log(whole, actor, action, reason, first=last + 1, last=last + count)
    return made


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def _hash(code: str) -> str:
    return hash_token(f"invitation {code}")


def _given(reason: str) -> str:
    if not reason.strip():
        raise InvitationReasonMissing
    return reason.strip()


def _log(whole: Workshop, actor: StaffUser | None, action: str, reason: str, **numbers: int) -> None:
    log_move(actor, action, "workshop", whole.id, workshop_id=whole.id, reason=reason, **numbers)
