"""Turning topics round: which ones are chosen, and how their opposites are worded."""

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.queries import get_inversion
from participation.contributions.services import choose_topics, write_inversion
from participation.hall.views.console.answers import carry_out, running_step_of
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import gettext as _
from participation.workshop.models import StepKind, Workshop
from participation.workshop.policies import leads_workshop


@blueprint.post("/<code>/topics")
@policy(leads_workshop)
def topics(code: str) -> ResponseReturnValue:
    """Choose the critique topics that are turned round."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.INVERT)
        choose_topics(workshop, step, actor, request.form.getlist("cluster", type=int))

    return carry_out(code, move, said=_("The topics are chosen. Now write the opposite of each."))


@blueprint.post("/<code>/inversions/<int:inversion_id>")
@policy(leads_workshop)
def opposite(code: str, inversion_id: int) -> ResponseReturnValue:
    """Write the opposite of a topic in the languages of the workshop."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        inversion = get_inversion(workshop.id, inversion_id)
        for language in workshop.languages:
            text = request.form.get(f"text-{language}")
            if text is not None:
                write_inversion(inversion, actor, language, text)

    return carry_out(code, move, said=_("The opposite is on the screen."))
