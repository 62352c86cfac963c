"""Where a goal is printed: its order among its siblings and its further places."""

from __future__ import annotations

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.errors import GoalUnknown
from participation.concept.places import goal_in, hold_draft
from participation.concept.services import add_place, get_place, remove_place, step_standing
from participation.concept.views.blueprint import blueprint
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import flash_error


@blueprint.post("/<int:concept_id>/goals/<int:goal_id>/step")
@policy(office)
def goal_step(concept_id: int, goal_id: int) -> ResponseReturnValue:
    """Move a goal one up (``steps=-1``) or down among its siblings, at its first place or at ``place``."""
    place = request.form.get("place", type=int)
    with transaction():
        edition = hold_draft(concept_id)
        goal = goal_in(edition, goal_id)
        standing = get_place(edition, place) if place is not None else goal
        step_standing(edition, standing, -1 if request.form.get("steps") == "-1" else 1, acting_staff())
    return _to_goal(concept_id, goal_id)


@blueprint.post("/<int:concept_id>/goals/<int:goal_id>/places")
@policy(office)
def goal_place_add(concept_id: int, goal_id: int) -> ResponseReturnValue:
    """Print a goal under a further one as well."""
    asked = request.form.get("parent", default=0, type=int)
    try:
        with transaction():
            edition = hold_draft(concept_id)
            goal, parent = goal_in(edition, goal_id), goal_in(edition, asked)
            add_place(goal, parent, request.form.get("number", ""), acting_staff())
    except GoalUnknown:
        raise
    except DomainError as error:
        flash_error(error)
        return _to_goal(concept_id, goal_id)
    flash(_("The goal is printed there as well. It counts once."), "good")
    return _to_goal(concept_id, goal_id)


@blueprint.post("/<int:concept_id>/goals/<int:goal_id>/places/<int:place_id>/remove")
@policy(office)
def goal_place_remove(concept_id: int, goal_id: int, place_id: int) -> ResponseReturnValue:
    """Print a goal no longer at one of its further places."""
    with transaction():
        remove_place(get_place(hold_draft(concept_id), place_id), acting_staff())
    return _to_goal(concept_id, goal_id)


def _to_goal(concept_id: int, goal_id: int) -> ResponseReturnValue:
    return see_other(url_for("concept.goal", concept_id=concept_id, goal_id=goal_id))
