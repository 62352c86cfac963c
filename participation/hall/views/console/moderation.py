"""Moderation of cards: hide, show, let through, translate, type in from paper. Nobody edits a card's text."""

import uuid

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.models import TranslationState
from participation.contributions.queries import get_card, list_inversions
from participation.contributions.services import approve_card, hide_card, show_card, submit_card, translate_card
from participation.hall.spotlight import leave_large
from participation.hall.views.console.answers import Sheet, carry_out, sheet_page, whole_number
from participation.hall.views.console.blueprint import blueprint
from participation.hall.views.console.card_sheet import card_sheet
from participation.i18n import gettext as _
from participation.workshop.models import StepKind, Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_step, steps_of

REASON_LIMIT = 500


def _read_paper(workshop: Workshop) -> dict[str, object]:
    return {
        "key": str(uuid.uuid4()),
        "steps": [step for step in steps_of(workshop, kind=StepKind.COLLECT) if step.started_at is not None],
        "topics": list_inversions(workshop.id),
    }


_PAPER_SHEET = Sheet("hall/console/sheet_paper.html", _read_paper)


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


@blueprint.get("/<code>/paper")
@policy(leads_workshop)
def paper(code: str) -> ResponseReturnValue:
    """Show the form for a card that somebody wrote on paper."""
    return sheet_page(code, _PAPER_SHEET)


@blueprint.post("/<code>/paper")
@policy(leads_workshop)
def type_in(code: str) -> ResponseReturnValue:
    """Store a card from paper among those of the step in which it was written."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        submit_card(
            workshop,
            None,
            text=request.form.get("text", ""),
            language=request.form.get("language", ""),
            key=request.form.get("key", ""),
            inversion_id=whole_number("topic"),
            on_paper=True,
            step=get_step(workshop, whole_number("position") or 0),
            actor=actor,
        )

    return carry_out(code, move, said=_("The card from paper is on the board."), sheet=_PAPER_SHEET)
