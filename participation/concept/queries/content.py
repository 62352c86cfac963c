"""Reads of an edition's content: the goal tree as rows and as a neutral tree, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import selectinload

from participation.concept.models import (
    MEASURE_TEXTS,
    Concept,
    Edition,
    FieldOfAction,
    Goal,
    GoalPlace,
    Indicator,
    Measure,
    VocabularyKind,
    measure_goal,
)
from participation.concept.queries.editions import list_fields_of
from participation.concept.tree import (
    ConceptTree,
    GoalEntry,
    IndicatorEntry,
    MeasureEntry,
    Origin,
    ValueEntry,
    WordEntry,
)
from participation.kernel.database import db


@dataclass(frozen=True, slots=True)
class PlacedMeasure:
    """A measure at its place under a goal, with the number printed there."""

    measure: Measure
    number: str | None


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal with what hangs on it, in the order of print.

    At a further place of a goal (``further``) nothing hangs on the node: it stands at the goal's first place.
    """

    goal: Goal
    measures: tuple[PlacedMeasure, ...]
    children: tuple[GoalNode, ...]
    further: GoalPlace | None = None

    @property
    def number(self) -> str | None:
        """The number that is printed here."""
        return self.further.number if self.further else self.goal.number


@dataclass(frozen=True, slots=True)
class EditionCounts:
    """How much an edition holds; ``goals`` by level name, ``drafts`` are measures that came from a workshop."""

    goals: dict[str, int]
    measures: int
    drafts: int
    fields_of_action: int
    indicators: int


def goals_tree(edition: Edition) -> tuple[GoalNode, ...]:
    """Return the goals of an edition with fields, indicators and measures, in eight statements whatever their number.

    A goal with further places comes again at each of them, see ``GoalNode``.
    """
    goals = db.session.scalars(
        select(Goal)
        .where(Goal.edition_id == edition.id)
        .order_by(Goal.position, Goal.id)
        .options(selectinload(Goal.fields), selectinload(Goal.indicators).selectinload(Indicator.values))
    )
    children: dict[int | None, list[Goal | GoalPlace]] = defaultdict(list)
    for goal in goals:
        children[goal.parent_id].append(goal)
    for place in db.session.scalars(places_of(edition)):
        children[place.parent_id].append(place)
    for below in children.values():
        below.sort(key=lambda entry: entry.position)
    return _nodes(None, children, _placed_measures(edition))


def places_of(edition: Edition) -> Select[GoalPlace]:
    """Return the statement for the further places of the edition's goals in the order of print."""
    statement = select(GoalPlace).join(Goal, GoalPlace.goal_id == Goal.id).where(Goal.edition_id == edition.id)
    return statement.order_by(GoalPlace.position, GoalPlace.id)


def tree_of(edition: Edition) -> ConceptTree:
    """Return the edition as a neutral tree: what an import of this tree into an empty concept would store."""
    concept = edition.concept
    return ConceptTree(
        title=concept.title,
        language=concept.language,
        levels=tuple(edition.levels),
        fields_of_action=tuple(field.name for field in list_fields_of(edition)),
        goals=tuple(entry_of_goal(node) for node in goals_tree(edition)),
        city=concept.city,
        edition=edition.title,
        vocabulary=vocabulary_of(concept),
    )


def vocabulary_of(concept: Concept) -> tuple[WordEntry, ...]:
    """Return the concept's own words as the neutral tree says them, kind by kind."""
    by_kind = {kind: [word for word in concept.words if word.kind is kind] for kind in VocabularyKind}
    return tuple(WordEntry(kind.value, word.key, word.name) for kind, words in by_kind.items() for word in words)


