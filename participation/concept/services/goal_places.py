"""Further places of a goal, and what becomes of what hangs on a goal that goes."""

from __future__ import annotations

from sqlalchemy import delete, select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.errors import GoalHolds, GoalPlaceUnfit, GoalStandsThere, GoalUnknown
from participation.concept.models import Edition, Goal, GoalPlace
from participation.concept.places import Hanging, Standing, below, hanging_on, order_of, store_order
from participation.concept.references import lead_references
from participation.concept.services.goals import check_number, check_told_apart, read_number, said
from participation.kernel.database import db


def add_place(goal: Goal, parent: Goal, number: str, actor: StaffUser | None) -> GoalPlace:
    """Print a goal under a further one, as the last there, with a number of its own.

    Raises ``GoalPlaceUnfit`` unless ``parent`` stands one level above the goal, ``GoalStandsThere``,
    ``GoalSaidTwice``, ``GoalNumberTaken``, ``TextTooLong``.
    """
    if parent.edition_id != goal.edition_id or parent.level != goal.level - 1:
        raise GoalPlaceUnfit
    order = order_of(goal.edition)
    beside = order[parent.id]
    if parent.id == goal.parent_id or any(isinstance(one, GoalPlace) and one.goal_id == goal.id for one in beside):
        raise GoalStandsThere
    check_told_apart(goal, goal.text, placed=True)
    printed = read_number(number)
    check_number(beside, printed)
    place = GoalPlace(goal=goal, parent=parent, position=0, number=printed)
    db.session.add(place)
    db.session.flush()
    beside.append(place)
    store_order(order)
    log_move(actor, "add_goal_place", "goal", goal.id, goal=said(goal), after=said(parent), number=printed or "")
    return place


def remove_place(place: GoalPlace, actor: StaffUser | None) -> None:
    """Print a goal no longer at this further place; the goal itself stays."""
    goal = place.goal
    log_move(actor, "remove_goal_place", "goal", goal.id, goal=said(goal), before=said(place.parent))
    db.session.delete(place)
    db.session.flush()
    store_order(order_of(goal.edition))


def get_place(edition: Edition, place_id: int) -> GoalPlace:
    """Return a further place of this edition; raises ``GoalUnknown``."""
    statement = select(GoalPlace).join(Goal, GoalPlace.goal_id == Goal.id)
    place = db.session.scalar(statement.where(GoalPlace.id == place_id, Goal.edition_id == edition.id))
    if place is None:
        raise GoalUnknown
    return place


def remove_goal(goal: Goal, successor: Goal | None, actor: StaffUser | None) -> None:
    """Remove a goal; what hangs on it goes to ``successor``, and the log names it.

    A goal below it whose number is in use under the successor goes there without a number.

    Raises ``GoalHolds`` when something hangs on it and there is no successor, ``GoalPlaceUnfit`` when goals below it
    would stand at another level or the successor is below it.
    """
    edition = goal.edition
    hanging = hanging_on(goal)
    if hanging and successor is None:
        raise GoalHolds
    if hanging and successor is not None:
        _hand_over(goal, hanging, successor)
    log_move(
        actor,
        "remove_goal",
        "goal",
        goal.id,
        concept=edition.concept_id,
        before=said(goal),
        after=said(successor) if hanging and successor else "",
        goals=[said(child) for child in hanging.children],
        measures=[measure.label for measure in hanging.measures],
        indicators=[indicator.name for indicator in hanging.indicators],
    )
    db.session.execute(delete(Goal).where(Goal.id == goal.id))
    db.session.expire_all()
    store_order(order_of(edition))


def _hand_over(goal: Goal, hanging: Hanging, successor: Goal) -> None:
    order = order_of(goal.edition)
    if successor.id in {one.id for one in below(goal, order)} or successor.edition_id != goal.edition_id:
        raise GoalPlaceUnfit
    if (hanging.children or hanging.places) and successor.level != goal.level:
        raise GoalPlaceUnfit
    _leave_taken_numbers_out(order[goal.id], order[successor.id])
    _drop_doubled_places(goal, hanging, successor)
    last = max((other.position + 1 for other in successor.indicators), default=0)
    for place, indicator in enumerate(hanging.indicators):
        indicator.position = last + place
    # Numbers count through the edition, so goals that come stand behind those that are there.
    for child in hanging.children:
        child.position += len(order) + sum(map(len, order.values()))
    db.session.flush()
    lead_references(Goal.metadata.tables["goal"], goal.id, successor.id, but=("goal_field",))


def _leave_taken_numbers_out(coming: list[Standing], present: list[Standing]) -> None:
    taken = {standing.number for standing in present}
    for standing in coming:
        if standing.number in taken:
            standing.number = None


def _drop_doubled_places(goal: Goal, hanging: Hanging, successor: Goal) -> None:
    """Let a further place go where, after the hand-over, the same goal would stand twice under one."""
    children = {child.id for child in hanging.children}
    there = select(Goal.id).where(Goal.parent_id == successor.id)
    printed_there = select(GoalPlace.goal_id).where(GoalPlace.parent_id == successor.id)
    doubled = GoalPlace.goal_id.in_(there) | GoalPlace.goal_id.in_(printed_there)
    db.session.execute(delete(GoalPlace).where(GoalPlace.parent_id == goal.id, doubled))
    db.session.execute(delete(GoalPlace).where(GoalPlace.parent_id == successor.id, GoalPlace.goal_id.in_(children)))
    # The goal's own further places go with it; they are not the successor's.
    db.session.execute(delete(GoalPlace).where(GoalPlace.goal_id == goal.id))
