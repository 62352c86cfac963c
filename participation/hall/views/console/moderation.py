"""Moderation of cards: hide, show, let through, translate. Nobody edits a card's text."""

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.models import TranslationState
from participation.contributions.queries import get_card
from participation.contributions.services import approve_card, hide_card, show_card, translate_card
from participation.hall.spotlight import leave_large
from participation.hall.views.console.answers import carry_out, sheet_page
from participation.hall.views.console.blueprint import blueprint
from participation.hall.views.console.card_sheet import card_sheet
from participation.i18n import gettext as _
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop

REASON_LIMIT = 500


@blueprint.get("/<code>/cards/<int:card_id>")
@policy(leads_workshop)
def card(code: str, card_id: int) -> ResponseReturnValue:
    """Show one card with what can be done to it."""
    return sheet_page(code, card_sheet(card_id))


@blueprint.post("/<code>/cards/<int:card_id>/hide")
@policy(leads_workshop)
def hide(code: str, card_id: int) -> ResponseReturnValue:
    """Take a card off all screens, with a reason that its author reads."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        reason = request.form.get("own_words", "").strip() or request.form.get("reason", "")
        hide_card(get_card(workshop.id, card_id), actor, reason[:REASON_LIMIT])
        leave_large(workshop, card_id, actor)

    return carry_out(
        code,
        move,
        said=_("The card is hidden. You can show it again from the list of hidden cards."),
        sheet=card_sheet(card_id) if "own_words" in request.form else None,
    )


@blueprint.post("/<code>/cards/<int:card_id>/show")
@policy(leads_workshop)
def show_again(code: str, card_id: int) -> ResponseReturnValue:
    """Put a hidden card back."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        show_card(get_card(workshop.id, card_id), actor)

    return carry_out(code, move)


@blueprint.post("/<code>/cards/<int:card_id>/approve")
@policy(leads_workshop)
def approve(code: str, card_id: int) -> ResponseReturnValue:
    """Let a waiting card through."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        approve_card(get_card(workshop.id, card_id), actor)

    return carry_out(code, move)


@blueprint.post("/<code>/cards/<int:card_id>/translations")
@policy(leads_workshop)
def translate(code: str, card_id: int) -> ResponseReturnValue:
    """Attach a translation made by a person."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        language, text = request.form.get("language", ""), request.form.get("text", "")
        translate_card(get_card(workshop.id, card_id), language, text, TranslationState.HUMAN, actor)

    return carry_out(code, move, said=_("The translation stands beside the card."), sheet=card_sheet(card_id))