def counts(editions: Sequence[Edition]) -> dict[int, EditionCounts]:
    """Return the counts of editions by edition id, in as many statements for one as for many."""
    ids = [edition.id for edition in editions]
    goals: dict[int, dict[int, int]] = defaultdict(dict)
    by_level = select(Goal.edition_id, Goal.level, func.count()).where(Goal.edition_id.in_(ids))
    for edition_id, level, number in db.session.execute(by_level.group_by(Goal.edition_id, Goal.level)):
        goals[edition_id][level] = number
    of_edition = Measure.edition_id.in_(ids)
    measures = _by_id(select(Measure.edition_id, func.count()).where(of_edition).group_by(Measure.edition_id))
    drafted = select(Measure.edition_id, func.count()).where(of_edition, Measure.origin_workshop != "")
    drafts = _by_id(drafted.group_by(Measure.edition_id))
    fields = _by_id(select(FieldOfAction.concept_id, func.count()).group_by(FieldOfAction.concept_id))
    measured = select(Goal.edition_id, func.count()).join(Indicator).where(Goal.edition_id.in_(ids))
    indicators = _by_id(measured.group_by(Goal.edition_id))
    return {
        edition.id: EditionCounts(
            goals={name: goals[edition.id].get(level, 0) for level, name in enumerate(edition.levels)},
            measures=measures.get(edition.id, 0),
            drafts=drafts.get(edition.id, 0),
            fields_of_action=fields.get(edition.concept_id, 0),
            indicators=indicators.get(edition.id, 0),
        )
        for edition in editions
    }


def entry_of_goal(node: GoalNode) -> GoalEntry:
    """Return a goal of the tree as the neutral tree says it."""
    goal = node.goal
    if node.further:
        return GoalEntry(number=node.number, text=goal.text, repeated=True)
    return GoalEntry(
        number=goal.number,
        text=goal.text,
        fields=_names(goal.fields),
        measures=tuple(entry_of_measure(placed) for placed in node.measures),
        indicators=tuple(entry_of_indicator(indicator) for indicator in goal.indicators),
        children=tuple(entry_of_goal(child) for child in node.children),
    )


def entry_of_measure(placed: PlacedMeasure) -> MeasureEntry:
    """Return a measure under a goal as the neutral tree says it."""
    measure = placed.measure
    origin = Origin(measure.origin_workshop, measure.origin_rank, measure.origin_points)
    texts: dict[str, str] = {name: getattr(measure, name) for name in MEASURE_TEXTS}
    return MeasureEntry(
        number=placed.number,
        state=measure.state.value,
        origin=origin if measure.origin_workshop else None,
        spatial_reference=measure.spatial_reference or "",
        integration_phase=measure.integration_phase or "",
        due_on=measure.due_on.isoformat() if measure.due_on else "",
        funded_until=measure.funded_until.isoformat() if measure.funded_until else "",
        fields=_names(measure.fields),
        **texts,
    )


def entry_of_indicator(indicator: Indicator) -> IndicatorEntry:
    """Return an indicator as the neutral tree says it."""
    return IndicatorEntry(
        name=indicator.name,
        unit=indicator.unit,
        direction=indicator.direction.value if indicator.direction else "",
        source=indicator.source,
        baseline=indicator.baseline,
        target=indicator.target,
        values=tuple(ValueEntry(reading.at.isoformat(), reading.value) for reading in indicator.values),
    )


def _names(fields: Iterable[FieldOfAction]) -> tuple[str, ...]:
    return tuple(field.name for field in fields)


def _nodes(
    parent: int | None,
    children: dict[int | None, list[Goal | GoalPlace]],
    measures: dict[int, tuple[PlacedMeasure, ...]],
) -> tuple[GoalNode, ...]:
    return tuple(
        GoalNode(entry.goal, (), (), entry)
        if isinstance(entry, GoalPlace)
        else GoalNode(entry, measures.get(entry.id, ()), _nodes(entry.id, children, measures))
        for entry in children.get(parent, ())
    )


def _placed_measures(edition: Edition) -> dict[int, tuple[PlacedMeasure, ...]]:
    """Return the measures by goal; those without a place of their own come after the printed ones."""
    measures = select(Measure).where(Measure.edition_id == edition.id).options(selectinload(Measure.fields))
    known = {measure.id: measure for measure in db.session.scalars(measures)}
    places = select(measure_goal).join(Goal).where(Goal.edition_id == edition.id)

    def order(place: Row[int, int, int | None, str | None]) -> tuple[bool, int, int, int]:
        measure = known[place.measure_id]
        return place.position is None, place.position or 0, measure.position, measure.id

    placed: dict[int, list[PlacedMeasure]] = defaultdict(list)
    rows = [row for row in db.session.execute(places) if row.measure_id in known]
    for row in sorted(rows, key=order):
        placed[row.goal_id].append(PlacedMeasure(known[row.measure_id], row.number))
    return {goal_id: tuple(of_goal) for goal_id, of_goal in placed.items()}


def _by_id(statement: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(statement)}
