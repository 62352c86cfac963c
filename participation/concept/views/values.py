"""Values of indicators: all of a concept at a glance, and those of one over time."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.errors import FigureUnfit
from participation.concept.forms import ValueForm
from participation.concept.models import Concept, EditionState, Indicator
from participation.concept.queries import get_concept, list_measured, list_value_moves
from participation.concept.services import get_measured, hold_measured, record_value, remove_value
from participation.concept.views.blueprint import blueprint
from participation.kernel.transaction import transaction
from participation.web.fragments import see_other
from participation.web.messages import word

MOST_MOVES = 50
"""So many lines of the history stand on the page of an indicator."""


@blueprint.get("/<int:concept_id>/values")
@policy(office)
def values(concept_id: int) -> ResponseReturnValue:
    """Show how all indicators move, goal by goal."""
    return values_page(get_concept(concept_id))


@blueprint.get("/<int:concept_id>/indicators/<int:indicator_id>/values")
@policy(office)
def measured(concept_id: int, indicator_id: int) -> ResponseReturnValue:
    """Show how an indicator moves, and take further values."""
    return _page(get_measured(concept_id, indicator_id), ValueForm(formdata=None))


@blueprint.post("/<int:concept_id>/indicators/<int:indicator_id>/values")
@policy(office)
def value_add(concept_id: int, indicator_id: int) -> ResponseReturnValue:
    """Write the value of a day, in place of one that is there."""
    indicator, form = get_measured(concept_id, indicator_id), ValueForm()
    if not form.validate() or form.at.data is None:
        return _page(indicator, form), 422
    try:
        with transaction():
            hold_measured(concept_id)
            record_value(get_measured(concept_id, indicator_id), form.at.data, form.figure.data or "", acting_staff())
    except FigureUnfit as error:
        form.figure.errors = [word(error)]
        return _page(get_measured(concept_id, indicator_id), form), 422
    return _to_values(concept_id, indicator_id)


@blueprint.post("/<int:concept_id>/indicators/<int:indicator_id>/values/<int:value_id>/remove")
@policy(office)
def value_remove(concept_id: int, indicator_id: int, value_id: int) -> ResponseReturnValue:
    """Remove one value."""
    with transaction():
        hold_measured(concept_id)
        remove_value(get_measured(concept_id, indicator_id), value_id, acting_staff())
    return _to_values(concept_id, indicator_id)


def values_page(concept: Concept, refusal: str = "") -> str:
    """Draw the page of all indicators; ``refusal`` says why a sheet could not be read."""
    return render_template("concept/values.html", concept=concept, indicators=list_measured(concept), refusal=refusal)


def _page(indicator: Indicator, form: ValueForm) -> str:
    edition = indicator.goal.edition
    return render_template(
        "concept/measured.html",
        concept=edition.concept,
        goal=indicator.goal,
        indicator=indicator,
        is_draft=edition.state is EditionState.DRAFT,
        values=form,
        moves=list_value_moves(indicator, MOST_MOVES),
    )


def _to_values(concept_id: int, indicator_id: int) -> ResponseReturnValue:
    return see_other(url_for("concept.measured", concept_id=concept_id, indicator_id=indicator_id))
