"""Writing indicators: what a goal is measured by. For its values over time see ``values``."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.errors import IndicatorChanged
from participation.concept.forms import IndicatorForm, ValueForm
from participation.concept.models import Edition, Goal, Indicator
from participation.concept.places import draft_of, goal_in, hold_draft
from participation.concept.services import (
    add_indicator,
    edit_indicator,
    get_indicator,
    remove_indicator,
)
from participation.concept.views.blueprint import blueprint
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import word


@blueprint.route("/<int:concept_id>/goals/<int:goal_id>/indicators/new", methods=["GET", "POST"])
@policy(office)
def indicator_add(concept_id: int, goal_id: int) -> ResponseReturnValue:
    """Write a new indicator of a goal."""
    edition = draft_of(concept_id)
    goal = goal_in(edition, goal_id)
    form = IndicatorForm()
    form.offer()
    if not form.is_submitted():
        return _page(edition, goal, form)
    if not form.validate():
        return _page(edition, goal, form), 422
    try:
        with transaction():
            goal = goal_in(hold_draft(concept_id), goal_id)
            indicator_id = add_indicator(goal, form.words, acting_staff()).id
    except DomainError as error:
        form.form_errors.append(word(error))
        return _page(edition, goal, form), 422
    flash(_("The indicator is saved."), "good")
    return _to_indicator(concept_id, indicator_id)


@blueprint.route("/<int:concept_id>/indicators/<int:indicator_id>", methods=["GET", "POST"])
@policy(office)
def indicator(concept_id: int, indicator_id: int) -> ResponseReturnValue:
    """Change an indicator; when somebody else saved in the meantime both versions are shown and nothing is lost."""
    edition = draft_of(concept_id)
    shown = get_indicator(edition, indicator_id)
    form = IndicatorForm()
    form.offer()
    if not form.is_submitted():
        form.show(shown)
        return _page(edition, shown.goal, form, shown)
    if not form.validate():
        return _page(edition, shown.goal, form, shown), 422
    try:
        with transaction():
            changed = get_indicator(hold_draft(concept_id), indicator_id)
            edit_indicator(changed, form.words, form.seen_version.version, acting_staff())
    except IndicatorChanged as error:
        shown = get_indicator(draft_of(concept_id), indicator_id)
        form.form_errors.append(word(error))
        form.seen_version.data = str(shown.version)
        return _page(edition, shown.goal, form, shown, changed=True), 409
    except DomainError as error:
        form.form_errors.append(word(error))
        shown = get_indicator(draft_of(concept_id), indicator_id)
        return _page(edition, shown.goal, form, shown), 422
    flash(_("The indicator is saved."), "good")
    return _to_indicator(concept_id, indicator_id)


@blueprint.post("/<int:concept_id>/indicators/<int:indicator_id>/remove")
@policy(office)
def indicator_remove(concept_id: int, indicator_id: int) -> ResponseReturnValue:
    """Remove an indicator with its values."""
    with transaction():
        gone = get_indicator(hold_draft(concept_id), indicator_id)
        goal_id = gone.goal_id
        remove_indicator(gone, acting_staff())
    flash(_("The indicator is removed."), "good")
    return see_other(url_for("concept.goal", concept_id=concept_id, goal_id=goal_id))


def _page(
    edition: Edition,
    goal: Goal,
    form: IndicatorForm,
    shown: Indicator | None = None,
    *,
    changed: bool = False,
) -> str:
    return render_template(
        "concept/indicator.html",
        concept=edition.concept,
        goal=goal,
        form=form,
        indicator=shown,
        values=ValueForm(formdata=None),
        changed=changed,
    )


def _to_indicator(concept_id: int, indicator_id: int) -> ResponseReturnValue:
    return see_other(url_for("concept.indicator", concept_id=concept_id, indicator_id=indicator_id))
