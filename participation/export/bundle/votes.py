"""Votes in a bundle: options as they were frozen, results; ballots of closed votes, without those who cast them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from participation.export.bundle.identity import Numbers, Stored, heard, said
from participation.export.bundle.reading import SUBJECT_KEYS, Data
from participation.kernel import clock
from participation.kernel.database import db
from participation.prioritisation.models import (
    Ballot,
    BallotDot,
    Option,
    PaperCount,
    PaperTally,
    Round,
    RoundState,
    Subject,
)
from participation.prioritisation.tallies import list_tallies

_PLAIN: Final = (
    "dots",
    "limit",
    "tie_reason",
    "by_cards",
    "counted_twice",
    "paper_reason",
    "cards_issued",
    "cards_on_paper",
)
_TALLY_PLAIN: Final = ("turn", "dots", "single_handed")
_OPTION_PLAIN: Final = ("position", "titles", "machine_titles", "points", "rank", "tie_order")


def rounds_data(
    rounds: Iterable[Round], ballots: Mapping[int, Sequence[Ballot]], paper: Mapping[int, int], numbers: Numbers
) -> list[Data]:
    """Return the votes. `ballots` by round, `paper` dots by option: left out here as long as a vote is open."""
    return [_round_data(round_, ballots.get(round_.id, ()), paper, numbers) for round_ in rounds]


def store_rounds(data: Iterable[Data], stored: Stored) -> None:
    """Store the votes; ballots belong to nobody any more and carry the time at which their vote was closed."""
    for entry in data:
        _store_round(entry, stored)


def _round_data(round_: Round, ballots: Iterable[Ballot], paper: Mapping[int, int], numbers: Numbers) -> Data:
    closed = round_.state is RoundState.CLOSED
    positions = {option.id: option.position for option in round_.options}
    return {
        "step": numbers.steps[round_.step_id],
        "subject": round_.subject.value,
        "state": round_.state.value,
        **{name: getattr(round_, name) for name in _PLAIN},
        "opened_at": said(round_.opened_at),
        "closed_at": said(round_.closed_at),
        "paper_counts": [_tally_data(tally) for tally in list_tallies(round_.id)] if closed else [],
        "options": [
            _option_data(option, round_.subject, paper if closed else {}, numbers) for option in round_.options
        ],
        # Sorted, so that the order of ballots does not tell who cast which.
        "ballots": sorted(_dots_data(ballot, positions) for ballot in ballots) if closed else [],
    }


def _tally_data(tally: PaperTally) -> Data:
    return {**{name: getattr(tally, name) for name in _TALLY_PLAIN}, "at": said(tally.at)}


def _option_data(option: Option, subject: Subject, paper: Mapping[int, int], numbers: Numbers) -> Data:
    known = {"cluster": numbers.clusters, "plan": numbers.plans}
    key = SUBJECT_KEYS[subject]
    return {
        **{name: getattr(option, name) for name in _OPTION_PLAIN},
        **dict.fromkeys(SUBJECT_KEYS.values()),
        key: known[key][option.subject_id] if key in known else option.subject_id,
        "paper": paper.get(option.id),
    }


def _dots_data(ballot: Ballot, positions: Mapping[int, int]) -> list[int]:
    """Return the positions of the options that a ballot names, one for each dot."""
    return sorted(position for dot in ballot.dots for position in [positions[dot.option_id]] * dot.dots)


def _store_round(entry: Data, stored: Stored) -> None:
    subject = Subject(entry["subject"])
    round_ = Round(
        workshop_id=stored.workshop.id,
        step=stored.steps[entry["step"]],
        subject=subject,
        state=RoundState(entry["state"]),
        **{name: entry[name] for name in _PLAIN},
        opened_at=heard(entry["opened_at"]),
        closed_at=heard(entry["closed_at"]),
        options=[_option(option, subject, stored) for option in entry["options"]],
    )
    db.session.add(round_)
    db.session.flush()
    options = {option.position: option for option in round_.options}
    db.session.add_all([_ballot(round_, positions, options) for positions in entry["ballots"]])
    db.session.add_all(
        [
            PaperCount(option_id=options[told["position"]].id, dots=told["paper"], at=round_.closed_at or clock.now())
            for told in entry["options"]
            if told["paper"] is not None
        ]
    )
    db.session.add_all(
        [
            PaperTally(round_id=round_.id, at=heard(told["at"]), **{name: told[name] for name in _TALLY_PLAIN})
            for told in entry["paper_counts"]
        ]
    )
    db.session.flush()


def _option(data: Data, subject: Subject, stored: Stored) -> Option:
    number: int = data[SUBJECT_KEYS[subject]]
    if subject is Subject.CLUSTER:
        number = stored.clusters[number].id
    elif subject is Subject.PLAN:
        number = stored.plans[number].id
    return Option(subject_id=number, **{name: data[name] for name in _OPTION_PLAIN})


def _ballot(round_: Round, positions: Iterable[int], options: Mapping[int, Option]) -> Ballot:
    return Ballot(
        round_id=round_.id,
        key=str(uuid.uuid4()),
        cast_at=round_.closed_at or clock.now(),
        dots=[BallotDot(option_id=options[place].id, dots=dots) for place, dots in Counter(positions).items()],
    )
