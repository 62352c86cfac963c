"""Goals written by the office: added, changed, moved. Every change is logged with what stood there before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import select

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.errors import (
    FieldUnknown,
    GoalChanged,
    GoalNumberTaken,
    GoalPlaceUnfit,
    GoalSaidTwice,
    GoalTextMissing,
    TextTooLong,
)
from participation.concept.models import Concept, Edition, FieldOfAction, Goal, GoalPlace
from participation.concept.places import Order, Standing, below, goal_of, order_of, store_order
from participation.concept.tidying import NUMBER_LIMIT
from participation.kernel.database import db

GOAL_LIMIT = 2000
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class GoalWords:
    """What is written about a goal; ``fields`` are ids of fields of action."""

    text: str
    number: str = ""
    fields: Collection[int] = field(default=())


def add_goal(edition: Edition, parent: Goal | None, words: GoalWords, actor: StaffUser | None) -> Goal:
    """Add a goal as the last one below ``parent`` (``None``: at the top).

    Raises ``GoalTextMissing``, ``TextTooLong``, ``GoalNumberTaken``, ``FieldUnknown``, ``GoalPlaceUnfit``.
    """
    level = parent.level + 1 if parent else 0
    if level >= len(edition.concept.levels):
        raise GoalPlaceUnfit
    order = order_of(edition)
    beside = order[parent.id if parent else None]
    text, number = _read(words)
    check_number(beside, number)
    above = parent.id if parent else None
    goal = Goal(edition_id=edition.id, parent_id=above, level=level, position=0, number=number, text=text)
    db.session.add(goal)
    goal.fields = _fields(edition.concept, words.fields)
    db.session.flush()
    beside.append(goal)
    store_order(order)
    log_move(actor, "add_goal", "goal", goal.id, concept=edition.concept_id, after=said(goal))
    return goal


def edit_goal(goal: Goal, words: GoalWords, seen_version: int, actor: StaffUser | None) -> Goal:
    """Change text, number and fields of action of a goal; it is changed at all its places.

    Raises ``GoalChanged`` when somebody saved after ``seen_version``, and what ``add_goal`` raises.
    """
    db.session.refresh(goal, with_for_update={"key_share": True})
    if goal.version != seen_version:
        raise GoalChanged
    text, number = _read(words)
    check_number([other for other in order_of(goal.edition)[goal.parent_id] if other is not goal], number)
    check_told_apart(goal, text, placed=bool(goal.places))
    fields = _fields(goal.edition.concept, words.fields)
    before, fields_before = said(goal), [entry.name for entry in goal.fields]
    fields_after = [entry.name for entry in fields]
    if (text, number, fields_after) == (goal.text, goal.number, fields_before):
        return goal
    goal.text, goal.number, goal.fields = text, number, fields
    goal.version += 1
    db.session.flush()
    fields_said = [fields_before, fields_after] if fields_before != fields_after else []
    log_move(actor, "edit_goal", "goal", goal.id, before=before, after=said(goal), fields=fields_said)
    return goal


def move_goal(goal: Goal, parent: Goal | None, actor: StaffUser | None) -> Goal:
    """Put a goal with everything below it under another one, as the last; ``None`` is the top.

    Raises ``GoalPlaceUnfit``, and ``GoalNumberTaken`` when its number is in use there.
    """
    order = order_of(goal.edition)
    _check_place(goal, parent, order)
    beside = order[parent.id if parent else None]
    check_number([other for other in beside if other is not goal], goal.number)
    before = said(goal.parent) if goal.parent else ""
    order[goal.parent_id].remove(goal)
    beside.append(goal)
    shift = (parent.level + 1 if parent else 0) - goal.level
    for moved in list(below(goal, order)):
        moved.level += shift
    goal.parent = parent
    goal.version += 1
    db.session.flush()
    store_order(order)
    log_move(actor, "move_goal", "goal", goal.id, goal=said(goal), before=before, after=said(parent) if parent else "")
    return goal


def step_standing(edition: Edition, standing: Standing, steps: int, actor: StaffUser | None) -> None:
    """Move a goal, at its first or a further place, so many steps down among its siblings (negative: up)."""
    order = order_of(edition)
    beside = order[standing.parent_id]
    at = beside.index(standing)
    to = min(max(at + steps, 0), len(beside) - 1)
    if to == at:
        return
    beside.insert(to, beside.pop(at))
    store_order(order)
    goal = goal_of(standing)
    log_move(actor, "order_goal", "goal", goal.id, goal=said(goal), before=at + 1, after=to + 1)


def check_number(beside: Collection[Standing], number: str | None) -> None:
    """Raise ``GoalNumberTaken`` when one of the siblings has the number."""
    other = next((standing for standing in beside if number and standing.number == number), None)
    if other is not None and number:
        raise GoalNumberTaken(number, goal_of(other).text[:_SHOWN])


def check_told_apart(goal: Goal, text: str, *, placed: bool) -> None:
    """Raise ``GoalSaidTwice`` when another goal of the level says this and either of them is printed at several places.

    A document tells by its text which goal a further place repeats.
    """
    same = select(Goal.id).where(
        Goal.edition_id == goal.edition_id, Goal.level == goal.level, Goal.text == text, Goal.id != goal.id
    )
    others = same if placed else same.where(Goal.places.any())
    if db.session.scalar(others.limit(1)) is not None:
        raise GoalSaidTwice


def said(goal: Goal) -> str:
    """Return a goal as it is printed: number and text."""
    return f"{goal.number or ''} {goal.text}".strip()


def read_number(number: str) -> str | None:
    """Return a number as it is printed, without a closing dot; raises ``TextTooLong``."""
    number = " ".join(number.split()).rstrip(".")
    if len(number) > NUMBER_LIMIT:
        raise TextTooLong(number[:_SHOWN], NUMBER_LIMIT)
    return number or None


def _read(words: GoalWords) -> tuple[str, str | None]:
    text = "\n".join(" ".join(line.split()) for line in words.text.splitlines()).strip()
    if not text:
        raise GoalTextMissing
    if len(text) > GOAL_LIMIT:
        raise TextTooLong(text[:_SHOWN], GOAL_LIMIT)
    return text, read_number(words.number)


def _fields(concept: Concept, ids: Collection[int]) -> list[FieldOfAction]:
    statement = select(FieldOfAction).where(FieldOfAction.concept_id == concept.id, FieldOfAction.id.in_(ids))
    found = list(db.session.scalars(statement.order_by(FieldOfAction.position)))
    if len(found) != len(set(ids)):
        raise FieldUnknown
    return found


def _check_place(goal: Goal, parent: Goal | None, order: Order) -> None:
    moved = {one.id: one for one in below(goal, order)}
    level = parent.level + 1 if parent else 0
    deepest = max(one.level for one in moved.values()) - goal.level
    if (parent is not None and parent.id in moved) or level + deepest >= len(goal.edition.concept.levels):
        raise GoalPlaceUnfit
    places = [standing for beside in order.values() for standing in beside if isinstance(standing, GoalPlace)]
    bound = any(place.goal_id in moved or place.parent_id in moved for place in places)
    under_own = any(place.goal_id == goal.id and place.parent_id == (parent.id if parent else None) for place in places)
    if (bound and level != goal.level) or under_own:
        raise GoalPlaceUnfit
