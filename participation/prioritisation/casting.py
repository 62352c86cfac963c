"""Casting ballots: what a whole hall does in the same moment, so every statement counts.

The workshop is held while ballots are stored, as whoever closes the round holds it from the beginning (ADR 21). So a
ballot is either counted or refused, and two requests of one device come one after the other. SQLite runs writers one
after the other anyway.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from participation.access.queries import Sender
from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.kernel.errors import DomainError
from participation.kernel.ids import check_key
from participation.kernel.storing import RowStore
from participation.prioritisation import queries
from participation.prioritisation.domain import check_ballot
from participation.prioritisation.errors import RoundClosed, RoundUnknown, VotingCardNeeded
from participation.prioritisation.models import Ballot, BallotDot, Round, RoundState
from participation.workshop.errors import StepClosed
from participation.workshop.models import Step, Workshop
from participation.workshop.services import touch_board

_KEYS_REMEMBERED = 50
_tables = Base.metadata.tables
_workshops, _steps = _tables[Workshop.__tablename__], _tables[Step.__tablename__]
_rounds = _tables[Round.__tablename__]
_HOLD = select(_workshops.c.id).where(_workshops.c.id == bindparam("id")).with_for_update(key_share=True)
_STATE_NOW = (
    select(_rounds.c.state, _steps.c.state, _steps.c.paused_at)
    .join(_steps, _rounds.c.step_id == _steps.c.id)
    .where(_rounds.c.id == bindparam("id"))
)
_BALLOTS = RowStore(
    _tables[Ballot.__tablename__],
    ("round_id", "participant_id", "key", "cast_at"),
    unique=("round_id", "participant_id"),
    returning=("id", "participant_id", "key"),
)
_DOTS = RowStore(_tables[BallotDot.__tablename__], ("ballot_id", "option_id", "dots"))
"""Written once and below the object mapper: a whole hall votes in the same moment."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A ballot as a device sent it: ``options`` names an option once for each dot."""

    participant: Sender
    options: Sequence[int]
    key: str


@dataclass(frozen=True, slots=True)
class _Valid:
    """A ballot that keeps the rules: who cast it, under which key, and its dots by option."""

    participant_id: int
    key: str
    dots: Mapping[int, int]


def cast_ballot(round_: Round, participant: Sender, *, options: Sequence[int], key: str) -> Ballot:
    """Store one ballot and return it; raises what ``cast_ballots`` refuses it with."""
    [refusal] = cast_ballots(round_, [Vote(participant, options, key)])
    if refusal is not None:
        raise refusal
    return _ballot_of(round_, participant.id)


def cast_ballots(round_: Round, votes: Sequence[Vote]) -> list[DomainError | None]:
    """Store the ballots that arrived at one moment, each in place of its device's earlier one.

    Returns for each why it was refused, or ``None``. A request that arrives again (same ``key``) changes nothing, also
    after the device has voted anew and after the round was closed. All first ballots together take a fixed number of
    statements; a device that votes anew, and a ballot that is refused, are looked up by themselves.

    Refused with ``KeyInvalid``, ``RoundUnknown``, ``VotingCardNeeded``, ``RoundClosed``, ``StepClosed``, ``NoDots``,
    ``OptionForeign``, ``TooManyDots``, ``TooManyOnOne``.
    """
    _hold(round_)
    option_ids = queries.option_ids(round_.id)
    judged = [_judge(round_, option_ids, vote) for vote in votes]
    valid = [ballot for ballot in judged if isinstance(ballot, _Valid)]
    for ballot in _insert(round_, valid):
        _replace(round_, ballot)
    return [None if isinstance(refusal, _Valid) else refusal for refusal in judged]


def _hold(round_: Round) -> None:
    """Hold the workshop, and see the round and its step as they are then.

    SQLite needs none of it: who writes is alone, and has read inside the transaction.
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        return
    connection.execute(_HOLD, {"id": round_.workshop_id})
    state, step_state, paused_at = connection.execute(_STATE_NOW, {"id": round_.id}).one()
    set_committed_value(round_, "state", state)
    set_committed_value(round_.step, "state", step_state)
    set_committed_value(round_.step, "paused_at", paused_at)


def _judge(round_: Round, option_ids: frozenset[int], vote: Vote) -> _Valid | DomainError | None:
    """Return the ballot if it keeps the rules, else why not; ``None`` for one that was taken before."""
    try:
        key = check_key(vote.key)
        _check_is_asked(round_, vote.participant)
    except DomainError as refusal:
        return refusal
    try:
        _check_takes_ballots(round_)
        dots = check_ballot(vote.options, option_ids, round_.dots, round_.limit)
    except DomainError as refusal:
        cast = queries.own_ballot(round_.id, vote.participant.id)
        return None if cast is not None and _arrived(cast, key) else refusal
    return _Valid(vote.participant.id, key, dots)


def _check_is_asked(round_: Round, participant: Sender) -> None:
    if participant.workshop_id != round_.workshop_id:
        raise RoundUnknown
    if round_.by_cards:
        raise VotingCardNeeded


def _check_takes_ballots(round_: Round) -> None:
    if round_.state is RoundState.CLOSED:
        raise RoundClosed
    if not round_.step.takes_input:
        raise StepClosed


def _insert(round_: Round, ballots: Sequence[_Valid]) -> list[_Valid]:
    """Store first ballots; return those whose devices have one in this round already, also by this very moment."""
    if not ballots:
        return []
    now = clock.now()
    rows = [
        {"round_id": round_.id, "participant_id": ballot.participant_id, "key": ballot.key, "cast_at": now}
        for ballot in ballots
    ]
    new_ids = {(row.participant_id, row.key): row.id for row in _BALLOTS.store(rows)}
    ids = [new_ids.pop((ballot.participant_id, ballot.key), None) for ballot in ballots]
    dots = [
        {"ballot_id": ballot_id, "option_id": option, "dots": number}
        for ballot_id, ballot in zip(ids, ballots, strict=True)
        if ballot_id is not None
        for option, number in ballot.dots.items()
    ]
    if dots:
        _DOTS.store(dots)
        touch_board(round_.step.workshop)
    return [ballot for ballot_id, ballot in zip(ids, ballots, strict=True) if ballot_id is None]


def _replace(round_: Round, ballot: _Valid) -> None:
    """Put a ballot in place of its device's earlier one, unless it is one that arrives again."""
    earlier = _ballot_of(round_, ballot.participant_id)
    if not _arrived(earlier, ballot.key):
        earlier.past_keys = [*earlier.past_keys, earlier.key][-_KEYS_REMEMBERED:]
        earlier.key, earlier.cast_at = ballot.key, clock.now()
        earlier.dots = [BallotDot(option_id=option, dots=number) for option, number in ballot.dots.items()]
        db.session.flush()


def _ballot_of(round_: Round, participant_id: int) -> Ballot:
    ballot = queries.own_ballot(round_.id, participant_id)
    if ballot is None:
        raise LookupError(participant_id)
    return ballot


def _arrived(ballot: Ballot, key: str) -> bool:
    return key in {ballot.key, *ballot.past_keys}
