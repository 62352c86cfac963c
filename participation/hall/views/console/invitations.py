"""Who is let into a closed workshop: invitations on paper, a new code for a lost phone, codes declared void."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from participation.access.policies import acting_staff, policy
from participation.hall.console.sentences import word_for_staff
from participation.hall.qr_code import svg_of
from participation.hall.views.console.answers import whole_number, workshop_or_404
from participation.hall.views.console.blueprint import blueprint
from participation.hall.views.console.paper_counts import REASON_LIMIT
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import uncached
from participation.workshop.admission import count_invitations, list_invitations, whole_workshop
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_workshop
from participation.workshop.services import NewInvitation, invite_again, void_invitations
from participation.workshop.services.invitations import MOST_AT_ONCE


@blueprint.get("/<code>/invitations")
@policy(leads_workshop)
def invitations(code: str) -> ResponseReturnValue:
    """Show how many invitations there are, and how far they have been used."""
    return _page(workshop_or_404(code))


@blueprint.post("/<code>/invitations/again")
@policy(leads_workshop)
def invite_device(code: str) -> ResponseReturnValue:
    """Make one code for whoever lost their phone, and show it this once."""
    workshop_or_404(code)
    try:
        with transaction():
            made = invite_again(get_workshop(code), acting_staff(), request.form.get("reason", "")[:REASON_LIMIT])
    except DomainError as error:
        return _page(workshop_or_404(code), problem=word_for_staff(error), status=422)
    return _page(get_workshop(code), made=made)


@blueprint.post("/<code>/invitations/void")
@policy(leads_workshop)
def void_codes(code: str) -> ResponseReturnValue:
    """Declare invitations void that nobody has used."""
    workshop_or_404(code)
    first = whole_number("first") or 0
    last, reason = whole_number("last") or first, request.form.get("reason", "")[:REASON_LIMIT]
    try:
        with transaction():
            count = void_invitations(get_workshop(code), first, last, acting_staff(), reason)
    except DomainError as error:
        return _page(workshop_or_404(code), problem=word_for_staff(error), status=422)
    flash(ngettext("%(num)s invitation is void.", "%(num)s invitations are void.", count), "good")
    return redirect(url_for(".invitations", code=code), 303)


def _page(workshop: Workshop, *, problem: str = "", status: int = 200, made: NewInvitation | None = None) -> Response:
    whole = whole_workshop(workshop)
    made_before = list_invitations(whole.id)
    address = f"{current_app.config['SETTINGS'].base_url}/{whole.code}/seat/{made.code}" if made else ""
    page = render_template(
        "hall/console/invitations.html",
        workshop=whole,
        problem=problem,
        made=made,
        picture=Markup(svg_of(address)) if made else "",  # noqa: S704 - our own drawing
        counts=count_invitations(made_before),
        most=MOST_AT_ONCE,
    )
    return uncached(page, status)
