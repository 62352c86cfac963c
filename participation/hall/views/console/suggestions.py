"""Suggestions beside the board: shown when the moderator asks for them, accepted as moves, or dismissed."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.services import dismiss_suggestion
from participation.hall.console.suggesting import suggestions_of
from participation.hall.stage import stage_of
from participation.hall.views.console.answers import (
    Sheet,
    carry_out,
    running_step_of,
    sheet_page,
    whole_number,
    workshop_or_404,
)
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import gettext as _
from participation.web.fragments import is_fragment, uncached
from participation.workshop.models import StepKind, Workshop
from participation.workshop.policies import leads_workshop

AT_ONCE = 6
"""Suggestions that are shown together: more would be one more pile to sort."""


def _read(workshop: Workshop) -> dict[str, object]:
    running_step_of(workshop, StepKind.CLUSTER)
    found = suggestions_of(stage_of(workshop))
    return {"suggestions": found[:AT_ONCE], "more": len(found[AT_ONCE:])}


_SHEET = Sheet("hall/console/sheet_suggestions.html", _read)


@blueprint.get("/<code>/board/suggestions")
@policy(leads_workshop)
def suggestions(code: str) -> ResponseReturnValue:
    """Show which cards might belong together, and why: a strip for htmx, else a page."""
    workshop = workshop_or_404(code)
    step = workshop.current_step
    if not is_fragment() or step is None or step.kind is not StepKind.CLUSTER:
        return sheet_page(code, _SHEET)
    return uncached(
        render_template(
            "hall/console/_suggestions.html", workshop=workshop, stage=stage_of(workshop), **_read(workshop)
        )
    )


@blueprint.post("/<code>/board/suggestions/dismissed")
@policy(leads_workshop)
def dismiss(code: str) -> ResponseReturnValue:
    """Remember that these cards do not belong together."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        step = running_step_of(workshop, StepKind.CLUSTER)
        card_ids = request.form.getlist("card", type=int)
        dismiss_suggestion(workshop, step, actor, card_ids, whole_number("cluster"))

    return carry_out(code, move, said=_("This is not suggested again."))
