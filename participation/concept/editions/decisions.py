"""Measures of the former edition that somebody has to decide on before the draft is adopted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload, selectinload

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.editions.choices import NEEDS_REASON, Choice, is_settled
from participation.concept.editions.errors import DecisionReasonMissing, NotOfFormerEdition
from participation.concept.editions.models import MeasureDecision
from participation.concept.errors import EditionNotDraft
from participation.concept.models import Edition, EditionState, Measure
from participation.concept.queries import PlacedMeasure, entry_of_measure
from participation.kernel import clock
from participation.kernel.database import db


@dataclass(frozen=True, slots=True)
class Pending:
    """A measure of the former edition as the draft has it, and what is decided; ``decision`` is None if unmarked."""

    measure: Measure
    decision: MeasureDecision | None
    changed: bool
    """Whether the draft says something else of it than the former edition."""

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.decision is not None and not is_settled(self.decision.choice, changed=self.changed)


def list_pending(draft: Edition) -> list[Pending]:
    """Return the measures that the draft has from the former edition, in their order."""
    former = {row.lineage: row for row in _measures(draft.base_id)} if draft.base_id else {}
    statement = (
        select(MeasureDecision).where(MeasureDecision.edition_id == draft.id).options(joinedload(MeasureDecision.actor))
    )
    decisions = {row.lineage: row for row in db.session.scalars(statement)}
    return [
        Pending(row, decisions.get(row.lineage), _said(row) != _said(former[row.lineage]))
        for row in _measures(draft.id)
        if row.lineage in former
    ]


def mark_for_decision(draft: Edition, lineages: Collection[str], actor: StaffUser | None) -> None:
    """Mark measures for decision; what was decided on them before is open again.

    Raises ``EditionNotDraft`` and ``NotOfFormerEdition``.
    """
    _write(draft, lineages, None, "", actor)


def decide(draft: Edition, lineages: Collection[str], choice: Choice, reason: str, actor: StaffUser | None) -> None:
    """Decide what becomes of measures of the former edition, marked or not.

    Raises ``EditionNotDraft``, ``NotOfFormerEdition``, and ``DecisionReasonMissing`` for an end, or a decision that is
    left open, without a reason.
    """
    reason = " ".join(reason.split())
    if choice in NEEDS_REASON and not reason:
        raise DecisionReasonMissing
    _write(draft, lineages, choice, reason, actor)


def unmark(draft: Edition, lineages: Collection[str], actor: StaffUser | None) -> None:
    """Let measures move along without a decision. Raises ``EditionNotDraft``."""
    _check_draft(draft)
    gone = MeasureDecision.lineage.in_(set(lineages))
    db.session.execute(delete(MeasureDecision).where(MeasureDecision.edition_id == draft.id, gone))
    log_move(actor, "unmark_measures", "edition", draft.id, measures=sorted(lineages))


def _write(
    draft: Edition, lineages: Collection[str], choice: Choice | None, reason: str, actor: StaffUser | None
) -> None:
    _check_draft(draft)
    wanted = set(lineages)
    for edition_id in (draft.id, draft.base_id):
        here = select(Measure.lineage).where(Measure.edition_id == edition_id, Measure.lineage.in_(wanted))
        if set(db.session.scalars(here)) != wanted:
            raise NotOfFormerEdition
    present = {
        row.lineage: row
        for row in db.session.scalars(select(MeasureDecision).where(MeasureDecision.edition_id == draft.id))
    }
    for lineage in sorted(wanted):
        row = present.get(lineage) or MeasureDecision(edition_id=draft.id, lineage=lineage)
        row.choice, row.reason, row.at = choice, reason, clock.now()
        row.actor_id = actor.id if actor else None
        db.session.add(row)
    action = "decide_measures" if choice else "mark_measures"
    log_move(actor, action, "edition", draft.id, reason=reason, choice=choice, measures=sorted(wanted))
    db.session.flush()


def _check_draft(draft: Edition) -> None:
    if draft.state is not EditionState.DRAFT:
        raise EditionNotDraft


def _measures(edition_id: int) -> Sequence[Measure]:
    statement = select(Measure).where(Measure.edition_id == edition_id).order_by(Measure.position, Measure.id)
    return db.session.scalars(statement.options(selectinload(Measure.fields), selectinload(Measure.goals))).all()


def _said(row: Measure) -> object:
    """Return what a change is told by: the words of a measure and its goals, not its state."""
    return replace(entry_of_measure(PlacedMeasure(row, None)), state=""), {goal.lineage for goal in row.goals}
