"""Tables on the console: who sits where in numbers, spread people, move them, name hosts."""

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.hall.views.console.answers import Sheet, carry_out, sheet_page, whole_number
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import gettext as _
from participation.workshop.models import Workshop, WorkshopTable
from participation.workshop.policies import leads_workshop
from participation.workshop.seating import LARGEST_GROUP
from participation.workshop.seats import count_standing, get_table_by_number, list_seated_tables
from participation.workshop.services import assign_everybody, move_people, name_host, release_host


def _read_seats(workshop: Workshop) -> dict[str, object]:
    return {
        "seated_tables": list_seated_tables(workshop),
        "standing": count_standing(workshop),
        "largest": LARGEST_GROUP,
    }


_SEATS = Sheet("hall/console/sheet_seats.html", _read_seats)


@blueprint.get("/<code>/seats")
@policy(leads_workshop)
def seats(code: str) -> ResponseReturnValue:
    """Show the tables with their people and hosts."""
    return sheet_page(code, _SEATS)


@blueprint.post("/<code>/seats")
@policy(leads_workshop)
def spread_people(code: str) -> ResponseReturnValue:
    """Give everybody without a table one; with ``anew`` spread all people again, hosts excepted."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        assign_everybody(workshop, actor, anew="anew" in request.form)

    return carry_out(code, move, said=_("Everybody has a table. The phones say which."), sheet=_SEATS)


@blueprint.post("/<code>/seats/<int:number>/move")
@policy(leads_workshop)
def move_from_table(code: str, number: int) -> ResponseReturnValue:
    """Move some people from one table to another."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        target = get_table_by_number(workshop, whole_number("target") or 0)
        move_people(workshop, get_table_by_number(workshop, number), target, whole_number("people") or 0, actor)

    return carry_out(code, move, said=_("They have another table. Their phones say which."), sheet=_SEATS)


@blueprint.post("/<code>/seats/<int:number>/host")
@policy(leads_workshop)
def choose_host(code: str, number: int) -> ResponseReturnValue:
    """Make somebody at the table its host, or with ``release`` let the host be a guest."""
    choose: Callable[[WorkshopTable, StaffUser], None] = release_host if "release" in request.form else name_host

    def move(workshop: Workshop, actor: StaffUser) -> None:
        choose(get_table_by_number(workshop, number), actor)

    return carry_out(code, move, sheet=_SEATS)
