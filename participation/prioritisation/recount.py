"""The recount sheet of a closed vote: what each option got by which way, who counted, and whether it adds up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from participation.access.models import StaffUser
from participation.access.queries import count_participants
from participation.kernel.database import db
from participation.prioritisation.errors import RoundOpen
from participation.prioritisation.models import (
    Ballot,
    BallotDot,
    CountedOption,
    Discrepancy,
    Option,
    PaperCount,
    PaperTally,
    Round,
    RoundState,
)
from participation.prioritisation.paper import discrepancies
from participation.prioritisation.queries import count_ballots
from participation.prioritisation.tallies import list_tallies, paper_dots


@dataclass(frozen=True, slots=True)
class RecountLine:
    """An option with its dots; ``settled`` says that the two counts of its paper differed."""

    option: Option
    counted: CountedOption

    @property
    def differed(self) -> bool:
        """Whether the first and the second count of its paper differ."""
        return self.counted.first != self.counted.second


@dataclass(frozen=True, slots=True)
class Recount:
    """A closed vote, ready to be checked by anybody.

    ``ballots`` were cast by phone or, in a vote by voting cards, by card. ``joined`` are the devices in the workshop.
    ``counters`` are the names of those who entered paper that was counted once. ``wrong`` is empty when it adds up.
    """

    round: Round
    lines: Sequence[RecountLine]
    ballots: int
    joined: int
    tallies: Sequence[PaperTally]
    counters: Sequence[str]
    wrong: Sequence[Discrepancy]

    @property
    def voted(self) -> int:
        """Everybody who voted as far as it is known: dots stuck on paper without cards tell no number of people."""
        return self.ballots + (self.round.cards_on_paper or 0)

    @property
    def entitled(self) -> int:
        """Voting cards that could be used; in a vote by devices the devices that joined."""
        return (self.round.cards_issued or 0) if self.round.by_cards else self.joined

    @property
    def sums(self) -> CountedOption:
        """The sum of each column; both counts of paper only where there were two."""
        counted = [line.counted for line in self.lines]
        twice = len(self.tallies) > 1
        return CountedOption(
            by_phone=sum(line.by_phone for line in counted),
            by_card=sum(line.by_card for line in counted),
            on_paper=sum(line.on_paper for line in counted),
            points=sum(line.points for line in counted),
            first=sum(line.first or 0 for line in counted) if twice else None,
            second=sum(line.second or 0 for line in counted) if twice else None,
        )


def recount(round_: Round) -> Recount:
    """Return the recount sheet of a closed round, its options in the order of the ballot. Raises ``RoundOpen``."""
    if round_.state is not RoundState.CLOSED:
        raise RoundOpen
    tallies = list_tallies(round_.id)
    cast, paper, ballots = _cast_dots(round_.id), paper_dots(round_.id), count_ballots(round_.id)
    lines = [
        RecountLine(option, _counted(round_, option, place, cast, paper, tallies))
        for place, option in enumerate(round_.options)
    ]
    return Recount(
        round=round_,
        lines=lines,
        ballots=ballots,
        joined=count_participants(round_.workshop_id),
        tallies=tallies,
        counters=_counters(round_.id),
        wrong=discrepancies(
            [line.counted for line in lines],
            ballots=ballots,
            dots=round_.dots,
            limit=round_.limit,
            cards=(round_.cards_issued or 0, round_.cards_on_paper or 0) if round_.by_cards else None,
        ),
    )


def _counted(  # noqa: PLR0917 - one line is drawn from all that was counted
    round_: Round,
    option: Option,
    place: int,
    cast: Mapping[int, int],
    paper: Mapping[int, int],
    tallies: Sequence[PaperTally],
) -> CountedOption:
    dots = cast.get(option.id, 0)
    first, second = [*(tally.dots[place] for tally in tallies), None, None][:2]
    return CountedOption(
        by_phone=0 if round_.by_cards else dots,
        by_card=dots if round_.by_cards else 0,
        on_paper=paper.get(option.id, 0),
        points=option.points or 0,
        first=first,
        second=second,
    )


def _cast_dots(round_id: int) -> dict[int, int]:
    statement = (
        select(BallotDot.option_id, func.sum(BallotDot.dots))
        .join(Ballot, BallotDot.ballot_id == Ballot.id)
        .where(Ballot.round_id == round_id)
        .group_by(BallotDot.option_id)
    )
    return {option_id: int(dots) for option_id, dots in db.session.execute(statement)}


def _counters(round_id: int) -> list[str]:
    statement = (
        select(StaffUser.name)
        .join(PaperCount, PaperCount.entered_by_id == StaffUser.id)
        .join(Option)
        .where(Option.round_id == round_id)
    )
    return list(db.session.scalars(statement.distinct().order_by(StaffUser.name)))
