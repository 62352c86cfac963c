"""Reads of votes. Nothing here gives counts of an open round: they are secret until it closes (DESIGN §3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from participation.contributions.models import Cluster, TranslationState
from participation.i18n import gettext, speaking
from participation.kernel.database import db
from participation.prioritisation.domain import Place, dots_for, median_of, strongest_of
from participation.prioritisation.errors import RoundOpen, RoundUnknown
from participation.prioritisation.models import Ballot, Option, OptionDraft, PaperCount, Round, RoundState, Subject
from participation.workshop.agendas import SCALE_LABELS
from participation.workshop.models import Phase, Step, Workshop


@dataclass(frozen=True, slots=True)
class Result:
    """What one option got: dots from phones and from paper, their sum, its shared rank, whether others share it.

    ``rank`` is ``None`` for all options of a round in which nobody voted.
    """

    option: Option
    phone: int
    paper: int
    points: int
    rank: int | None
    tied: bool


@dataclass(frozen=True, slots=True)
class Distribution:
    """The answer of a room on a scale: dots by value in the order of the scale, and their median.

    ``median`` lies on a value or halfway between two; ``None`` when nobody gave a dot.
    """

    results: tuple[Result, ...]
    total: int
    median: float | None


@dataclass(frozen=True, slots=True)
class Vote:
    """What a cluster or plan got in one closed round, under the titles that it had then; no rank when nobody voted."""

    subject_id: int
    titles: Mapping[str, str]
    round_id: int
    phase: Phase
    points: int
    rank: int | None
    tied: bool
    options: int
    """How many options the round had: rank 2 of 9."""


_CURRENT = (
    select(Round)
    .join(Workshop, Workshop.current_step_id == Round.step_id)
    .where(Workshop.code == bindparam("code"))
    .options(joinedload(Round.step).joinedload(Step.workshop))
)
_OPTION_IDS = select(Option.__table__.c.id).where(Option.__table__.c.round_id == bindparam("round_id"))
"""Both written once: every ballot asks them."""


def find_current_round(code: str) -> Round | None:
    """Return the round of the step that the workshop with this code is at, with its step and its workshop."""
    return db.session.scalar(_CURRENT, {"code": code})


def option_ids(round_id: int) -> frozenset[int]:
    """Return the ids of the options of a round."""
    return frozenset(db.session.connection().execute(_OPTION_IDS, {"round_id": round_id}).scalars())


def find_round(step_id: int) -> Round | None:
    """Return the round of this step, with its options."""
    return db.session.scalar(select(Round).where(Round.step_id == step_id).options(selectinload(Round.options)))


def get_round(step_id: int) -> Round:
    """Return the round of this step; raises ``RoundUnknown`` when none was opened."""
    found = find_round(step_id)
    if found is None:
        raise RoundUnknown
    return found


def list_rounds(workshop_id: int) -> list[Round]:
    """Return the rounds of a workshop in the order of its agenda, with their steps and options."""
    statement = (
        select(Round)
        .join(Step, Round.step_id == Step.id)
        .where(Round.workshop_id == workshop_id)
        .options(selectinload(Round.options), selectinload(Round.step))
        .order_by(Step.position)
    )
    return list(db.session.scalars(statement))


def own_ballot(round_id: int, participant_id: int) -> Ballot | None:
    """Return the ballot that this device has cast, with its dots."""
    return db.session.scalar(
        select(Ballot)
        .where(Ballot.round_id == round_id, Ballot.participant_id == participant_id)
        .options(selectinload(Ballot.dots))
    )


def count_ballots(round_id: int) -> int:
    """Return how many devices have voted (also while the round is open: it says nothing about the options)."""
    return db.session.scalar(select(func.count(Ballot.id)).where(Ballot.round_id == round_id)) or 0


def results(round_: Round) -> list[Result]:
    """Return what each option got, the best first; within a tie in the order in which it was broken.

    Raises ``RoundOpen``.
    """
    if round_.state is not RoundState.CLOSED:
        raise RoundOpen
    paper = _paper_dots(round_.id)
    ranks = [option.rank for option in round_.options]
    found = [
        Result(
            option=option,
            phone=(option.points or 0) - paper.get(option.id, 0),
            paper=paper.get(option.id, 0),
            points=option.points or 0,
            rank=option.rank,
            tied=option.rank is not None and ranks.count(option.rank) > 1,
        )
        for option in round_.options
    ]
    return sorted(found, key=lambda result: (_place(result.option).standing, result.option.position))


def distribution(round_: Round) -> Distribution:
    """Return the answer on a scale, in the order of its values; raises ``RoundOpen``."""
    counted = sorted(results(round_), key=lambda result: result.option.position)
    dots = {result.option.subject_id: result.points for result in counted}
    return Distribution(tuple(counted), sum(dots.values()), median_of(dots))


def strongest(workshop_id: int, subject: Subject, phase: Phase, count: int) -> list[int]:
    """Return the ids of the ``count`` strongest clusters or plans of the latest closed round in this phase.

    A tie at the edge that was not broken stays in whole, so the list may be longer. Without a closed round it is
    empty.
    """
    latest = db.session.scalar(
        select(Round)
        .join(Step, Round.step_id == Step.id)
        .where(
            Round.workshop_id == workshop_id,
            Round.subject == subject,
            Round.state == RoundState.CLOSED,
            Step.phase == phase,
        )
        .options(selectinload(Round.options))
        .order_by(Step.position.desc())
        .limit(1)
    )
    return strongest_of(map(_place, latest.options), count) if latest else []


def votes_for(subject: Subject, subject_ids: Collection[int]) -> dict[int, list[Vote]]:
    """Return by subject what it got in closed rounds, the earlier round first; one query for any number of them."""
    other, sibling = aliased(Option), aliased(Option)
    tied = exists().where(other.round_id == Option.round_id, other.id != Option.id, other.rank == Option.rank)
    size = select(func.count(sibling.id)).where(sibling.round_id == Option.round_id).scalar_subquery()
    statement = (
        select(Option.subject_id, Option.titles, Option.round_id, Step.phase, Option.points, Option.rank, tied, size)
        .join(Round, Option.round_id == Round.id)
        .join(Step, Round.step_id == Step.id)
        .where(Round.subject == subject, Round.state == RoundState.CLOSED, Option.subject_id.in_(set(subject_ids)))
        .order_by(Step.position)
    )
    votes = defaultdict(list)
    for row in db.session.execute(statement):
        votes[row[0]].append(Vote(*row))
    return dict(votes)


def cluster_options(clusters: Iterable[Cluster]) -> list[OptionDraft]:
    """Return clusters as options, each with its title in the original and in every language that it has."""
    return [
        OptionDraft(
            cluster.id,
            {cluster.language: cluster.title}
            | {translation.language: translation.text for translation in cluster.translations},
            frozenset(
                translation.language
                for translation in cluster.translations
                if translation.state is TranslationState.MACHINE
            ),
        )
        for cluster in clusters
    ]


def proposed_dots(options: int) -> int:
    """Return how many dots each person gets by the method's rule when a vote has so many options."""
    return dots_for(options)


def scale_options(step: Step) -> list[OptionDraft]:
    """Return the values of the step's scale, from 1 (low) up, labelled in the workshop's languages."""
    labels = SCALE_LABELS[step.settings.get("scale", "mood")]
    titles: Sequence[dict[str, str]] = [{} for _ in labels]
    for tag in step.workshop.languages:
        with speaking(tag):
            for label, by_language in zip(labels, titles, strict=True):
                by_language[tag] = gettext(label)
    return [OptionDraft(value, by_language) for value, by_language in enumerate(titles, start=1)]


def _place(option: Option) -> Place:
    return Place(option.subject_id, option.rank or 0, option.tie_order)


def _paper_dots(round_id: int) -> dict[int, int]:
    statement = select(PaperCount.option_id, PaperCount.dots).join(Option).where(Option.round_id == round_id)
    return {row.option_id: row.dots for row in db.session.execute(statement)}
