"""Bringing the rows of an edition in line with a tree, in place: what is matched keeps its database id.

Workshops point at goals and fields of action, plans at measures; so rows are changed, not replaced. Which row an
entry belongs to is decided by `matching` and `moving`, as for the differences that a person confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from participation.concept.matching import match_goals, match_indicators
from participation.concept.models import (
    Concept,
    Direction,
    Edition,
    FieldOfAction,
    Goal,
    GoalPlace,
    Indicator,
    IndicatorValue,
    Measure,
    VocabularyKind,
    VocabularyWord,
    goal_field,
    measure_field,
    measure_goal,
)
from participation.concept.moving import Place, find_moves
from participation.concept.queries import GoalNode, entry_of_goal, entry_of_indicator, goals_tree, list_fields
from participation.concept.services.measure_rows import StandingMeasure, assign_rows, standing_measures
from participation.concept.tree import ConceptTree, GoalEntry, IndicatorEntry, WordEntry
from participation.kernel.database import db


def synchronise(edition: Edition, tree: ConceptTree, renamed: dict[str, str]) -> None:
    """Make the edition and its concept say what the tree says.

    ``renamed``: a field's name before → its name now, so that its row keeps its id.
    """
    concept = edition.concept
    concept.title, concept.city, concept.language = tree.title, tree.city, tree.language
    concept.levels = list(tree.levels)
    edition.title = tree.edition
    _synchronise_words(concept, tree.vocabulary)
    _Rows(edition, _synchronise_fields(edition, tree.fields_of_action, renamed)).write(tree)
    db.session.flush()
    db.session.expire_all()


def _synchronise_fields(edition: Edition, names: Sequence[str], renamed: dict[str, str]) -> dict[str, FieldOfAction]:
    """Give the concept the fields of these names; what goes stays as long as another edition names it."""
    concept = edition.concept
    present = {field.name: field for field in list_fields(concept)}
    for before, now in renamed.items():
        if before in present and before not in names and now in names and now not in present:
            present[now] = present.pop(before)
            present[now].name = now
    for name in names:
        if name not in present:
            present[name] = FieldOfAction(concept_id=concept.id, name=name, position=0)
            db.session.add(present[name])
    for position, name in enumerate(names):
        present[name].position = position
    elsewhere = _fields_named_elsewhere(edition)
    gone = [field.id for name, field in present.items() if name not in names and field.id not in elsewhere]
    db.session.flush()
    db.session.execute(delete(FieldOfAction).where(FieldOfAction.id.in_(gone)))
    return {name: present[name] for name in names}


def _synchronise_words(concept: Concept, entries: Sequence[WordEntry]) -> None:
    present = {(word.kind.value, word.key): word for word in concept.words}
    for position, entry in enumerate(entries):
        row = present.pop((entry.kind, entry.key), None)
        if row is None:
            row = VocabularyWord(kind=VocabularyKind(entry.kind), key=entry.key)
            concept.words.append(row)
        row.name, row.position = entry.name, position
    for gone in present.values():
        concept.words.remove(gone)


def _fields_named_elsewhere(edition: Edition) -> set[int]:
    others = select(Edition.id).where(Edition.concept_id == edition.concept_id, Edition.id != edition.id)
    by_goals = select(goal_field.c.field_id).join(Goal).where(Goal.edition_id.in_(others))
    by_measures = select(measure_field.c.field_id).join(Measure).where(Measure.edition_id.in_(others))
    return set(db.session.scalars(by_goals)) | set(db.session.scalars(by_measures))


class _Rows:
    """Walks the tree beside the rows; goals first, then the measures that stand under them."""

    def __init__(self, edition: Edition, fields: dict[str, FieldOfAction]) -> None:
        self._edition = edition
        self._fields = fields
        self._placed: list[tuple[Goal, GoalEntry]] = []
        self._further: list[tuple[Goal, GoalEntry, int]] = []
        self._moved: dict[Place, GoalNode] = {}
        self._standing: list[StandingMeasure] = []

    def write(self, tree: ConceptTree) -> None:
        nodes = goals_tree(self._edition)
        stored = {placed.measure.id: placed.measure for node in _walk(nodes) for placed in node.measures}
        moves = find_moves([entry_of_goal(node) for node in nodes], tree.goals)
        self._moved = {place: _node_at(nodes, origin) for place, origin in moves.items()}
        self._goals(nodes, tree.goals, (), None)
        db.session.flush()
        measures = assign_rows(self._edition, self._standing, list(stored.values()))
        self._link_goals()
        self._link_places()
        self._link_measures(measures)
        # Rows that are gone take their links and indicators with them.
        gone = {node.goal.id for node in _walk(nodes)} - {goal.id for goal, _ in self._placed}
        db.session.execute(delete(Goal).where(Goal.id.in_(gone)))

    def _goals(
        self, nodes: Sequence[GoalNode], entries: Sequence[GoalEntry], above: Place, parent: Goal | None
    ) -> None:
        for before, after in match_goals([entry_of_goal(node) for node in nodes], entries):
            if after is not None and entries[after].repeated and parent is not None:
                self._further.append((parent, entries[after], self._next_position))
            elif after is not None:
                place = (*above, after)
                self._goal(self._moved.get(place) if before is None else nodes[before], entries[after], place, parent)

    def _goal(self, node: GoalNode | None, entry: GoalEntry, place: Place, parent: Goal | None) -> None:
        goal = node.goal if node else Goal(edition_id=self._edition.id, parent=parent)
        if place in self._moved:
            goal.parent = parent
        goal.level = parent.level + 1 if parent else 0
        goal.position = self._next_position
        if node and (goal.number, goal.text) != (entry.number, entry.text):
            goal.version += 1
        goal.number, goal.text = entry.number, entry.text
        db.session.add(goal)
        self._placed.append((goal, entry))
        self._standing.extend(standing_measures(goal, node, entry.measures))
        _synchronise_indicators(goal, node is not None, entry.indicators)
        self._goals(node.children if node else (), entry.children, place, goal)

    @property
    def _next_position(self) -> int:
        """Places are counted through the whole edition, first and further ones alike."""
        return len(self._placed) + len(self._further)

    def _link_places(self) -> None:
        in_edition = select(Goal.id).where(Goal.edition_id == self._edition.id)
        db.session.execute(delete(GoalPlace).where(GoalPlace.goal_id.in_(in_edition)))
        first = {(goal.level, goal.text): goal for goal, _ in reversed(self._placed)}
        _insert(
            GoalPlace,
            [
                {
                    "goal_id": first[parent.level + 1, entry.text].id,
                    "parent_id": parent.id,
                    "position": position,
                    "number": entry.number,
                }
                for parent, entry, position in self._further
            ],
        )

    def _link_goals(self) -> None:
        in_edition = select(Goal.id).where(Goal.edition_id == self._edition.id)
        db.session.execute(delete(goal_field).where(goal_field.c.goal_id.in_(in_edition)))
        _insert(
            goal_field,
            [
                {"goal_id": goal.id, "field_id": self._fields[name].id}
                for goal, entry in self._placed
                for name in entry.fields
            ],
        )

    def _link_measures(self, measures: list[tuple[Measure, list[StandingMeasure]]]) -> None:
        ids = [measure.id for measure, _ in measures]
        for links in (measure_goal, measure_field):
            db.session.execute(delete(links).where(links.c.measure_id.in_(ids)))
        standing = ((measure, place) for measure, places in measures for place in places)
        _insert(
            measure_goal,
            [
                {
                    "measure_id": measure.id,
                    "goal_id": place.goal.id,
                    "position": place.position,
                    "number": place.entry.number,
                }
                for measure, place in standing
            ],
        )
        named = ((measure, name) for measure, places in measures for name in places[0].entry.fields)
        _insert(
            measure_field,
            [{"measure_id": measure.id, "field_id": self._fields[name].id} for measure, name in named],
        )


def _synchronise_indicators(goal: Goal, stored: bool, entries: Sequence[IndicatorEntry]) -> None:  # noqa: FBT001 - private
    rows = list(goal.indicators) if stored else []
    for before, after in match_indicators([entry_of_indicator(row) for row in rows], entries):
        if after is None:
            if before is not None:
                db.session.delete(rows[before])
            continue
        row = Indicator(goal=goal) if before is None else rows[before]
        entry = entries[after]
        row.position = after
        row.direction = Direction(entry.direction) if entry.direction else None
        for name in ("name", "unit", "source", "baseline", "target"):
            setattr(row, name, getattr(entry, name))
        _synchronise_values(row, entry)
        db.session.add(row)


def _synchronise_values(row: Indicator, entry: IndicatorEntry) -> None:
    """Bring the readings in line, one a day."""
    said = {date.fromisoformat(value.at): value.value for value in entry.values}
    for reading in list(row.values):
        if reading.at in said:
            reading.value = said.pop(reading.at)
        else:
            row.values.remove(reading)
    row.values.extend(IndicatorValue(at=at, value=value) for at, value in said.items())


def _node_at(nodes: Sequence[GoalNode], place: Place) -> GoalNode:
    node = nodes[place[0]]
    for index in place[1:]:
        node = node.children[index]
    return node


def _walk(nodes: Sequence[GoalNode]) -> Iterator[GoalNode]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _insert(table: Any, rows: list[dict[str, Any]]) -> None:  # noqa: ANN401 - an association table
    if rows:
        db.session.execute(insert(table), rows)
