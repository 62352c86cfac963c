"""Takes over what somebody chose of a file that came back: all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from participation.access.models import StaffUser
from participation.access.services import log_move
from participation.concept.models import Measure, MeasureState
from participation.export.action_plan.comparing import MeasureReturn, PartChange, ReturnedPlan
from participation.export.action_plan.errors import (
    ActionPlanMoved,
    ActionPlanRefused,
    NothingTakenOver,
    ReasonUnsaid,
    SideUnchosen,
)
from participation.kernel.errors import DomainError
from participation.measures.services import change_state, edit_measure

Side = Literal["now", "file"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person confirmed: the differences they saw, the measures they ticked, and why.

    `sides` says for each part that office and file both changed (measure's id, part) which of the two stands.
    """

    seen: str
    taken: Collection[int]
    why: str
    sides: Mapping[tuple[int, str], Side] = field(default_factory=dict)


def take_over(plan: ReturnedPlan, choice: Choice, actor: StaffUser | None) -> list[Measure]:
    """Change the chosen measures and return them. The caller's transaction is rolled back when this raises.

    Each change stands in the history of its measure, with the reason of its row or else the common one.

    Raises ``ActionPlanMoved``, ``NothingTakenOver``, ``ReasonUnsaid``, ``SideUnchosen``, and ``ActionPlanRefused``
    with the refusal of each measure that cannot be changed so.
    """
    chosen = [entry for entry in plan.returns if entry.measure.id in choice.taken]
    _check(plan, chosen, choice)
    refusals: list[tuple[int, DomainError]] = []
    for entry in chosen:
        try:
            _change(plan, entry, choice, actor)
        except DomainError as error:
            refusals.append((entry.measure.id, error))
    if refusals:
        raise ActionPlanRefused(refusals)
    log_move(actor, "take_over_action_plan", "edition", plan.edition.id, reason=choice.why, measures=len(chosen))
    return [entry.measure for entry in chosen]


def _check(plan: ReturnedPlan, chosen: Collection[MeasureReturn], choice: Choice) -> None:
    if plan.fingerprint != choice.seen:
        raise ActionPlanMoved
    if not chosen:
        raise NothingTakenOver
    if not choice.why.strip():
        raise ReasonUnsaid
    contested = {(entry.measure.id, part.name) for entry in chosen for part in entry.changes if part.is_conflict}
    if contested - set(choice.sides):
        raise SideUnchosen


def _change(plan: ReturnedPlan, entry: MeasureReturn, choice: Choice, actor: StaffUser | None) -> None:
    measure = entry.measure
    why = entry.why or choice.why
    taken = [part for part in entry.changes if choice.sides.get((measure.id, part.name), "file") == "file"]
    content = {part.name: part.said for part in taken if part.name != "state"}
    if content:
        edit_measure(
            measure,
            actor,
            {name: value or "" for name, value in content.items() if not isinstance(value, list)},
            goal_ids=_goal_ids(plan, measure, content),
            field_ids=_field_ids(plan, measure, content),
            seen_version=measure.version,
            reason=why,
        )
    state = _state_among(taken)
    if state is not None:
        change_state(measure, actor, state, why)


def _goal_ids(plan: ReturnedPlan, measure: Measure, content: Mapping[str, Any]) -> list[int]:
    if "goals" not in content:
        return [goal.id for goal in measure.goals]
    return [goal_id for line in content["goals"] for goal_id in plan.words.goal_ids[line]]


def _field_ids(plan: ReturnedPlan, measure: Measure, content: Mapping[str, Any]) -> list[int]:
    if "fields" not in content:
        return [entry.id for entry in measure.fields]
    return [plan.words.field_ids[name] for name in content["fields"]]


def _state_among(taken: Collection[PartChange]) -> MeasureState | None:
    return next((MeasureState(part.said) for part in taken if part.name == "state"), None)
