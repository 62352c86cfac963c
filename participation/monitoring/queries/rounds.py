"""Reads of rounds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from participation.kernel.database import db
from participation.monitoring.errors import RoundUnknown
from participation.monitoring.models import Answer, StatusReport, StatusRequest, StatusRound


@dataclass(frozen=True, slots=True)
class Counts:
    """How many measures a round asks about, and what came back."""

    asked: int = 0
    missing: int = 0
    new: int = 0
    accepted: int = 0

    def of(self, answer: Answer | None) -> int:
        """Return how many gave this answer, all of them without one."""
        by_answer = {Answer.MISSING: self.missing, Answer.NEW: self.new, Answer.ACCEPTED: self.accepted}
        return self.asked if answer is None else by_answer[answer]


def get_round(round_id: int) -> StatusRound:
    """Return the round with its concept; raises ``RoundUnknown``."""
    round_ = db.session.get(StatusRound, round_id, options=[joinedload(StatusRound.concept)])
    if round_ is None:
        raise RoundUnknown
    return round_


def list_rounds(concept_id: int) -> list[StatusRound]:
    """Return the rounds of a concept, newest first."""
    statement = select(StatusRound).where(StatusRound.concept_id == concept_id)
    return list(db.session.scalars(statement.order_by(StatusRound.year.desc(), StatusRound.half.desc())))


def find_last_round(concept_id: int, ended_before: date) -> StatusRound | None:
    """Return the newest round of a concept whose deadline is over on this day."""
    return next((round_ for round_ in list_rounds(concept_id) if round_.is_over(ended_before)), None)


def count_answers(round_ids: Collection[int]) -> dict[int, Counts]:
    """Return by round what came back; in one statement."""
    asked, handed_in = func.count(StatusRequest.id), func.count(StatusReport.id)
    accepted = func.count(StatusReport.accepted_at)
    statement = (
        select(StatusRequest.round_id, asked, asked - handed_in, handed_in - accepted, accepted)
        .outerjoin(StatusRequest.report)
        .where(StatusRequest.round_id.in_(round_ids))
        .group_by(StatusRequest.round_id)
    )
    return {row[0]: Counts(*row[1:]) for row in db.session.execute(statement)}
