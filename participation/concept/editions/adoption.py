"""Adopting a draft: it becomes what the public sees, and the edition before it is superseded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import aliased

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.editions.beginning import hold_concept
from participation.concept.editions.choices import Choice
from participation.concept.editions.decisions import Pending, list_pending
from participation.concept.editions.errors import (
    AdoptionAhead,
    AdoptionIncomplete,
    DecisionsOpen,
)
from participation.concept.editions.models import MeasureDecision
from participation.concept.errors import EditionNotDraft
from participation.concept.events import EditionAdopted
from participation.concept.models import (
    Edition,
    EditionState,
    Goal,
    Indicator,
    IndicatorValue,
    Measure,
    MeasureState,
)
from participation.concept.queries import find_adopted_edition
from participation.i18n.formats import city_zone
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.events import emit


@dataclass(frozen=True, slots=True)
class Resolution:
    """The resolution by which an edition is adopted: who, when, on which paper."""

    committee: str
    on: date
    paper_number: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands before an adoption: measures that wait for a decision, and how many there are in each state."""

    open: tuple[Pending, ...]
    recommended: int
    unready: int
    """Measures that no committee is asked about yet: they stay drafts in the adopted edition, unseen by the public."""
    ending: int


def readiness_of(draft: Edition) -> Readiness:
    """Return what an adoption of the draft would meet and do."""
    pending = list_pending(draft)
    statement = select(Measure.state).where(Measure.edition_id == draft.id)
    states = list(db.session.scalars(statement))
    return Readiness(
        open=tuple(entry for entry in pending if entry.is_open),
        recommended=states.count(MeasureState.RECOMMENDED),
        unready=sum(state in {MeasureState.IDEA, MeasureState.DRAFT, MeasureState.IN_REVIEW} for state in states),
        ending=sum(entry.decision is not None and entry.decision.choice is Choice.END for entry in pending),
    )


def adopt_edition(draft: Edition, resolution: Resolution, actor: StaffUser | None) -> Edition:
    """Make the draft the adopted edition and the adopted one a superseded one.

    Recommended measures are adopted with it, measures whose end was decided leave it, and values of indicators that
    the former edition got in the meantime come along.

    Raises ``EditionNotDraft``, ``DecisionsOpen``, ``AdoptionIncomplete``, and ``AdoptionAhead`` for a date to come.
    """
    hold_concept(draft.concept)
    db.session.refresh(draft)
    _check(draft, resolution)
    former = find_adopted_edition(draft.concept_id)
    if former is not None:
        _carry_values(former, draft)
        former.state = EditionState.SUPERSEDED
        db.session.flush()
    ended = _end_measures(draft)
    adopted = _adopt_measures(draft)
    draft.state = EditionState.ADOPTED
    draft.as_of = resolution.on
    draft.committee, draft.paper_number = resolution.committee.strip(), resolution.paper_number.strip()
    draft.adopted_by_id = actor.id if actor else None
    draft.own_levels = list(draft.concept.levels)
    said = {"committee": draft.committee, "date": resolution.on.isoformat(), "paper": draft.paper_number}
    log_move(actor, "adopt_edition", "edition", draft.id, resolution=said, adopted=adopted, ended=ended)
    db.session.flush()
    emit(EditionAdopted(draft.id, tuple(adopted), actor.id if actor else None, said))
    return draft


def _check(draft: Edition, resolution: Resolution) -> None:
    if draft.state is not EditionState.DRAFT:
        raise EditionNotDraft
    if not (resolution.committee.strip() and resolution.paper_number.strip()):
        raise AdoptionIncomplete
    if resolution.on > clock.now().astimezone(city_zone()).date():
        raise AdoptionAhead
    waiting = [entry for entry in list_pending(draft) if entry.is_open]
    if waiting:
        raise DecisionsOpen(len(waiting))


def _end_measures(draft: Edition) -> list[str]:
    """Take measures whose end was decided out of the draft and return their lineages; the former edition keeps them."""
    decided = select(MeasureDecision.lineage).where(
        MeasureDecision.edition_id == draft.id, MeasureDecision.choice == Choice.END
    )
    ended = sorted(db.session.scalars(decided))
    db.session.execute(delete(Measure).where(Measure.edition_id == draft.id, Measure.lineage.in_(ended)))
    return ended


def _adopt_measures(draft: Edition) -> list[int]:
    """Adopt the recommended measures and return their ids."""
    recommended = (Measure.edition_id == draft.id) & (Measure.state == MeasureState.RECOMMENDED)
    ids = list(db.session.scalars(select(Measure.id).where(recommended).order_by(Measure.id)))
    db.session.execute(
        update(Measure)
        .where(Measure.id.in_(ids))
        .values(state=MeasureState.ADOPTED, version=Measure.version + 1, changed_at=clock.now())
    )
    return ids


def _carry_values(former: Edition, draft: Edition) -> None:
    """Give the draft's indicators the values that the former edition's got since the draft was begun."""
    old, new = aliased(Indicator), aliased(Indicator)
    old_goal, new_goal = aliased(Goal), aliased(Goal)
    twins = (
        select(old.id, new.id)
        .join(new, new.lineage == old.lineage)
        .join(old_goal, old_goal.id == old.goal_id)
        .join(new_goal, new_goal.id == new.goal_id)
        .where(old_goal.edition_id == former.id, new_goal.edition_id == draft.id)
    )
    to_new: Mapping[int, int] = {row[0]: row[1] for row in db.session.execute(twins)}
    known = {(value.indicator_id, value.at) for value in _values(to_new.values())}
    db.session.add_all(
        IndicatorValue(indicator_id=to_new[value.indicator_id], at=value.at, value=value.value)
        for value in _values(to_new)
        if (to_new[value.indicator_id], value.at) not in known
    )


def _values(indicator_ids: Iterable[int]) -> list[IndicatorValue]:
    return list(db.session.scalars(select(IndicatorValue).where(IndicatorValue.indicator_id.in_(list(indicator_ids)))))
