"""The workshops that somebody leads."""

from flask import render_template
from flask.typing import ResponseReturnValue

from participation.access.models import Role
from participation.access.policies import acting_staff, policy, signed_in
from participation.hall.views.console.blueprint import blueprint
from participation.web.fragments import uncached
from participation.workshop.models import WorkshopState
from participation.workshop.queries import list_workshops, list_workshops_interpreted_by, list_workshops_of

OVER = frozenset({WorkshopState.CLOSED, WorkshopState.ARCHIVED})


@blueprint.get("/")
@policy(signed_in)
def overview() -> ResponseReturnValue:
    """List the workshops of a moderator or interpreter, for the office all of them: the running first."""
    staff = acting_staff()
    if staff.role is Role.INTERPRETER:
        return uncached(render_template("hall/console/desks.html", workshops=list_workshops_interpreted_by(staff)))
    workshops = list_workshops() if staff.is_office else list_workshops_of(staff)
    running = [workshop for workshop in workshops if workshop.state not in OVER]
    over = [workshop for workshop in workshops if workshop.state in OVER]
    running.sort(key=lambda workshop: workshop.state is not WorkshopState.RUNNING)
    return uncached(render_template("hall/console/overview.html", running=running, over=over))
