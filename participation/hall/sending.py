"""What a whole hall does at the same moment: arrive, send cards and ballots; written together (ADR 14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.access.queries import Sender
from participation.contributions.services import CardDraft, StoredCard, accepted, submit_cards
from participation.hall.devices import Device, list_settled, settle, settle_all
from participation.hall.forms import BallotForm, CardForm
from participation.kernel.errors import DomainError
from participation.kernel.letter_box import LetterBox
from participation.kernel.transaction import savepoint
from participation.prioritisation.errors import RoundUnknown
from participation.prioritisation.models import Round
from participation.prioritisation.queries import find_current_round
from participation.prioritisation.services import Vote, cast_ballot, cast_ballots
from participation.workshop.models import Step, Workshop
from participation.workshop.queries import get_workshop


async def post_arrival(code: str, device: Device) -> bool:
    """Let a device take part; returns when that is on disk, or that ``devices.settle`` has more to ask.

    Raises ``WorkshopUnknown``.
    """
    return await _arrivals.post(code, device)


@dataclass(frozen=True, slots=True)
class CardLetter:
    """A card on its way: what was typed, and the device that it came from."""

    device: Device
    form: CardForm


async def post_card(code: str, letter: CardLetter) -> StoredCard:
    """Store a card; returns when it is on disk. Raises ``WorkshopUnknown`` and what ``submit_cards`` refuses with."""
    return await _cards.post(code, letter)


@dataclass(frozen=True, slots=True)
class BallotLetter:
    """A ballot on its way: what was chosen, and the device that it came from."""

    device: Device
    form: BallotForm


async def post_ballot(code: str, letter: BallotLetter) -> int:
    """Count a ballot in the round of the current step; returns the id of the round when the ballot is on disk.

    Raises ``RoundUnknown`` and what ``prioritisation.services.cast_ballots`` refuses with.
    """
    return await _ballots.post(code, letter)


def step_of(workshop: Workshop, form: CardForm) -> Step | None:
    """Return the step of the page on which a card was written; a page that does not say means the current one.

    ``None`` when the agenda has no such step.
    """
    current = workshop.current_step
    if form.step is None or (current is not None and current.position == form.step - 1):
        return current
    return next((step for step in workshop.steps if step.position == form.step - 1), None)


def _let_in(code: str, devices: Sequence[Device]) -> list[bool]:
    return [person is not None for person in settle_all(get_workshop(code), devices)]


def _store_cards(code: str, letters: Sequence[CardLetter]) -> list[StoredCard | DomainError]:
    """Store cards; all that is read is read once, inside the transaction, where it is true."""
    workshop = get_workshop(code)
    sent = list(zip(list_settled(workshop, [letter.device for letter in letters]), letters, strict=True))
    stored = iter(submit_cards(workshop, [_draft(workshop, person, letter) for person, letter in sent if person]))
    return [next(stored) if person else _store_first_card(workshop, letter) for person, letter in sent]


def _store_first_card(workshop: Workshop, letter: CardLetter) -> StoredCard | DomainError:
    """Let a device take part with its card; when that is refused, the device has not been here."""
    try:
        with savepoint():
            draft = _draft(workshop, settle(workshop, letter.device), letter)
            return accepted(submit_cards(workshop, [draft])[0])
    except DomainError as refusal:
        return refusal


def _draft(workshop: Workshop, participant: Sender, letter: CardLetter) -> CardDraft:
    form = letter.form
    return CardDraft(
        participant,
        step_of(workshop, form),
        text=form.text,
        language=form.language or letter.device.language,
        key=form.key,
        table_id=form.table,
        inversion_id=form.parent,
        seen=form.seen,
    )


def _count_ballots(code: str, letters: Sequence[BallotLetter]) -> list[int | DomainError]:
    """Count ballots; the round is read once, and held while they are counted."""
    round_ = find_current_round(code)
    if round_ is None:
        return [RoundUnknown() for _letter in letters]
    workshop = round_.step.workshop
    sent = list(zip(list_settled(workshop, [letter.device for letter in letters]), letters, strict=True))
    refusals = iter(cast_ballots(round_, [_vote(person, letter) for person, letter in sent if person]))
    answers = [next(refusals) if person else _count_first_ballot(round_, letter) for person, letter in sent]
    return [round_.id if refusal is None else refusal for refusal in answers]


def _count_first_ballot(round_: Round, letter: BallotLetter) -> DomainError | None:
    """Let a device take part with its ballot; when that is refused, the device has not been here."""
    try:
        with savepoint():
            vote = _vote(settle(round_.step.workshop, letter.device), letter)
            cast_ballot(round_, vote.participant, options=vote.options, key=vote.key)
    except DomainError as refusal:
        return refusal
    return None


def _vote(participant: Sender, letter: BallotLetter) -> Vote:
    return Vote(participant, letter.form.options, letter.form.key)


_arrivals: LetterBox[Device, bool] = LetterBox(_let_in)
_ballots: LetterBox[BallotLetter, int] = LetterBox(_count_ballots)
_cards: LetterBox[CardLetter, StoredCard] = LetterBox(_store_cards)
