"""Giving goals and measures of a draft new numbers: shown first, done in one move, undone until the adoption."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, Update, bindparam, select, update

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.editions.beginning import hold_concept
from participation.concept.editions.choices import Choice
from participation.concept.editions.errors import NothingRenumbered, NumbersMoved
from participation.concept.editions.models import MeasureDecision, Renumbering
from participation.concept.editions.numbering import NewNumber, number_anew
from participation.concept.errors import EditionNotDraft
from participation.concept.models import Edition, EditionState, Goal, Measure, measure_goal
from participation.concept.moving import Place
from participation.concept.queries import GoalNode, entry_of_goal, goals_tree
from participation.kernel import clock
from participation.kernel.database import db


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A goal, or a measure under it, with its number before and after."""

    goal: Goal
    measure: Measure | None
    before: str | None
    after: str | None

    @property
    def changes(self) -> bool:
        """Whether the number becomes another one."""
        return self.before != self.after

    @property
    def text(self) -> str:
        """What stands behind the number."""
        return self.measure.label if self.measure else self.goal.text

    def data(self) -> dict[str, Any]:
        """Return the line as it is kept."""
        measure_id = self.measure.id if self.measure else None
        return {"goal": self.goal.id, "measure": measure_id, "old": self.before, "new": self.after}


def list_new_numbers(draft: Edition) -> tuple[NumberLine, ...]:
    """Return the whole table, old → new, in the order of print; measures that end get no number."""
    ended = select(MeasureDecision.lineage).where(
        MeasureDecision.edition_id == draft.id, MeasureDecision.choice == Choice.END
    )
    gone = set(db.session.scalars(ended))
    nodes = [_without(node, gone) for node in goals_tree(draft)]
    return tuple(_line(nodes, number) for number in number_anew([entry_of_goal(node) for node in nodes]))


def fingerprint(lines: Iterable[NumberLine]) -> str:
    """Return what a person confirms: the same as long as the table is the same."""
    return hashlib.sha256(json.dumps([line.data() for line in lines]).encode()).hexdigest()


def renumber(draft: Edition, seen: str, actor: StaffUser | None) -> Renumbering:
    """Give the numbers of the table that somebody saw (``fingerprint``) and record them.

    Raises ``EditionNotDraft``, and ``NumbersMoved`` when the table is another one by now.
    """
    hold_concept(draft.concept)
    _check_draft(draft)
    lines = list_new_numbers(draft)
    if fingerprint(lines) != seen:
        raise NumbersMoved
    changed = [line.data() for line in lines if line.changes]
    _write(changed, "old", "new")
    done = Renumbering(edition_id=draft.id, lines=changed, actor_id=actor.id if actor else None)
    db.session.add(done)
    log_move(actor, "renumber", "edition", draft.id, numbers=len(changed))
    db.session.flush()
    return done


def find_renumbering(draft: Edition) -> Renumbering | None:
    """Return the last renumbering of the draft that is not undone."""
    statement = select(Renumbering).where(Renumbering.edition_id == draft.id, Renumbering.undone_at.is_(None))
    return db.session.scalar(statement.order_by(Renumbering.id.desc()).limit(1))


def undo_renumbering(draft: Edition, actor: StaffUser | None) -> None:
    """Give back the numbers of before the last renumbering; a number that somebody has changed since stays.

    Raises ``EditionNotDraft`` and ``NothingRenumbered``.
    """
    hold_concept(draft.concept)
    _check_draft(draft)
    last = find_renumbering(draft)
    if last is None:
        raise NothingRenumbered
    _write(last.lines, "new", "old")
    last.undone_at = clock.now()
    log_move(actor, "undo_renumbering", "edition", draft.id, numbers=len(last.lines))
    db.session.flush()


def _check_draft(draft: Edition) -> None:
    db.session.refresh(draft)
    if draft.state is not EditionState.DRAFT:
        raise EditionNotDraft


def _write(lines: Sequence[dict[str, Any]], present: str, wanted: str) -> None:
    """Change the numbers where they are still the ``present`` ones."""
    goals = [_given(line, present, wanted) for line in lines if line["measure"] is None]
    measures = [_given(line, present, wanted) for line in lines if line["measure"] is not None]
    goal = cast("Table", Goal.__table__)
    connection = db.session.connection()
    if goals:
        connection.execute(_update(goal, goal.c.id == bindparam("of_goal")), goals)
    if measures:
        at = measure_goal.c
        place = (at.goal_id == bindparam("of_goal")) & (at.measure_id == bindparam("of_measure"))
        connection.execute(_update(measure_goal, place), measures)
    db.session.expire_all()


def _given(line: dict[str, Any], present: str, wanted: str) -> dict[str, Any]:
    return {"of_goal": line["goal"], "of_measure": line["measure"], "was": line[present], "gets": line[wanted]}


def _update(table: Table, where: ColumnElement[bool]) -> Update:
    return (
        update(table)
        .where(where, table.c.number.is_not_distinct_from(bindparam("was")))
        .values(number=bindparam("gets"))
    )


def _line(nodes: Sequence[GoalNode], number: NewNumber) -> NumberLine:
    node = _node_at(nodes, number.place)
    measure = None if number.measure is None else node.measures[number.measure].measure
    return NumberLine(node.goal, measure, number.before, number.after)


def _node_at(nodes: Sequence[GoalNode], place: Place) -> GoalNode:
    node = nodes[place[0]]
    for index in place[1:]:
        node = node.children[index]
    return node


def _without(node: GoalNode, gone: set[str]) -> GoalNode:
    measures = tuple(placed for placed in node.measures if placed.measure.lineage not in gone)
    return replace(node, measures=measures, children=tuple(_without(child, gone) for child in node.children))
