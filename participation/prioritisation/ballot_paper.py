"""The ballot paper: a round as phones show it, read in one light statement and decoded once.

A hall opens it in the same moment. As with ``workshop.standing``, each request reads the complete rows, and only what
they are decoded to is kept, by those very rows.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import String, Text, bindparam, cast, exists, select, type_coerce

from participation.kernel.reading import read_rows
from participation.prioritisation.models import Ballot, Option, Round, RoundState
from participation.prioritisation.titles import FrozenTitles

MOST_KEPT = 256


@dataclass(frozen=True, slots=True, eq=False)
class PaperOption(FrozenTitles):
    """An option on it."""

    id: int
    titles: Mapping[str, str]
    machine_titles: Collection[str]


@dataclass(frozen=True, slots=True, eq=False)
class BallotPaper:
    """A round with its options in their order. Nothing in it belongs to a person.

    Two are the same when they are one object: the same rows are always decoded to the same one.
    """

    id: int
    state: RoundState
    dots: int
    limit: int
    by_cards: bool
    options: Sequence[PaperOption]


_ROUND = (Round.id, type_coerce(Round.state, String), Round.dots, Round.limit, Round.by_cards)
_OPTION = (Option.id, cast(Option.titles, Text), cast(Option.machine_titles, Text))
_ROWS = (
    select(*_ROUND, *_OPTION)
    .join(Option, Option.round_id == Round.id)
    .where(Round.step_id == bindparam("step_id"))
    .order_by(Option.position)
)
_HAS_CAST = select(
    exists().where(Ballot.round_id == bindparam("round_id"), Ballot.participant_id == bindparam("participant_id"))
)
"""Both written once: every phone asks them."""


def find_ballot_paper(step_id: int) -> BallotPaper | None:
    """Return the ballot paper of this step, if its round was opened."""
    rows = read_rows(_ROWS, {"step_id": step_id})
    return _decode(tuple(map(tuple, rows))) if rows else None


def has_cast(round_id: int, participant_id: int) -> bool:
    """Whether somebody has given dots in this round."""
    [[found]] = read_rows(_HAS_CAST, {"round_id": round_id, "participant_id": participant_id})
    return bool(found)


@lru_cache(maxsize=MOST_KEPT)
def _decode(rows: tuple[tuple[Any, ...], ...]) -> BallotPaper:
    id_, state, dots, limit, by_cards = rows[0][: len(_ROUND)]
    options = tuple(
        PaperOption(option_id, json.loads(titles), json.loads(machine_titles))
        for option_id, titles, machine_titles in (row[len(_ROUND) :] for row in rows)
    )
    return BallotPaper(id_, RoundState(state), dots, limit, bool(by_cards), options)
