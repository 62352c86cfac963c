"""Reads of measures."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from participation.concept.models import MEASURE_TEXTS, FieldOfAction, Goal, Measure, MeasureState, missing_fields
from participation.kernel.database import db
from participation.measures.domain import next_states
from participation.measures.errors import MeasureUnknown
from participation.measures.models import MeasureChange


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """What a list of measures is narrowed to; whatever is empty does not narrow.

    ``goal_id`` includes the goals below it; ``words`` must all stand in the title, the text or the lead.
    """

    states: Collection[MeasureState] = ()
    goal_id: int | None = None
    field_id: int | None = None
    origin_workshop: str = ""
    words: str = ""


def list_measures(edition_id: int, narrowed: MeasureFilter | None = None) -> list[Measure]:
    """Return the measures of an edition in their order, with their goals and fields of action."""
    statement = (
        select(Measure)
        .where(Measure.edition_id == edition_id, *_conditions(narrowed or MeasureFilter()))
        .options(selectinload(Measure.goals), selectinload(Measure.fields))
        .order_by(Measure.position, Measure.id)
    )
    return list(db.session.scalars(statement))


def get_measure(measure_id: int) -> Measure:
    """Return a measure with its goals, fields of action and edition; raises ``MeasureUnknown``."""
    measure = db.session.scalar(
        select(Measure)
        .where(Measure.id == measure_id)
        .options(selectinload(Measure.goals), selectinload(Measure.fields), joinedload(Measure.edition))
    )
    if measure is None:
        raise MeasureUnknown
    return measure


def history(measure: Measure) -> list[MeasureChange]:
    """Return the changes of a measure in this edition and in those before, newest first, with who made them."""
    same = select(Measure.id).where(Measure.lineage == measure.lineage, Measure.id <= measure.id)
    statement = (
        select(MeasureChange)
        .where(MeasureChange.measure_id.in_(same))
        .options(joinedload(MeasureChange.actor))
        .order_by(MeasureChange.id.desc())
    )
    return list(db.session.scalars(statement))


def missing_parts(measure: Measure) -> tuple[str, ...]:
    """Return the names of what the measure lacks, ``goals`` first; while there are any, it is a draft."""
    lacking = missing_fields({name: getattr(measure, name) for name in MEASURE_TEXTS})
    return lacking if measure.goals else ("goals", *lacking)


def reachable_states(measure: Measure) -> tuple[MeasureState, ...]:
    """Return the states that the measure may go to now."""
    return tuple(MeasureState(state) for state in next_states(measure.state, _postponed_from(measure)))


def _postponed_from(measure: Measure) -> str | None:
    if measure.state is not MeasureState.POSTPONED:
        return None
    for change in history(measure):
        if change.after.get("state") == MeasureState.POSTPONED:
            return str(change.before["state"])
    return None


def _conditions(narrowed: MeasureFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if narrowed.states:
        found.append(Measure.state.in_(narrowed.states))
    if narrowed.goal_id is not None:
        found.append(Measure.goals.any(Goal.id.in_(_goals_from(narrowed.goal_id))))
    if narrowed.field_id is not None:
        found.append(Measure.fields.any(FieldOfAction.id == narrowed.field_id))
    if narrowed.origin_workshop:
        found.append(Measure.origin_workshop == narrowed.origin_workshop)
    columns = (Measure.title, Measure.text, Measure.lead)
    return found + [
        or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in narrowed.words.split()
    ]


def _goals_from(goal_id: int) -> Select[int]:
    tree = select(Goal.id).where(Goal.id == goal_id).cte(recursive=True)
    child = aliased(Goal)
    tree = tree.union_all(select(child.id).join(tree, child.parent_id == tree.c.id))
    return select(tree.c.id)
