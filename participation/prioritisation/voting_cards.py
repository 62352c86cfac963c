"""Voting cards at work: used up once in each vote, by phone or on paper, never both (ADR 0013).

What a card has voted is stored nowhere. Its use is a word in a row that was there before, its ballot a row under a
random number without a time of its own; nothing leads from one to the other.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, exists, func, insert, select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.errors import ReasonMissing
from participation.kernel.database import db
from participation.kernel.ids import CODE_ALPHABET, check_key, hash_token
from participation.prioritisation.card_stock import list_cards
from participation.prioritisation.domain import check_ballot
from participation.prioritisation.errors import (
    NoVotingCards,
    PaperBeyondCards,
    RoundClosed,
    VotesWithoutCards,
    VotingCardTooNew,
    VotingCardUnknown,
    VotingCardVoid,
)
from participation.prioritisation.models import Ballot, BallotDot, Round, RoundState, VotingCard, VotingCardUse
from participation.prioritisation.paper import (
    CardUse,
    dots_on_paper,
    free_card,
    use_card,
)
from participation.prioritisation.tallies import paper_dots
from participation.workshop.errors import StepClosed
from participation.workshop.services import hold_workshop, touch_board

_LARGEST_NUMBER = 9_999_999
_IDS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class CardCounts:
    """How many voting cards a vote has, and how many were used by each way; how many were made and are void."""

    issued: int
    phone: int
    paper: int


def issue_cards(round_: Round) -> None:
    """Let every card that is not void cast one ballot in the round that opens; raises ``NoVotingCards``."""
    cards = [card for card in list_cards(round_.workshop_id) if not card.void]
    if not cards:
        raise NoVotingCards
    db.session.add_all([VotingCardUse(round_id=round_.id, card_id=card.id, way=CardUse.UNUSED) for card in cards])
    db.session.flush()


def card_with(workshop_id: int, typed: str) -> VotingCard:
    """Return the card whose secret was scanned or typed (as an address or alone, in any case, grouped or not).

    Raises ``VotingCardUnknown``, also for a card of another workshop.
    """
    secret = "".join(character for character in typed.rsplit("/", 1)[-1].upper() if character in CODE_ALPHABET)
    return _card(VotingCard.workshop_id == workshop_id, VotingCard.secret_hash == hash_token(secret))


def card_numbered(workshop_id: int, typed: str) -> VotingCard:
    """Return the card with this number, or with this secret when it was scanned. Raises ``VotingCardUnknown``."""
    number = typed.strip().removeprefix("#")
    if not number.isascii() or not number.isdecimal():
        return card_with(workshop_id, typed)
    if len(number) > len(str(_LARGEST_NUMBER)):
        raise VotingCardUnknown
    return _card(VotingCard.workshop_id == workshop_id, VotingCard.number == int(number))


def use_of(round_: Round, card: VotingCard) -> CardUse:
    """Return whether the card was used in this round.

    Raises ``VotesWithoutCards``, ``VotingCardVoid``, ``VotingCardTooNew``.
    """
    return _use(round_, card).way


def count_uses(round_id: int) -> CardCounts:
    """Return how many cards the round has and how many were used (it says nothing about the options)."""
    statement = (
        select(VotingCardUse.way, func.count())
        .join(VotingCard)
        .where(VotingCardUse.round_id == round_id, ~VotingCard.void | (VotingCardUse.way != CardUse.UNUSED))
        .group_by(VotingCardUse.way)
    )
    found = {row[0]: row[1] for row in db.session.execute(statement)}
    return CardCounts(sum(found.values()), found.get(CardUse.PHONE, 0), found.get(CardUse.PAPER, 0))


def cast_by_card(round_: Round, secret: str, *, options: Sequence[int], key: str) -> None:
    """Cast the ballot of a voting card and use the card up for this vote.

    It cannot be replaced: nothing says which ballot was this card's. A request that arrives again (same ``key``)
    changes nothing and is answered as the first one was.

    Raises ``KeyInvalid``, ``VotesWithoutCards``, ``VotingCardUnknown``, ``VotingCardVoid``, ``VotingCardTooNew``,
    ``VotingCardCast``, ``VotingCardOnPaper``, ``RoundClosed``, ``StepClosed``, and what ``check_ballot`` raises.
    """
    key = check_key(key)
    hold_workshop(round_.workshop_id)
    card = card_with(round_.workshop_id, secret)
    use = _use(round_, card)
    if db.session.scalar(select(exists().where(Ballot.round_id == round_.id, Ballot.key == key))):
        return
    check_open(round_)
    way = use_card(use.way, CardUse.PHONE, card.number, void=card.void)
    chosen = check_ballot(options, frozenset(option.id for option in round_.options), round_.dots, round_.limit)
    use.way = way
    dots = [BallotDot(option_id=option, dots=number) for option, number in chosen.items()]
    db.session.add(Ballot(id=_unordered_id(), round_id=round_.id, key=key, cast_at=round_.opened_at, dots=dots))
    db.session.flush()
    touch_board(round_.step.workshop)


def check_open(round_: Round) -> None:
    """Raise ``RoundClosed`` or ``StepClosed`` unless the round takes ballots now."""
    if round_.state is RoundState.CLOSED:
        raise RoundClosed
    if not round_.step.takes_input:
        raise StepClosed


def hand_in(round_: Round, typed: str, actor: StaffUser | None) -> VotingCard:
    """Mark a card as used on paper, by its number or by scanning it; from now on no phone casts with it.

    Raises ``RoundClosed``, ``VotesWithoutCards``, ``VotingCardUnknown``, ``VotingCardVoid``, ``VotingCardTooNew``,
    ``VotingCardCast``.
    """
    card, use = _for_paper(round_, typed)
    before, use.way = use.way, use_card(use.way, CardUse.PAPER, card.number, void=card.void)
    db.session.flush()
    if before is not use.way:
        touch_board(round_.step.workshop)
        _log(round_, card, actor, "hand_in_voting_card")
    return card


def give_back(round_: Round, typed: str, actor: StaffUser | None, reason: str) -> VotingCard:
    """Take back that a card was handed in on paper (the wrong number was typed), with a reason.

    Raises what ``hand_in`` raises, ``VotingCardUnused``, ``ReasonMissing``.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    card, use = _for_paper(round_, typed)
    use.way = free_card(use.way, card.number)
    db.session.flush()
    touch_board(round_.step.workshop)
    _log(round_, card, actor, "give_back_voting_card", reason=reason)
    return card


