"""A vote on the console: what may be voted for, the turnout, paper dots, the result with its ties."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from participation.access.queries import count_participants
from participation.hall.stage import Stage
from participation.prioritisation.models import OptionDraft, Round, RoundState, Subject, VotingRules
from participation.prioritisation.queries import Result, count_ballots, distribution, find_round, proposed_dots, results
from participation.prioritisation.rules import rules_of
from participation.prioritisation.tallies import PaperStanding, paper_dots, standing
from participation.prioritisation.voting_cards import CardCounts, count_uses
from participation.workshop.models import Step


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote of a step. ``results`` is empty until it is closed; ``paper`` holds dots by option id."""

    step: Step
    round: Round | None
    drafts: Sequence[OptionDraft]
    ballots: int
    joined: int
    paper: Mapping[int, int]
    results: Sequence[Result]
    ties: Sequence[Sequence[Result]]
    median: float | None
    rules: VotingRules
    """The rules with which the vote opens; they stand in the round once it is open."""
    standing: PaperStanding | None
    cards: CardCounts | None

    @property
    def voted(self) -> int:
        """How many have voted: devices, or voting cards by phone and on paper."""
        return self.ballots + (self.cards.paper if self.cards else 0)

    @property
    def entitled(self) -> int:
        """How many could vote: devices that joined, or voting cards."""
        return self.cards.issued if self.cards else self.joined

    @property
    def most_points(self) -> int:
        """The length of the longest bar; never zero."""
        return max((result.points for result in self.results), default=0) or 1

    @property
    def nobody_voted(self) -> bool:
        """Whether the vote ended without a dot, from a phone or on paper."""
        return not any(result.points for result in self.results)

    @property
    def proposed_dots(self) -> int:
        """How many dots the method proposes for everything that could be voted for."""
        return proposed_dots(len(self.drafts))

    @property
    def runs(self) -> bool:
        """Whether the vote takes ballots."""
        return self.round is not None and self.round.state is RoundState.OPEN


def vote_of(stage: Stage, options_for: Callable[[Step], Sequence[OptionDraft]]) -> Vote:
    """Return the vote of the current step; ``options_for`` is asked what could be voted for before it opens.

    Raises ``LookupError`` when no step runs.
    """
    if stage.step is None:
        raise LookupError(stage.workshop.code)
    round_ = find_round(stage.step.id)
    counted = _counted(round_)
    return Vote(
        step=stage.step,
        round=round_,
        drafts=options_for(stage.step) if round_ is None else (),
        ballots=count_ballots(round_.id) if round_ is not None else 0,
        joined=count_participants(stage.workshop.id),
        paper=paper_dots(round_.id) if round_ is not None else {},
        results=counted,
        ties=_ties(counted),
        median=_median(round_),
        rules=rules_of(stage.workshop.id),
        standing=standing(round_) if round_ is not None and round_.counted_twice else None,
        cards=count_uses(round_.id) if round_ is not None and round_.by_cards else None,
    )


def _counted(round_: Round | None) -> Sequence[Result]:
    if round_ is None or round_.state is not RoundState.CLOSED:
        return ()
    return distribution(round_).results if round_.subject is Subject.SCALE else results(round_)


def _median(round_: Round | None) -> float | None:
    closed_scale = round_ is not None and round_.state is RoundState.CLOSED and round_.subject is Subject.SCALE
    return distribution(round_).median if round_ is not None and closed_scale else None


def _ties(counted: Sequence[Result]) -> list[list[Result]]:
    """Return the groups of options that share their points; a scale has none to break."""
    if any(result.option.round.subject is Subject.SCALE for result in counted):
        return []
    shared = sorted({result.rank for result in counted if result.rank and result.tied and result.points})
    return [[result for result in counted if result.rank == rank] for rank in shared]
