"""The stock of voting cards: made for the printer, declared void when lost. Only hashes of their secrets are kept."""

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select, update

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.errors import ReasonMissing
from participation.kernel.database import db
from participation.kernel.ids import CODE_ALPHABET, hash_token
from participation.prioritisation.errors import VotingCardUnknown
from participation.prioritisation.models import VotingCard
from participation.prioritisation.paper import MOST_CARDS_AT_ONCE, check_card_count
from participation.workshop.models import Workshop

MOST_AT_ONCE = MOST_CARDS_AT_ONCE
SECRET_LENGTH = 16
"""Characters of 31: 79 bits, too many to guess, few enough to be typed when a camera does not work."""
_GROUP = 4
_LARGEST_NUMBER = 9_999_999


@dataclass(frozen=True, slots=True)
class NewCard:
    """A voting card on its way to the printer, with the secret that is kept nowhere else."""

    number: int
    secret: str

    @property
    def spelled(self) -> str:
        """The secret as it is typed: four groups of four."""
        return "-".join(self.secret[start : start + _GROUP] for start in range(0, SECRET_LENGTH, _GROUP))


def make_cards(workshop: Workshop, count: int, actor: StaffUser | None) -> list[NewCard]:
    """Make so many voting cards, numbered on from those that there are. Raises ``CardCountInvalid``."""
    check_card_count(count)
    db.session.refresh(workshop, with_for_update={"of": Workshop})
    last = db.session.scalar(select(func.max(VotingCard.number)).where(VotingCard.workshop_id == workshop.id)) or 0
    made = [NewCard(last + place, _new_secret()) for place in range(1, count + 1)]
    db.session.add_all(
        [VotingCard(workshop_id=workshop.id, number=card.number, secret_hash=hash_token(card.secret)) for card in made]
    )
    db.session.flush()
    log_move(
        actor,
        "make_voting_cards",
        "workshop",
        workshop.id,
        workshop_id=workshop.id,
        first=last + 1,
        last=last + count,
    )
    return made


def void_cards(workshop: Workshop, first: int, last: int, actor: StaffUser | None, reason: str) -> int:
    """Declare the cards from ``first`` to ``last`` void: lost, or badly printed. Returns how many that were.

    What one of them has cast before stays counted. Raises ``ReasonMissing``, ``VotingCardUnknown``.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    if not 0 < first <= last <= _LARGEST_NUMBER:
        raise VotingCardUnknown
    hit = db.session.scalars(
        update(VotingCard)
        .where(VotingCard.workshop_id == workshop.id, VotingCard.number.between(first, last), ~VotingCard.void)
        .values(void=True)
        .returning(VotingCard.id)
    ).all()
    if not hit:
        raise VotingCardUnknown
    log_move(
        actor,
        "void_voting_cards",
        "workshop",
        workshop.id,
        workshop_id=workshop.id,
        reason=reason,
        first=first,
        last=last,
    )
    return len(hit)


def list_cards(workshop_id: int) -> list[VotingCard]:
    """Return all voting cards of a workshop by number."""
    statement = select(VotingCard).where(VotingCard.workshop_id == workshop_id).order_by(VotingCard.number)
    return list(db.session.scalars(statement))


def _new_secret() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(SECRET_LENGTH))
