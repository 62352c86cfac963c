"""Everything that the documentation of a workshop tells, read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from participation.access.queries import count_languages, count_participants
from participation.concept.models import Measure
from participation.contributions.models import Card, CardState, Cluster, Inversion, Mark
from participation.contributions.queries import list_board_cards, list_clusters, list_inversions, marks_by_cluster
from participation.export.queries import list_measures_from
from participation.i18n.languages import DEFAULT, STAFF_TAGS
from participation.kernel.database import db
from participation.measures.models import Plan
from participation.measures.queries import list_plans
from participation.prioritisation.models import Round, RoundState, Subject
from participation.prioritisation.queries import Result, count_ballots, list_rounds, results
from participation.prioritisation.recount import Recount, recount
from participation.workshop.models import Phase, Step, Workshop
from participation.workshop.rooms import list_rooms


@dataclass(frozen=True, slots=True)
class CountedRound:
    """A vote with its results, the best first, and its recount.

    `results` are empty, `ballots` and `recount` are None while it is open.
    """

    round: Round
    results: tuple[Result, ...]
    ballots: int | None
    recount: Recount | None

    @property
    def is_open(self) -> bool:
        """Whether people may still vote, so that nothing may be told about the counts."""
        return self.round.state is not RoundState.CLOSED


@dataclass(frozen=True, slots=True)
class WorkshopRecord:
    """A workshop with all that hangs on it. `cards` holds cards of every state; only visible ones may be printed."""

    workshop: Workshop
    steps: Sequence[Step]
    devices: int
    device_languages: int
    cards: Sequence[Card]
    clusters: Mapping[Phase, Sequence[Cluster]]
    inversions: Sequence[Inversion]
    marks: Mapping[int, Sequence[Mark]]
    rounds: Sequence[CountedRound]
    plans: Sequence[Plan]
    measures: Sequence[Measure]
    papers_in: str = ""
    """The language of the papers in which this workshop is a chapter: a room in those of its plenum."""

    @property
    def language(self) -> str:
        """The language of the papers: the first of the workshop that staff speak, else that of the concept."""
        if self.papers_in:
            return self.papers_in
        concept = self.workshop.process.concept
        spoken = [*self.workshop.languages, *([concept.language] if concept else [])]
        return next((tag for tag in spoken if tag in STAFF_TAGS), DEFAULT.tag)

    def visible(self, phase: Phase | None = None) -> list[Card]:
        """Return the cards that everybody may see, of one phase or of all, in the order of their arrival."""
        return [card for card in self.cards if card.state is CardState.VISIBLE and phase in {None, card.step.phase}]

    def loose(self, phase: Phase) -> list[Card]:
        """Return the visible cards of a phase that lie in no topic."""
        return [card for card in self.visible(phase) if not card.placements]

    def count(self, state: CardState) -> int:
        """Return how many cards are in a state."""
        return sum(card.state is state for card in self.cards)

    def rounds_in(self, phase: Phase) -> list[CountedRound]:
        """Return the votes of a phase in the order of the agenda."""
        return [counted for counted in self.rounds if counted.round.step.phase is phase]

    def result_of(self, subject: Subject, subject_id: int) -> Result | None:
        """Return what a topic or plan got in the latest closed vote that it stood in."""
        found = [
            result
            for counted in self.rounds
            if counted.round.subject is subject
            for result in counted.results
            if result.option.subject_id == subject_id
        ]
        return found[-1] if found else None

    def clusters_by_id(self) -> dict[int, Cluster]:
        """Return the topics that are on the board, of all phases, by their id."""
        return {cluster.id: cluster for of_phase in self.clusters.values() for cluster in of_phase}


def read_record(workshop: Workshop) -> WorkshopRecord:
    """Read the workshop; the number of statements depends on its agenda, not on how much was contributed."""
    return WorkshopRecord(
        workshop=workshop,
        steps=_steps(workshop.id),
        devices=count_participants(workshop.id),
        device_languages=count_languages(workshop.id),
        cards=list_board_cards(workshop.id, visible_only=False),
        clusters={phase: list_clusters(workshop.id, phase) for phase in Phase},
        inversions=list_inversions(workshop.id),
        marks=marks_by_cluster(workshop.id),
        rounds=[_counted(round_) for round_ in list_rounds(workshop.id)],
        plans=list_plans(workshop.id),
        measures=list_measures_from(workshop.id),
    )


def read_rooms(workshop: Workshop) -> list[WorkshopRecord]:
    """Read the rooms of a workshop in their order, each by itself; none for a workshop that is not split."""
    rooms = list_rooms(workshop.id) if workshop.pace is not None else []
    return [read_record(room.workshop) for room in rooms]


def _steps(workshop_id: int) -> list[Step]:
    statement = select(Step).where(Step.workshop_id == workshop_id).options(selectinload(Step.prompts))
    return list(db.session.scalars(statement.order_by(Step.position)))


def _counted(round_: Round) -> CountedRound:
    if round_.state is not RoundState.CLOSED:
        return CountedRound(round_, (), None, None)
    return CountedRound(round_, tuple(results(round_)), count_ballots(round_.id), recount(round_))
