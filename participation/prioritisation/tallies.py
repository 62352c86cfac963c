"""Paper that is counted twice: two people, each without the other's numbers; only what both found counts.

The numbers of the first count are shown to nobody before the second is in. Where both differ, the difference is
settled with a reason, and both counts stay beside it (recount sheet).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.errors import ReasonMissing
from participation.kernel import clock
from participation.kernel.database import db
from participation.prioritisation.domain import check_paper
from participation.prioritisation.errors import (
    CountedByYou,
    CountsComplete,
    PaperCountedOnce,
    PaperUnsettled,
    RoundClosed,
)
from participation.prioritisation.models import Option, PaperCount, PaperTally, Round, RoundState
from participation.prioritisation.paper import PaperState, differences, settle
from participation.workshop.services import hold_workshop


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """How far the paper of a round has been counted; ``differing`` are the options on which both counts differ."""

    state: PaperState
    tallies: Sequence[PaperTally]
    differing: Sequence[Option]
    settled: Mapping[int, int]


def standing(round_: Round) -> PaperStanding:
    """Return how far the paper of a round that counts twice has been counted."""
    tallies = list_tallies(round_.id)
    settled = paper_dots(round_.id)
    apart = set(differences(*(_by_option(round_, tally) for tally in tallies))) if len(tallies) == _BOTH else set()
    return PaperStanding(
        state=_state_of(len(tallies), is_settled=bool(settled)),
        tallies=tallies,
        differing=[option for option in round_.options if option.id in apart],
        settled=settled,
    )


def list_tallies(round_id: int) -> list[PaperTally]:
    """Return the counts of a round's paper with who made them, the first one first."""
    statement = select(PaperTally).where(PaperTally.round_id == round_id).options(joinedload(PaperTally.counted_by))
    return list(db.session.scalars(statement.order_by(PaperTally.turn)))


def paper_dots(round_id: int) -> dict[int, int]:
    """Return the dots on paper that count, by option; empty as long as nothing was settled."""
    statement = select(PaperCount.option_id, PaperCount.dots).join(Option).where(Option.round_id == round_id)
    return {row.option_id: row.dots for row in db.session.execute(statement)}


def count_paper(
    round_: Round, actor: StaffUser | None, counts: Mapping[int, int], *, single_handed: bool = False
) -> None:
    """Enter a count of the paper, by option id; an option without a number has no dot.

    The first count waits for the second one. The second is made by somebody else; by the same person only
    ``single_handed``, which the recount sheet tells. When both agree on every option, they count.

    Raises ``PaperCountedOnce``, ``RoundClosed``, ``CountsComplete``, ``CountedByYou``, ``OptionForeign``,
    ``CountInvalid``.
    """
    _check_countable(round_)
    tallies = list_tallies(round_.id)
    if len(tallies) == _BOTH:
        raise CountsComplete
    counted_by_id = actor.id if actor else None
    alone = bool(tallies) and tallies[0].counted_by_id == counted_by_id
    if alone and not single_handed:
        raise CountedByYou
    check_paper(counts, frozenset(option.id for option in round_.options))
    tally = PaperTally(
        round_id=round_.id,
        turn=len(tallies) + 1,
        dots=[counts.get(option.id, 0) for option in round_.options],
        single_handed=alone,
        counted_by_id=counted_by_id,
    )
    db.session.add(tally)
    db.session.flush()
    # The numbers stay out of the log: whoever counts second may read it.
    _log(round_, actor, "count_paper", turn=tally.turn, single_handed=alone)
    if tallies:
        _accept_agreement(round_, actor, tallies[0], tally)


def settle_paper(round_: Round, actor: StaffUser | None, settled: Mapping[int, int], reason: str) -> None:
    """Say what counts where both counts of the paper differ, and why.

    Raises ``PaperCountedOnce``, ``RoundClosed``, ``CountsAgree`` as long as there are not two, ``ReasonMissing``,
    ``CountInvalid``, ``OptionForeign``.
    """
    _check_countable(round_)
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    tallies = list_tallies(round_.id)
    first, second = (_by_option(round_, tally) for tally in (tallies if len(tallies) == _BOTH else [None, None]))
    _store(actor, settle(first, second, settled))
    round_.paper_reason = reason
    db.session.flush()
    _log(
        round_, actor, "settle_paper", reason=reason, counts=[tally.dots for tally in tallies], settled=_plain(settled)
    )


def recount_paper(round_: Round, actor: StaffUser | None, reason: str) -> None:
    """Put both counts aside and count anew; the log keeps their numbers. Raises what ``settle_paper`` raises."""
    _check_countable(round_)
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    tallies = list_tallies(round_.id)
    _log(round_, actor, "recount_paper", reason=reason, counts=[tally.dots for tally in tallies])
    db.session.execute(delete(PaperTally).where(PaperTally.round_id == round_.id))
    db.session.execute(delete(PaperCount).where(PaperCount.option_id.in_([option.id for option in round_.options])))
    round_.paper_reason = ""
    db.session.flush()


def check_settled(round_: Round) -> None:
    """Raise ``PaperUnsettled`` when a count of the paper was begun and does not stand yet."""
    if round_.counted_twice and standing(round_).state in {PaperState.FIRST, PaperState.DIFFERS}:
        raise PaperUnsettled


_BOTH = 2


def _state_of(tallies: int, *, is_settled: bool) -> PaperState:
    if is_settled:
        return PaperState.SETTLED
    return (PaperState.NOTHING, PaperState.FIRST, PaperState.DIFFERS)[tallies]


def _check_countable(round_: Round) -> None:
    hold_workshop(round_.workshop_id)
    if not round_.counted_twice:
        raise PaperCountedOnce
    if round_.state is RoundState.CLOSED:
        raise RoundClosed


def _by_option(round_: Round, tally: PaperTally | None) -> dict[int, int]:
    if tally is None:
        return {}
    return {option.id: dots for option, dots in zip(round_.options, tally.dots, strict=True)}


def _accept_agreement(round_: Round, actor: StaffUser | None, first: PaperTally, second: PaperTally) -> None:
    found = _by_option(round_, second)
    if not differences(_by_option(round_, first), found):
        _store(actor, found)


def _store(actor: StaffUser | None, counts: Mapping[int, int]) -> None:
    db.session.execute(delete(PaperCount).where(PaperCount.option_id.in_(counts)))
    for option_id, dots in counts.items():
        db.session.add(
            PaperCount(option_id=option_id, dots=dots, entered_by_id=actor.id if actor else None, at=clock.now())
        )
    db.session.flush()


def _plain(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(option_id): dots for option_id, dots in counts.items()}


def _log(round_: Round, actor: StaffUser | None, action: str, *, reason: str = "", **details: object) -> None:
    log_move(actor, action, "round", round_.id, workshop_id=round_.workshop_id, reason=reason, **details)
