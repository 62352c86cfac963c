"""Editing a measure and taking it along its way."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.concept.models import Measure, MeasureState
from participation.i18n import gettext as _
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.errors import MeasureChanged
from participation.measures.forms import MeasureForm
from participation.measures.queries import get_measure, missing_parts
from participation.measures.services import change_state, edit_measure
from participation.measures.views.blueprint import blueprint
from participation.web.messages import flash_error, word


@blueprint.route("/measures/<int:measure_id>/edit", methods=["GET", "POST"])
@policy(office)
def edit(measure_id: int) -> ResponseReturnValue:
    """Edit a measure; when somebody else saved in the meantime both versions are shown and nothing is lost."""
    measure = get_measure(measure_id)
    form = MeasureForm()
    form.offer(measure.edition)
    form.keep_choosable(measure)
    if not form.is_submitted():
        form.show(measure)
        return _page(measure, form), 200
    if not form.validate():
        return _page(measure, form), 422
    try:
        with transaction():
            edit_measure(
                measure,
                acting_staff(),
                form.values(),
                goal_ids=form.goal_ids,
                field_ids=form.field_ids,
                seen_version=form.version,
            )
    except MeasureChanged as error:
        form.form_errors.append(word(error))
        form.seen_version.data = str(measure.version)
        return _page(measure, form, changed=True), 409
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


def _page(measure: Measure, form: MeasureForm, *, changed: bool = False) -> str:
    return render_template(
        "measures/edit.html", measure=measure, form=form, missing=missing_parts(measure), changed=changed
    )
