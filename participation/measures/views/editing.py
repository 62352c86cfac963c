"""Editing a measure and taking it along its way."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.models import MEASURE_TEXTS, Measure, MeasureState
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.domain import clean_text
from participation.measures.errors import MeasureChanged, VersionUnchosen
from participation.measures.forms import MeasureForm
from participation.measures.queries import (
    field_names,
    find_version,
    get_measure,
    goal_lines,
    missing_parts,
    snapshot,
)
from participation.measures.reconciling import reconcile
from participation.measures.services import change_state, edit_measure
from participation.measures.views.blueprint import blueprint
from participation.measures.words import value_words
from participation.web.messages import flash_error, word


@blueprint.route("/measures/<int:measure_id>/edit", methods=["GET", "POST"])
@policy(office)
def edit(measure_id: int) -> ResponseReturnValue:
    """Edit a measure; when somebody else saved in the meantime both versions are shown part by part to choose from."""
    measure = get_measure(measure_id)
    form = MeasureForm()
    form.offer(measure.edition)
    form.keep_choosable(measure)
    if not form.is_submitted():
        form.show(measure)
        return _page(measure, form), 200
    if not form.validate():
        return _page(measure, form), 422
    chosen = {name: request.form.get(f"keep-{name}") for name in request.form.getlist("both")}
    if None in chosen.values():
        form.form_errors.append(word(VersionUnchosen()))
        return _choice_page(measure, form, chosen), 422
    form.show(measure, [name for name, kept in chosen.items() if kept == "now"])
    try:
        with transaction():
            _save(measure, form)
    except MeasureChanged as error:
        form.form_errors.append(word(error))
        return _merge_page(get_measure(measure_id), form), 409
    except DomainError as error:
        form.form_errors.append(word(error))
        return _page(measure, form), 422
    flash(_("The measure is saved."), "good")
    return redirect(url_for("measures.show", measure_id=measure.id), 303)


@blueprint.post("/measures/<int:measure_id>/state")
@policy(office)
def change(measure_id: int) -> ResponseReturnValue:
    """Take a measure one step along its way; a refusal says what is missing."""
    wanted = request.form.get("state", "")
    try:
        with transaction():
            measure = get_measure(measure_id)
            if wanted in set(MeasureState):
                change_state(measure, acting_staff(), MeasureState(wanted), request.form.get("reason", "")[:2000])
    except DomainError as error:
        flash_error(error)
    return redirect(url_for("measures.show", measure_id=measure_id), 303)


def _save(measure: Measure, form: MeasureForm) -> None:
    edit_measure(
        measure,
        acting_staff(),
        form.values(),
        goal_ids=form.goal_ids,
        field_ids=form.field_ids,
        seen_version=form.version,
    )


def _merge_page(measure: Measure, form: MeasureForm) -> str:
    """Bring together what two people wrote, and ask only about the parts that both changed."""
    base = find_version(measure, form.version)
    found = reconcile(base.values if base else None, snapshot(measure), _written(measure, form))
    form.show(measure, found.taken)
    form.seen_version.data = str(measure.version)
    return _choice_page(measure, form, dict.fromkeys(found.conflicts), found.taken)


def _choice_page(
    measure: Measure, form: MeasureForm, chosen: Mapping[str, str | None], taken: Collection[str] = ()
) -> str:
    """Show the parts that two people changed, both ways, to choose from."""
    now, mine = snapshot(measure), _written(measure, form)
    known = {name: kept for name, kept in chosen.items() if name in now}
    concept = measure.edition.concept
    both = [
        (name, value_words(concept, name, now[name]), value_words(concept, name, mine[name]), known[name])
        for name in known
    ]
    return _page(measure, form, both=both, taken=taken)


def _written(measure: Measure, form: MeasureForm) -> Mapping[str, Any]:
    """Return what somebody wrote as the history would write it."""
    goals = [goal for goal in measure.edition.goals if goal.id in form.goal_ids]
    fields = [field for field in measure.edition.concept.fields if field.id in form.field_ids]
    texts = {name: clean_text(text) if name in MEASURE_TEXTS else text or None for name, text in form.values().items()}
    return {**texts, "goals": goal_lines(goals), "fields": field_names(fields)}


def _page(
    measure: Measure,
    form: MeasureForm,
    *,
    both: Sequence[tuple[str, str, str, str | None]] = (),
    taken: Collection[str] = (),
) -> str:
    return render_template(
        "measures/edit.html", measure=measure, form=form, missing=missing_parts(measure), both=both, taken=taken
    )
