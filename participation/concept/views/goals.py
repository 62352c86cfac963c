"""Writing goals: add, change, move under another one, remove."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.errors import GoalChanged, GoalUnknown
from participation.concept.forms import GoalForm
from participation.concept.models import Edition, Goal
from participation.concept.phrasing import unreached_words
from participation.concept.places import Order, Standing, draft_of, goal_in, goal_of, hanging_on, hold_draft, order_of
from participation.concept.services import add_goal, edit_goal, move_goal, remove_goal
from participation.concept.views.blueprint import blueprint
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import flash_error, word


@blueprint.route("/<int:concept_id>/goals/new", methods=["GET", "POST"])
@policy(office)
def goal_add(concept_id: int) -> ResponseReturnValue:
    """Write a new goal below the one that the address names with ``under``, or at the top."""
    edition = draft_of(concept_id)
    asked = request.args.get("under", type=int)
    parent = goal_in(edition, asked) if asked is not None else None
    form = GoalForm()
    form.offer(edition.concept)
    if not form.is_submitted():
        return _new_page(edition, parent, form)
    if not form.validate():
        return _new_page(edition, parent, form), 422
    try:
        with transaction():
            edition = hold_draft(concept_id)
            above = goal_in(edition, asked) if asked is not None else None
            goal_id = add_goal(edition, above, form.words, acting_staff()).id
    except DomainError as error:
        form.form_errors.append(word(error))
        return _new_page(edition, parent, form), 422
    flash(_("The goal is saved."), "good")
    return _to_goal(concept_id, goal_id)


@blueprint.route("/<int:concept_id>/goals/<int:goal_id>", methods=["GET", "POST"])
@policy(office)
def goal(concept_id: int, goal_id: int) -> ResponseReturnValue:
    """Change a goal; when somebody else saved in the meantime both versions are shown and nothing is lost."""
    edition = draft_of(concept_id)
    shown = goal_in(edition, goal_id)
    form = GoalForm()
    form.offer(edition.concept)
    if not form.is_submitted():
        form.show(shown)
        return _goal_page(edition, shown, form)
    if not form.validate():
        return _goal_page(edition, shown, form), 422
    try:
        with transaction():
            changed = goal_in(hold_draft(concept_id), goal_id)
            edit_goal(changed, form.words, form.seen_version.version, acting_staff())
    except GoalChanged as error:
        shown = goal_in(draft_of(concept_id), goal_id)
        form.form_errors.append(word(error))
        form.seen_version.data = str(shown.version)
        return _goal_page(edition, shown, form, changed=True), 409
    except DomainError as error:
        form.form_errors.append(word(error))
        return _goal_page(edition, goal_in(draft_of(concept_id), goal_id), form), 422
    flash(_("The goal is saved."), "good")
    return _to_goal(concept_id, goal_id)


@blueprint.post("/<int:concept_id>/goals/<int:goal_id>/move")
@policy(office)
def goal_move(concept_id: int, goal_id: int) -> ResponseReturnValue:
    """Put a goal under another one; an empty choice is the top."""
    asked = request.form.get("parent", type=int)
    try:
        with transaction():
            edition = hold_draft(concept_id)
            parent = goal_in(edition, asked) if asked is not None else None
            move_goal(goal_in(edition, goal_id), parent, acting_staff())
    except GoalUnknown:
        raise
    except DomainError as error:
        flash_error(error)
        return _to_goal(concept_id, goal_id)
    flash(_("The goal stands there now, with everything below it."), "good")
    return _to_goal(concept_id, goal_id)


@blueprint.route("/<int:concept_id>/goals/<int:goal_id>/remove", methods=["GET", "POST"])
@policy(office)
def goal_remove(concept_id: int, goal_id: int) -> ResponseReturnValue:
    """Name what hangs on a goal, ask where it goes, and remove the goal."""
    asked = request.form.get("successor", type=int)
    if request.method == "GET":
        return _remove_page(concept_id, goal_id)
    try:
        with transaction():
            edition = hold_draft(concept_id)
            successor = goal_in(edition, asked) if asked is not None else None
            remove_goal(goal_in(edition, goal_id), successor, acting_staff())
    except GoalUnknown:
        raise
    except DomainError as error:
        return _remove_page(concept_id, goal_id, word(error)), 422
    flash(_("The goal is removed."), "good")
    return see_other(url_for("concept.show", concept_id=concept_id, edit=1))


def _new_page(edition: Edition, parent: Goal | None, form: GoalForm) -> str:
    hints = unreached_words(form.text.data or "", edition.concept.language)
    return render_template("concept/goal_new.html", concept=edition.concept, parent=parent, form=form, hints=hints)


def _goal_page(edition: Edition, shown: Goal, form: GoalForm, *, changed: bool = False) -> str:
    order = order_of(edition)
    return render_template(
        "concept/goal.html",
        concept=edition.concept,
        goal=shown,
        form=form,
        changed=changed,
        hints=unreached_words(shown.text, edition.concept.language),
        above=_above(shown),
        places=[standing for beside in order.values() for standing in beside if goal_of(standing) is shown],
        below=[(standing, goal_of(standing)) for standing in order.get(shown.id, ())],
        choices=_in_print_order(order, None),
    )


def _remove_page(concept_id: int, goal_id: int, refusal: str = "") -> str:
    edition = draft_of(concept_id)
    shown = goal_in(edition, goal_id)
    return render_template(
        "concept/goal_remove.html",
        concept=edition.concept,
        goal=shown,
        hanging=hanging_on(shown),
        choices=[other for other in _in_print_order(order_of(edition), None) if other is not shown],
        refusal=refusal,
    )


def _above(shown: Goal) -> list[Goal]:
    found: list[Goal] = []
    while shown.parent is not None:
        shown = shown.parent
        found.insert(0, shown)
    return found


def _in_print_order(order: Order, parent: int | None) -> list[Goal]:
    """Return all goals as a person finds them in the chapter."""
    found: list[Goal] = []
    standing: Standing
    for standing in order.get(parent, ()):
        if isinstance(standing, Goal):
            found += [standing, *_in_print_order(order, standing.id)]
    return found


def _to_goal(concept_id: int, goal_id: int) -> ResponseReturnValue:
    return see_other(url_for("concept.goal", concept_id=concept_id, goal_id=goal_id))
