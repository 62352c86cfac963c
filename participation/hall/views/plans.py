"""The table's canvas: one field at a time, by one scribe or many."""

from flask import redirect
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.forms import FieldForm
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_address, by_device
from participation.hall.views.phone_page import phone_address, refusal
from participation.hall.visitors import take_part
from participation.i18n import current_language
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.measures.errors import PlanFieldChanged
from participation.measures.models import PlanField
from participation.measures.queries import get_plan
from participation.measures.services import fill_field
from participation.web.error_pages import wants_json
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop


@blueprint.post("/<code:code>/plans/<int:plan_id>/<name>")
@policy(everyone)
@by_device
@by_address
def write_field(code: str, plan_id: int, name: str) -> ResponseReturnValue:
    """Save one field of a plan; the next empty one opens."""
    workshop = get_workshop(code)
    form = FieldForm.read(plan_id, name)
    try:
        field = _save(workshop, form)
    except PlanFieldChanged as error:
        return refusal(workshop, error, typed=form, current=error)
    except DomainError as error:
        return refusal(workshop, error, typed=form)
    if wants_json():
        return {"plan": plan_id, "name": field.name, "version": field.version}
    return redirect(phone_address(workshop, plan=plan_id), 303)


def _save(workshop: Workshop, form: FieldForm) -> PlanField:
    language = current_language().tag
    with transaction():
        return fill_field(
            get_plan(workshop.id, form.plan),
            form.name,
            form.text,
            language=language,
            participant=take_part(workshop, language),
            seen_version=form.version,
        )
