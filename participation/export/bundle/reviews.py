"""Reviews of a measure in a bundle: the rounds that ended with a decision, without the names of those who reviewed.

A round that is open is nobody's but its reviewers' (ADR 25): it stays. So does one that was broken off before all
reviews were in, of which nobody may ever read more than their own; why it ended stands in the measure's history.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from participation.concept.models import Measure, MeasureState
from participation.export.bundle.identity import heard, said
from participation.export.bundle.reading import Data
from participation.kernel.database import db
from participation.measures.models import Review, ReviewRound, Vote

_PLAIN: Final = ("reason", "marks", "version", "measure_version")

Rounds = Mapping[int, Sequence[ReviewRound]]
"""The decided rounds of measures, by the measure's id."""


def list_decided(measures: Iterable[Measure]) -> Rounds:
    """Return the rounds that ended with a decision on their reviews, oldest first."""
    ids = [measure.id for measure in measures]
    statement = select(ReviewRound).where(ReviewRound.measure_id.in_(ids), ReviewRound.closed_at.is_not(None))
    found: defaultdict[int, list[ReviewRound]] = defaultdict(list)
    for round_ in db.session.scalars(
        statement.options(selectinload(ReviewRound.reviews)).order_by(ReviewRound.closed_at, ReviewRound.id)
    ):
        if round_.reviews and round_.is_complete:
            found[round_.measure_id].append(round_)
    return found


def rounds_of_reviews_data(rounds: Iterable[ReviewRound]) -> list[Data]:
    """Return decided rounds; the reviews in the order in which they came in."""
    return [
        {
            "criteria": list(round_.criteria),
            "opened_at": said(round_.opened_at),
            "closed_at": said(round_.closed_at),
            "outcome": round_.outcome.value if round_.outcome else None,
            "reason": round_.reason,
            "reviews": sorted((_review_data(review) for review in round_.reviews), key=_order),
        }
        for round_ in rounds
    ]


def stored_rounds(data: Iterable[Data], measure: Measure) -> list[ReviewRound]:
    """Return the rounds of a measure as rows."""
    return [
        ReviewRound(
            measure_id=measure.id,
            criteria=entry["criteria"],
            opened_at=heard(entry["opened_at"]),
            closed_at=heard(entry["closed_at"]),
            outcome=MeasureState(entry["outcome"]),
            reason=entry["reason"],
            reviews=[_review(review) for review in entry["reviews"]],
        )
        for entry in data
    ]


def _review_data(review: Review) -> Data:
    return {
        "vote": review.vote.value if review.vote else None,
        **{name: getattr(review, name) for name in _PLAIN},
        "handed_in_at": said(review.handed_in_at),
    }


def _review(data: Data) -> Review:
    return Review(
        vote=Vote(data["vote"]),
        **{name: data[name] for name in _PLAIN},
        handed_in_at=heard(data["handed_in_at"]),
    )


def _order(data: Data) -> tuple[str, str]:
    return data["handed_in_at"], json.dumps(data, sort_keys=True)