def check_carried(round_: Round) -> None:
    """Raise ``PaperBeyondCards`` when more dots were counted on paper than the cards handed in can carry."""
    if not round_.by_cards:
        return
    dots, cards = sum(paper_dots(round_.id).values()), count_uses(round_.id).paper
    allowed = dots_on_paper(cards, len(round_.options), round_.dots, round_.limit)
    if dots > allowed:
        raise PaperBeyondCards(dots, cards, allowed)


def seal_cards(round_: Round) -> None:
    """Note at closing how many cards there were, and write all their rows anew: in this transaction, by their numbers.

    PostgreSQL notes with each row which transaction wrote it last, and puts a row that changes behind the others.
    Afterwards neither tells which card cast a ballot together with which row of the urn, nor in which order.
    """
    if not round_.by_cards:
        return
    counts = count_uses(round_.id)
    round_.cards_issued, round_.cards_on_paper = counts.issued, counts.paper
    db.session.flush()
    rows = select(VotingCardUse.round_id, VotingCardUse.card_id, VotingCardUse.way)
    rows = rows.join(VotingCard).where(VotingCardUse.round_id == round_.id).order_by(VotingCard.number)
    uses = [dict(row) for row in db.session.execute(rows).mappings()]
    gone = delete(VotingCardUse).where(VotingCardUse.round_id == round_.id)
    db.session.execute(gone, execution_options={"synchronize_session": "fetch"})
    db.session.execute(insert(VotingCardUse), uses)


def _card(*conditions: ColumnElement[bool]) -> VotingCard:
    card = db.session.scalar(select(VotingCard).where(*conditions))
    if card is None:
        raise VotingCardUnknown
    return card


def _use(round_: Round, card: VotingCard) -> VotingCardUse:
    if not round_.by_cards:
        raise VotesWithoutCards
    found = db.session.get(VotingCardUse, (round_.id, card.id))
    if found is None:
        raise (VotingCardVoid if card.void else VotingCardTooNew)(card.number)
    return found


def _for_paper(round_: Round, typed: str) -> tuple[VotingCard, VotingCardUse]:
    """Hold the workshop and return a card and its use; raises ``RoundClosed`` after closing."""
    hold_workshop(round_.workshop_id)
    if round_.state is RoundState.CLOSED:
        raise RoundClosed
    card = card_numbered(round_.workshop_id, typed)
    return card, _use(round_, card)


def _unordered_id() -> int:
    """Return a random id below zero, where no sequence counts: the order of ids does not tell the order of casting."""
    while True:
        chosen = -1 - secrets.randbelow(_IDS)
        if db.session.scalar(select(exists().where(Ballot.id == chosen))) is not True:
            return chosen


def _log(round_: Round, card: VotingCard, actor: StaffUser | None, action: str, *, reason: str = "") -> None:
    log_move(
        actor,
        action,
        "voting_card",
        card.id,
        workshop_id=round_.workshop_id,
        reason=reason,
        number=card.number,
        round=round_.id,
    )
