"""People without a phone, on one page: cards from paper, the shared tablet, how votes are held, voting cards."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, policy
from participation.contributions.queries import count_paper_cards
from participation.hall.console.sentences import word_for_staff
from participation.hall.qr_code import svg_of
from participation.hall.tablet import tablet_pass
from participation.hall.views.console.answers import whole_number, workshop_or_404
from participation.hall.views.console.blueprint import blueprint
from participation.hall.views.console.paper_counts import REASON_LIMIT, rules_sent
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.prioritisation.card_stock import MOST_AT_ONCE, list_cards, void_cards
from participation.prioritisation.models import RoundState, VotingRules
from participation.prioritisation.queries import list_rounds
from participation.prioritisation.rules import rules_of, set_rules
from participation.web.fragments import uncached
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_workshop


@blueprint.get("/<code>/without-phone")
@policy(leads_workshop)
def without_phone(code: str) -> ResponseReturnValue:
    """Show every way to take part without a phone."""
    return _page(workshop_or_404(code))


@blueprint.post("/<code>/without-phone/rules")
@policy(leads_workshop)
def choose_rules(code: str) -> ResponseReturnValue:
    """Fix how the next votes are held."""
    workshop = workshop_or_404(code)
    with transaction():
        set_rules(get_workshop(code), rules_sent() or VotingRules(), acting_staff())
    flash(_("The rules are saved. They hold for votes that open from now on."), "good")
    return redirect(url_for(".without_phone", code=workshop.code), 303)


@blueprint.post("/<code>/without-phone/void")
@policy(leads_workshop)
def void(code: str) -> ResponseReturnValue:
    """Declare voting cards void."""
    workshop = workshop_or_404(code)
    first = whole_number("first") or 0
    last, reason = whole_number("last") or first, request.form.get("reason", "")[:REASON_LIMIT]
    try:
        with transaction():
            voided = void_cards(get_workshop(code), first, last, acting_staff(), reason)
    except DomainError as error:
        return _page(workshop_or_404(code), word_for_staff(error), 422)
    flash(ngettext("%(num)s card is void.", "%(num)s cards are void.", voided), "good")
    return redirect(url_for(".without_phone", code=workshop.code), 303)


@blueprint.get("/<code>/tablet.svg")
@policy(leads_workshop)
def tablet_qr(code: str) -> ResponseReturnValue:
    """Draw the address that makes a device a shared tablet of this workshop."""
    response = Response(svg_of(_tablet_address(workshop_or_404(code))), mimetype="image/svg+xml")
    response.cache_control.no_store = True
    return response


def _tablet_address(workshop: Workshop) -> str:
    path = url_for("hall.begin", code=workshop.code, given=tablet_pass(workshop.code))
    return f"{current_app.config['SETTINGS'].base_url}{path.removeprefix(request.script_root)}"


def _page(workshop: Workshop, problem: str = "", status: int = 200) -> Response:
    cards = list_cards(workshop.id)
    page = render_template(
        "hall/console/without_phone.html",
        workshop=workshop,
        problem=problem,
        paper_cards=count_paper_cards(workshop.id),
        tablet_address=_tablet_address(workshop),
        rules=rules_of(workshop.id),
        cards=cards,
        valid=sum(not card.void for card in cards),
        most=MOST_AT_ONCE,
        closed=[round_ for round_ in list_rounds(workshop.id) if round_.state is RoundState.CLOSED],
    )
    return uncached(page, status)
