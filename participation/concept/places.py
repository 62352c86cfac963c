"""Where the goals of an edition stand: the order of print, what hangs on a goal, where it may go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from participation.concept.errors import EditionNotDraft, EditionUnknown, GoalUnknown
from participation.concept.models import Edition, EditionState, Goal, GoalPlace, Indicator, Measure, measure_goal
from participation.concept.queries import find_newest_edition, get_concept, places_of
from participation.concept.references import count_references
from participation.kernel.database import db

Standing = Goal | GoalPlace
Order = dict[int | None, list[Standing]]
"""By the goal above (``None``: the top) what stands below it, in order; a goal at its first and further places."""

_OWN = ("goal", "goal_place", "goal_field", "measure_goal", "indicator")


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a goal; ``elsewhere`` counts rows of other features, such as workshops that work on it."""

    children: tuple[Goal, ...]
    places: tuple[GoalPlace, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    elsewhere: int

    def __bool__(self) -> bool:
        """Whether anything does."""
        return bool(self.children or self.places or self.measures or self.indicators or self.elsewhere)


def draft_of(concept_id: int) -> Edition:
    """Return the edition that is worked on.

    Raises ``ConceptUnknown``, ``EditionUnknown`` and, when it is adopted, ``EditionNotDraft``.
    """
    edition = find_newest_edition(get_concept(concept_id))
    if edition is None:
        raise EditionUnknown
    if edition.state is not EditionState.DRAFT:
        raise EditionNotDraft
    return edition


def hold_draft(concept_id: int) -> Edition:
    """Return the edition that is worked on, locked until the transaction ends; raises what ``draft_of`` raises."""
    edition = draft_of(concept_id)
    db.session.refresh(edition, with_for_update={"key_share": True})
    return draft_of(concept_id)


def goal_in(edition: Edition, goal_id: int) -> Goal:
    """Return a goal of this edition, as it is now; raises ``GoalUnknown``."""
    goal = db.session.scalar(
        select(Goal).where(Goal.id == goal_id, Goal.edition_id == edition.id).execution_options(populate_existing=True)
    )
    if goal is None:
        raise GoalUnknown
    return goal


def order_of(edition: Edition) -> Order:
    """Return what stands below what, in two statements."""
    goals = select(Goal).where(Goal.edition_id == edition.id).order_by(Goal.position, Goal.id)
    found: Order = defaultdict(list)
    for goal in db.session.scalars(goals):
        found[goal.parent_id].append(goal)
    for place in db.session.scalars(places_of(edition).options(selectinload(GoalPlace.goal))):
        found[place.parent_id].append(place)
    for below in found.values():
        below.sort(key=lambda standing: standing.position)
    return found


def store_order(order: Order) -> None:
    """Count the places anew through the whole edition, in the order of print."""
    for position, standing in enumerate(_walk(order, None)):
        if standing.position != position:
            standing.position = position
    db.session.flush()


def goal_of(standing: Standing) -> Goal:
    """Return the goal that stands here."""
    return standing.goal if isinstance(standing, GoalPlace) else standing


def below(goal: Goal, order: Order) -> Iterator[Goal]:
    """Go through a goal and all goals that stand in full below it."""
    yield goal
    for standing in order.get(goal.id, ()):
        if isinstance(standing, Goal):
            yield from below(standing, order)


def hanging_on(goal: Goal) -> Hanging:
    """Return what hangs on a goal, in a constant number of statements."""
    of_goal = select(Measure).join(measure_goal).where(measure_goal.c.goal_id == goal.id)
    children = select(Goal).where(Goal.parent_id == goal.id).order_by(Goal.position)
    places = select(GoalPlace).where(GoalPlace.parent_id == goal.id).options(selectinload(GoalPlace.goal))
    indicators = select(Indicator).where(Indicator.goal_id == goal.id).order_by(Indicator.position)
    return Hanging(
        tuple(db.session.scalars(children)),
        tuple(db.session.scalars(places.order_by(GoalPlace.position))),
        tuple(db.session.scalars(of_goal.order_by(Measure.position, Measure.id))),
        tuple(db.session.scalars(indicators)),
        count_references(Goal.metadata.tables["goal"], goal.id, _OWN),
    )


def count_at_level(concept_id: int, level: int) -> int:
    """Return how many goals stand at this level or deeper in any edition of the concept."""
    statement = select(func.count()).select_from(Goal).join(Edition)
    return db.session.scalar(statement.where(Edition.concept_id == concept_id, Goal.level >= level)) or 0


def _walk(order: Order, parent: int | None) -> Iterator[Standing]:
    for standing in order.get(parent, ()):
        yield standing
        if isinstance(standing, Goal):
            yield from _walk(order, standing.id)
