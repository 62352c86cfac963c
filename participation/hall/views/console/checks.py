"""Feasibility of the plans, and the one move that makes a draft measure of a checked one."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import acting_staff, policy
from participation.hall.views.console.answers import carry_out
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import gettext as _
from participation.measures.errors import NoEdition
from participation.measures.models import Rating
from participation.measures.queries import get_plan
from participation.measures.services import draft_measure, rate
from participation.web.fragments import see_other
from participation.workshop.agendas import CHECK_CRITERIA
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop

REASON_LIMIT = 1000


@blueprint.post("/<code>/plans/<int:plan_id>/check")
@policy(leads_workshop)
def check(code: str, plan_id: int) -> ResponseReturnValue:
    """Record how the criteria of a plan were judged; those without a choice stay as they are."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        plan = get_plan(workshop.id, plan_id)
        known = {check.criterion: (check.rating, check.reason) for check in plan.checks}
        for criterion in CHECK_CRITERIA:
            judged = _judgement(criterion)
            if judged is not None and judged != known.get(criterion):
                rate(plan, criterion, *judged, actor)

    return carry_out(code, move, said=_("The check is saved."))


@blueprint.post("/<code>/plans/<int:plan_id>/draft")
@policy(leads_workshop)
def draft(code: str, plan_id: int) -> ResponseReturnValue:
    """Make a draft measure from a checked plan; leads the office to it, a moderator stays here."""
    drafted: list[int] = []

    def move(workshop: Workshop, actor: StaffUser) -> None:
        edition = workshop.process.edition
        if edition is None:
            raise NoEdition
        drafted.append(draft_measure(get_plan(workshop.id, plan_id), actor, edition).id)

    answer = carry_out(
        code, move, said=_("The plan is a draft measure of the concept now. The integration office works on it.")
    )
    if drafted and acting_staff().is_office:
        return see_other(url_for("measures.show", measure_id=drafted[0]))
    return answer


def _judgement(criterion: str) -> tuple[Rating, str] | None:
    """Return rating and reason of a criterion as they were sent; ``None`` when nothing was chosen."""
    rating = request.form.get(f"rating-{criterion}", "")
    if rating not in set(Rating):
        return None
    return Rating(rating), request.form.get(f"reason-{criterion}", "").strip()[:REASON_LIMIT]
