"""Reads of indicators as they are measured: those of the adopted edition and of the draft beside it, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload, selectinload

from participation.access.models import LogEntry
from participation.concept.models import Concept, Edition, EditionState, Goal, Indicator
from participation.kernel.database import db

STANDING = (EditionState.ADOPTED, EditionState.DRAFT)
"""The states of editions whose indicators are measured; a superseded edition stays as it was."""
VALUE_MOVES = ("record_value", "remove_value")
"""What the log calls moves of values."""


@dataclass(frozen=True, slots=True)
class ValueMove:
    """A line of the history of an indicator's values; ``after`` is ``None`` when the value was removed."""

    entry: LogEntry
    day: date
    before: float | None
    after: float | None


def list_measured(concept: Concept) -> list[Indicator]:
    """Return the indicators that are measured now, in the order of print, with goals and values.

    Each stands there once: as in the adopted edition, else as in the draft. Two statements, however many there are.
    """
    statement = _standing(concept.id).options(
        joinedload(Indicator.goal).joinedload(Goal.edition), selectinload(Indicator.values)
    )
    found: dict[str, Indicator] = {}
    for indicator in db.session.scalars(statement):
        found.setdefault(indicator.lineage, indicator)
    return list(found.values())


def find_measured(concept_id: int, indicator_id: int) -> Indicator | None:
    """Return an indicator of the adopted edition or of the draft."""
    return db.session.scalar(_standing(concept_id).where(Indicator.id == indicator_id))


def list_twins(indicator: Indicator) -> list[Indicator]:
    """Return the indicator as the adopted edition and the draft have it, with values: a value belongs to both."""
    statement = _standing(indicator.goal.edition.concept_id).where(Indicator.lineage == indicator.lineage)
    return list(db.session.scalars(statement.options(selectinload(Indicator.values))))


def list_value_moves(indicator: Indicator, most: int) -> Sequence[ValueMove]:
    """Return who recorded and removed values, newest first, in all editions, as far as the log reaches back."""
    same = select(Indicator.id).where(Indicator.lineage == indicator.lineage)
    statement = (
        select(LogEntry)
        .where(LogEntry.subject_type == "indicator", LogEntry.action.in_(VALUE_MOVES), LogEntry.subject_id.in_(same))
        .options(joinedload(LogEntry.actor))
        .order_by(LogEntry.id.desc())
        .limit(most)
    )
    return [
        ValueMove(
            entry, date.fromisoformat(entry.details["at"]), entry.details.get("before"), entry.details.get("after")
        )
        for entry in db.session.scalars(statement)
    ]


def _standing(concept_id: int) -> Select[Indicator]:
    rank = case({state: place for place, state in enumerate(STANDING)}, value=Edition.state)
    return (
        select(Indicator)
        .join(Goal)
        .join(Edition)
        .where(Edition.concept_id == concept_id, Edition.state.in_(STANDING))
        .order_by(rank, Goal.position, Goal.id, Indicator.position, Indicator.id)
    )
