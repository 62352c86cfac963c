"""What waits for a look of staff: cards before they are shown, cards that the room has reported, lightning marks."""

from flask import request
from flask.typing import ResponseReturnValue

from participation.access.models import StaffUser
from participation.access.policies import policy
from participation.contributions.models import Card
from participation.contributions.queries import get_card, list_doubts, list_reported, list_waiting
from participation.contributions.services import accepts_paper, hide_mark, settle_doubt, settle_reports, show_mark
from participation.hall.console.cards import show_cards
from participation.hall.views.console.answers import Sheet, carry_out, sheet_page
from participation.hall.views.console.blueprint import blueprint
from participation.hall.views.marks import REPORT_KINDS
from participation.i18n import current_language
from participation.i18n import gettext as _
from participation.workshop.models import Workshop
from participation.workshop.policies import leads_workshop

REASON_LIMIT = 500


def _read(workshop: Workshop) -> dict[str, object]:
    language = current_language().tag
    reported = list_reported(workshop.id)
    shown = show_cards([card for card, _kinds in reported], workshop, language)
    waiting = show_cards(list_waiting(workshop.id), workshop, language)
    return {
        "waiting": [shown for shown in waiting if not shown.card.late],
        "late": [(shown, _minutes_late(shown.card), _vote_began(shown.card)) for shown in waiting if shown.card.late],
        "reported": [(card, dict.fromkeys(kinds)) for card, (_, kinds) in zip(shown, reported, strict=True)],
        "report_kinds": REPORT_KINDS,
        "doubts": list_doubts(workshop.id),
    }


def _minutes_late(card: Card) -> int:
    """Return how long after the end of its step the card came, in whole minutes, at least one."""
    ended_at = card.step.ended_at or card.created_at
    return max(1, round((card.created_at - ended_at).total_seconds() / 60))


def _vote_began(card: Card) -> bool:
    """Whether the room votes on the phase already: the card can be kept with the others, and not be voted for."""
    return not accepts_paper(card.step)


_QUEUE = Sheet("hall/console/sheet_queue.html", _read)


@blueprint.get("/<code>/queue")
@policy(leads_workshop)
def queue(code: str) -> ResponseReturnValue:
    """Show what waits, in every step of the agenda."""
    return sheet_page(code, _QUEUE)


@blueprint.post("/<code>/doubts/<int:task_id>/settle")
@policy(leads_workshop)
def settle(code: str, task_id: int) -> ResponseReturnValue:
    """Answer the question of an interpreter: the text goes back to the desk."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        settle_doubt(workshop, actor, task_id)

    return carry_out(code, move, said=_("The text is back at the interpreters' desk."), sheet=_QUEUE)


@blueprint.post("/<code>/cards/<int:card_id>/keep")
@policy(leads_workshop)
def keep_card(code: str, card_id: int) -> ResponseReturnValue:
    """Let a reported card hang."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        settle_reports(get_card(workshop.id, card_id), actor)

    return carry_out(code, move, said=_("The card stays. The report is closed."))


@blueprint.post("/<code>/marks/<int:mark_id>/hide")
@policy(leads_workshop)
def hide_one_mark(code: str, mark_id: int) -> ResponseReturnValue:
    """Take a lightning mark off all screens."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        hide_mark(workshop, mark_id, actor, request.form.get("reason", "")[:REASON_LIMIT])

    return carry_out(code, move, said=_("The lightning mark is hidden. The sheet of the topic can show it again."))


@blueprint.post("/<code>/marks/<int:mark_id>/show")
@policy(leads_workshop)
def show_mark_again(code: str, mark_id: int) -> ResponseReturnValue:
    """Put a hidden lightning mark back."""

    def move(workshop: Workshop, actor: StaffUser) -> None:
        show_mark(workshop, mark_id, actor)

    return carry_out(code, move)
