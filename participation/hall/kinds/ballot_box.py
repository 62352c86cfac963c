"""What votes by dots and one-dot questions have in common: a round that opens and closes with its step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from participation.access.models import StaffUser
from participation.hall.bars import Bar, bars_for
from participation.hall.stage import SharedStage, Stage
from participation.prioritisation.ballot_paper import BallotPaper
from participation.prioritisation.errors import NoVotingCards, OptionUntitled, RoundClosed, RoundOpen, TooFewOptions
from participation.prioritisation.models import OptionDraft, Round, RoundState, Subject
from participation.prioritisation.queries import Result, find_round, own_ballot
from participation.prioritisation.services import close_round, open_round
from participation.workshop.models import Step


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a ranking: its rank and the options that share it, each with its bar.

    Where nobody voted there is one place without a rank.
    """

    rank: int | None
    entries: tuple[tuple[Result, Bar], ...]


def round_of(stage: SharedStage) -> Round | None:
    """Return the round of the current step, if it was opened."""
    return find_round(stage.step.id) if stage.step is not None else None


def own_dots(stage: Stage, round_: Round | BallotPaper | None) -> Counter[int]:
    """Return the dots that this device has given, by option."""
    if round_ is None or stage.participant is None:
        return Counter()
    ballot = own_ballot(round_.id, stage.participant.id)
    return Counter({dot.option_id: dot.dots for dot in ballot.dots}) if ballot else Counter()


def ranking(results: Sequence[Result]) -> list[Place]:
    """Return sorted results as places: what is equal shares one."""
    bars = bars_for([result.points for result in results])
    drawn = zip(results, bars, strict=True)
    return [Place(rank, tuple(entries)) for rank, entries in groupby(drawn, key=lambda entry: entry[0].rank)]


def open_for_step(step: Step, actor: StaffUser | None, subject: Subject, options: Sequence[OptionDraft]) -> None:
    """Open the round of a step that begins, so that everybody votes at once.

    Leaves it to the moderator when the options are not ready, and changes nothing when the step had its round: a
    vote is not held twice by going back.
    """
    try:
        open_round(step, actor, subject=subject, subjects=options)
    except (TooFewOptions, OptionUntitled, NoVotingCards, RoundOpen, RoundClosed):
        return


def close_for_step(step: Step, actor: StaffUser | None) -> None:
    """Close the round of a step that ends."""
    round_ = find_round(step.id)
    if round_ is not None and round_.state is RoundState.OPEN:
        close_round(round_, actor)
