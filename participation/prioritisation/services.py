"""Use cases of the dot vote: open, cast, enter paper dots, close, break a tie.

Who closes holds the workshop, who casts raises its revision and looks again at the round: so a ballot is either counted
or refused (see ``casting``).
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.contributions.errors import ReasonMissing
from participation.contributions.models import Cluster
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.events import emit
from participation.prioritisation import queries
from participation.prioritisation.casting import Vote, cast_ballot, cast_ballots
from participation.prioritisation.domain import (
    LIMIT_ON_ONE,
    check_options,
    check_paper,
    check_rules,
    check_tie,
    dots_for,
    rank,
)
from participation.prioritisation.errors import OptionForeign, PaperCountedTwice, RoundClosed, RoundOpen
from participation.prioritisation.events import VoteCounted
from participation.prioritisation.models import (
    Ballot,
    BallotDot,
    Option,
    OptionDraft,
    PaperCount,
    Round,
    RoundState,
    Subject,
    VotingRules,
)
from participation.prioritisation.rules import rules_of
from participation.prioritisation.tallies import check_settled
from participation.prioritisation.voting_cards import check_carried, issue_cards, seal_cards
from participation.workshop.errors import StepClosed
from participation.workshop.models import Step, StepState
from participation.workshop.services import hold_workshop, touch_stage

__all__ = [
    "OptionDraft",
    "Vote",
    "break_tie",
    "cast_ballot",
    "cast_ballots",
    "close_round",
    "enter_paper",
    "open_round",
]


def open_round(
    step: Step,
    actor: StaffUser | None,
    *,
    subject: Subject,
    subjects: Sequence[OptionDraft],
    dots: int | None = None,
    limit: int | None = None,
    rules: VotingRules | None = None,
) -> Round:
    """Open the vote of a running step; options and rules are fixed from now on.

    ``rules`` default to those of the workshop; a scale is never held by voting cards: a mood needs no proof.

    ``dots`` and ``limit`` default to the step's settings, then to the method's rule (about half the number of
    options; at most two on one). A scale has one dot.

    Raises ``StepClosed``, ``RoundOpen`` or ``RoundClosed`` when the step had its round, ``TooFewOptions``,
    ``OptionUntitled``, ``OptionForeign`` for a cluster that is not on this workshop's board, ``RulesInvalid``,
    ``NoVotingCards``.
    """
    hold_workshop(step.workshop_id)
    _check_openable(step)
    options = check_options(subjects)
    if subject is Subject.CLUSTER:
        _check_clusters(step.workshop_id, {option.subject_id for option in options})
    dots, limit = _rules(step, subject, len(options), dots, limit)
    rules = rules or rules_of(step.workshop_id)
    round_ = Round(
        workshop_id=step.workshop_id,
        step=step,
        subject=subject,
        dots=dots,
        limit=limit,
        by_cards=rules.by_cards and subject is not Subject.SCALE,
        counted_twice=rules.counted_twice,
        options=_frozen(options),
    )
    db.session.add(round_)
    db.session.flush()
    if round_.by_cards:
        issue_cards(round_)
    touch_stage(step.workshop)
    _log(round_, actor, "open_round", dots=dots, limit=limit, options=len(options))
    return round_


def enter_paper(round_: Round, actor: StaffUser | None, counts: Mapping[int, int]) -> None:
    """Set the number of paper dots of the options named in ``counts`` (by option id), until the round closes.

    Afterwards the result is what the room has seen; it does not change any more.

    Raises ``PaperCountedTwice`` (see ``tallies``), ``RoundClosed``, ``OptionForeign``, ``CountInvalid``.
    """
    hold_workshop(round_.workshop_id)
    if round_.counted_twice:
        raise PaperCountedTwice
    if round_.state is RoundState.CLOSED:
        raise RoundClosed
    check_paper(counts, frozenset(option.id for option in round_.options))
    entered = {
        paper.option_id: paper
        for paper in db.session.scalars(select(PaperCount).where(PaperCount.option_id.in_(counts)))
    }
    for option_id, dots in counts.items():
        paper = entered.get(option_id) or PaperCount(option_id=option_id)
        paper.dots, paper.entered_by_id, paper.at = dots, actor.id if actor else None, clock.now()
        db.session.add(paper)
    db.session.flush()
    _log(round_, actor, "enter_paper", counts={str(option): dots for option, dots in counts.items()})


def close_round(round_: Round, actor: StaffUser | None) -> None:
    """End the vote and count it: points and shared ranks are written to its options.

    Raises ``RoundClosed``; ``PaperUnsettled`` and ``PaperBeyondCards`` while paper does not stand: it would be lost.
    """
    hold_workshop(round_.workshop_id)
    if round_.state is RoundState.CLOSED:
        raise RoundClosed
    check_settled(round_)
    check_carried(round_)
    seal_cards(round_)
    points = _count(round_)
    ranks = rank(points)
    for option in round_.options:
        option.points, option.rank = points[option.id], ranks[option.id]
    round_.state = RoundState.CLOSED
    round_.closed_at = clock.now()
    db.session.flush()
    touch_stage(round_.step.workshop)
    emit(VoteCounted(round_.workshop_id, round_.id))
    _log(round_, actor, "close_round", ballots=queries.count_ballots(round_.id))


def break_tie(round_: Round, actor: StaffUser | None, ordered_option_ids: Sequence[int], reason: str) -> None:
    """Say which options of a tie come first, for what follows; the rank that is shown stays shared.

    Options of the tie that are not named come after those that are, level with each other. Doing it again replaces
    the order of this tie.

    Raises ``RoundOpen``, ``ReasonMissing``, ``OptionForeign``, ``NoTie``.
    """
    hold_workshop(round_.workshop_id)
    if round_.state is not RoundState.CLOSED:
        raise RoundOpen
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    shared = check_tie(ordered_option_ids, {option.id: option.rank for option in round_.options})
    order = {option_id: place for place, option_id in enumerate(ordered_option_ids, start=1)}
    for option in round_.options:
        if option.rank == shared:
            option.tie_order = order.get(option.id)
    round_.tie_reason = "\n".join(filter(None, [round_.tie_reason, reason]))
    touch_stage(round_.step.workshop)
    _log(round_, actor, "break_tie", reason=reason, order=list(ordered_option_ids))


def _check_openable(step: Step) -> None:
    if step.state is not StepState.RUNNING:
        raise StepClosed
    earlier = queries.find_round(step.id)
    if earlier is not None:
        raise RoundOpen if earlier.state is RoundState.OPEN else RoundClosed


def _check_clusters(workshop_id: int, cluster_ids: set[int]) -> None:
    standing = select(func.count(Cluster.id)).where(
        Cluster.id.in_(cluster_ids),
        Cluster.workshop_id == workshop_id,
        Cluster.merged_into_id.is_(None),
        Cluster.dissolved.is_(False),
    )
    if db.session.scalar(standing) != len(cluster_ids):
        raise OptionForeign


def _frozen(options: Sequence[OptionDraft]) -> list[Option]:
    """Return the options as they are now: a vote keeps to them, whatever becomes of a topic."""
    return [
        Option(
            position=position,
            subject_id=option.subject_id,
            titles=dict(option.titles),
            machine_titles=sorted(option.machine),
        )
        for position, option in enumerate(options)
    ]


def _rules(step: Step, subject: Subject, options: int, dots: int | None, limit: int | None) -> tuple[int, int]:
    if subject is Subject.SCALE:
        return 1, 1
    wanted_dots = step.settings.get("dots", dots_for(options)) if dots is None else dots
    wanted_limit = step.settings.get("limit", LIMIT_ON_ONE) if limit is None else limit
    return check_rules(wanted_dots, wanted_limit)


def _count(round_: Round) -> dict[int, int]:
    """Return the points of every option: dots from phones and from paper."""
    phone = (
        select(BallotDot.option_id, func.sum(BallotDot.dots))
        .join(Ballot, BallotDot.ballot_id == Ballot.id)
        .where(Ballot.round_id == round_.id)
        .group_by(BallotDot.option_id)
    )
    paper = select(PaperCount.option_id, PaperCount.dots).join(Option).where(Option.round_id == round_.id)
    points = {option.id: 0 for option in round_.options}
    for counted in (phone, paper):
        for option_id, dots in db.session.execute(counted):
            points[option_id] += int(dots)
    return points


def _log(round_: Round, actor: StaffUser | None, action: str, *, reason: str = "", **details: object) -> None:
    log_move(actor, action, "round", round_.id, workshop_id=round_.workshop_id, reason=reason, **details)
