"""Casting a ballot: what a whole hall does in the same moment, so every statement counts.

The workshop is held last, by raising its revision (ADR 21): only then it is certain that the round still takes ballots,
because whoever closes it holds the workshop from the beginning. So a ballot is either counted or refused, and a hall
waits in line for three statements instead of all. Of two requests of one device the second waits for the ballot of the
first. SQLite runs writers one after the other anyway.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached

from participation.access.models import Participant
from participation.kernel import clock
from participation.kernel.database import Base, db
from participation.kernel.errors import DomainError
from participation.kernel.ids import check_key
from participation.prioritisation import queries
from participation.prioritisation.domain import check_ballot
from participation.prioritisation.errors import RoundClosed, RoundUnknown, VotingCardNeeded
from participation.prioritisation.models import Ballot, BallotDot, Round, RoundState
from participation.workshop.errors import StepClosed
from participation.workshop.models import Step, StepState
from participation.workshop.services import hold_workshop, touch_board

_KEYS_REMEMBERED = 50
_tables = Base.metadata.tables
_rounds, _steps = _tables[Round.__tablename__], _tables[Step.__tablename__]
_ballots, _dots = _tables[Ballot.__tablename__], _tables[BallotDot.__tablename__]
_STATE_NOW = (
    select(_rounds.c.state, _steps.c.state, _steps.c.paused_at)
    .join(_steps, _rounds.c.step_id == _steps.c.id)
    .where(_rounds.c.id == bindparam("id"))
)
_INSERT_BALLOT = {
    dialect: insert_into(_ballots)
    .on_conflict_do_nothing(index_elements=["round_id", "participant_id"])
    .returning(_ballots.c.id)
    for dialect, insert_into in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_INSERT_DOTS = insert(_dots)
"""Written once and below the object mapper: a whole hall votes in the same moment."""


def cast_ballot(round_: Round, participant: Participant, *, options: Sequence[int], key: str) -> Ballot:
    """Store the ballot of a device in place of its earlier one; ``options`` names an option once for each dot.

    A request that arrives again (same ``key``) changes nothing, also after the device has voted anew and after the
    round was closed.

    Raises ``KeyInvalid``, ``RoundUnknown``, ``VotingCardNeeded``, ``RoundClosed``, ``StepClosed``, ``NoDots``,
    ``OptionForeign``, ``TooManyDots``, ``TooManyOnOne``.
    """
    key = check_key(key)
    if participant.workshop_id != round_.workshop_id:
        raise RoundUnknown
    if round_.by_cards:
        raise VotingCardNeeded
    try:
        _check_takes_ballots(round_)
        chosen = check_ballot(options, queries.option_ids(round_.id), round_.dots, round_.limit)
    except DomainError:
        cast = queries.own_ballot(round_.id, participant.id)
        if cast is None or not _arrived(cast, key):
            raise
        return cast
    ballot = _insert(round_, participant, key, chosen)
    if ballot is None:
        return _replace(round_, participant, key, chosen)
    touch_board(round_.step.workshop)
    _look_again(round_)
    return ballot


def _look_again(round_: Round) -> None:
    """Refuse the ballot if the round was closed or its step left while it was on its way.

    SQLite needs none of it: who writes is alone, and has read inside the transaction.
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        return
    state, step_state, paused_at = connection.execute(_STATE_NOW, {"id": round_.id}).one()
    if state is RoundState.CLOSED:
        raise RoundClosed
    if step_state is not StepState.RUNNING or paused_at is not None:
        raise StepClosed


def _arrived(ballot: Ballot, key: str) -> bool:
    return key in {ballot.key, *ballot.past_keys}


def _insert(round_: Round, participant: Participant, key: str, chosen: Mapping[int, int]) -> Ballot | None:
    """Store the first ballot of a device; ``None`` when it has one in this round."""
    values = {"round_id": round_.id, "participant_id": participant.id, "key": key, "cast_at": clock.now()}
    connection = db.session.connection()
    ballot_id = connection.execute(_INSERT_BALLOT[connection.dialect.name], values).scalar()
    if ballot_id is None:
        return None
    dots = [{"ballot_id": ballot_id, "option_id": option, "dots": number} for option, number in chosen.items()]
    connection.execute(_INSERT_DOTS, dots)
    ballot = Ballot(id=ballot_id, **values)
    make_transient_to_detached(ballot)
    db.session.add(ballot)
    return ballot


def _replace(round_: Round, participant: Participant, key: str, chosen: Mapping[int, int]) -> Ballot:
    """Put the ballot in place of the device's earlier one, unless it is one that arrives again."""
    hold_workshop(round_.workshop_id)
    ballot = queries.own_ballot(round_.id, participant.id)
    if ballot is None:
        raise LookupError(key)
    if not _arrived(ballot, key):
        _look_again(round_)
        ballot.past_keys = [*ballot.past_keys, ballot.key][-_KEYS_REMEMBERED:]
        ballot.key, ballot.cast_at = key, clock.now()
        ballot.dots = [BallotDot(option_id=option, dots=number) for option, number in chosen.items()]
        db.session.flush()
    return ballot


def _check_takes_ballots(round_: Round) -> None:
    if round_.state is RoundState.CLOSED:
        raise RoundClosed
    if not round_.step.takes_input:
        raise StepClosed
