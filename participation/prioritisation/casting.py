"""Casting a ballot: what a whole hall does in the same moment, so every statement counts.

Who casts holds a shared lock on the round and a lock of its own on the device's row; who closes holds the round
alone. So a ballot is either counted or refused, and two requests of one device come one after the other. SQLite
runs writers one after the other anyway.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

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
from participation.workshop.services import touch_board

_KEYS_REMEMBERED = 50
_tables = Base.metadata.tables
_rounds, _devices = _tables[Round.__tablename__], _tables[Participant.__tablename__]
_ballots, _dots = _tables[Ballot.__tablename__], _tables[BallotDot.__tablename__]
_HOLD_ROUND = select(_rounds.c.state).where(_rounds.c.id == bindparam("id")).with_for_update(read=True)
_HOLD_DEVICE = select(_devices.c.id).where(_devices.c.id == bindparam("id")).with_for_update(key_share=True)
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
    _hold(round_, participant)
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
    return ballot


def _hold(round_: Round, participant: Participant) -> None:
    """Lock round and device, and see the round's state as it is under the lock.

    SQLite needs none of it: who writes is alone, and has read inside the transaction.
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        return
    set_committed_value(round_, "state", connection.execute(_HOLD_ROUND, {"id": round_.id}).scalar_one())
    connection.execute(_HOLD_DEVICE, {"id": participant.id})


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
    ballot = queries.own_ballot(round_.id, participant.id)
    if ballot is None:
        raise LookupError(key)
    if not _arrived(ballot, key):
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
