"""Quick entry of cards from paper: one line a card, Enter stores it, the next one can be typed at once.

Works as an ordinary form; a script sends each line without leaving the page, so that a stuttering network loses
nothing. Several lines at once are shown as cards before they are stored.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, policy
from participation.contributions.errors import CardUnknown, LineRefused, PaperTooLate
from participation.contributions.models import Card
from participation.contributions.queries import count_paper_cards, latest_paper_cards, list_inversions
from participation.contributions.services import PaperPile, accepts_paper, type_in_cards, withdraw_paper_card
from participation.hall.console.sentences import word_for_staff
from participation.hall.views.console.answers import whole_number, workshop_or_404
from participation.hall.views.console.blueprint import blueprint
from participation.i18n import gettext as _
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import wants_json
from participation.web.fragments import uncached
from participation.workshop.errors import StepClosed, StepUnknown
from participation.workshop.models import Step, StepKind, Workshop
from participation.workshop.policies import leads_workshop
from participation.workshop.queries import get_step, get_workshop, steps_of

LATEST = 12
"""Cards listed below the field: those that somebody still remembers having typed."""
MOST_LINES = 100
"""Lines pasted at once; each is a row to look at, and the request stays below the limit of a body."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent, or what the page remembers from the card before: language, table, topic and step stay."""

    lines: Sequence[str]
    key: str
    language: str
    table: int | None
    topic: int | None
    position: int | None
    looked_at: bool = False


@blueprint.get("/<code>/paper")
@policy(leads_workshop)
def paper(code: str) -> ResponseReturnValue:
    """Show the field, and the cards that were typed in last."""
    workshop = workshop_or_404(code)
    remembered = Typed(
        lines=(),
        key=str(uuid.uuid4()),
        language=request.args.get("language", workshop.language),
        table=request.args.get("table", type=int),
        topic=request.args.get("topic", type=int),
        position=request.args.get("position", type=int),
    )
    return _page(workshop, remembered)


@blueprint.post("/<code>/paper")
@policy(leads_workshop)
def type_in(code: str) -> ResponseReturnValue:
    """Store what was typed: one card, or several that were looked at before."""
    workshop = workshop_or_404(code)
    typed = _read(workshop)
    if len(typed.lines) > 1 and not typed.looked_at:
        return _page(workshop, typed, looks=True)
    try:
        with transaction():
            workshop = get_workshop(code)
            cards = type_in_cards(workshop, acting_staff(), _pile(workshop, typed), typed.lines or [""], typed.key)
    except DomainError as error:
        return _refused(workshop_or_404(code), typed, error)
    return _stored(workshop, typed, cards)


@blueprint.post("/<code>/paper/<int:card_id>/withdraw")
@policy(leads_workshop)
def take_back_paper(code: str, card_id: int) -> ResponseReturnValue:
    """Take back a card that was typed wrong."""
    workshop = workshop_or_404(code)
    try:
        with transaction():
            withdraw_paper_card(get_workshop(code), card_id, acting_staff())
    except DomainError as error:
        sentence = word_for_staff(error)
        if wants_json():
            return {"error": type(error).__name__, "message": sentence}, _status(error)
        return _page(workshop_or_404(code), _read(workshop), problem=sentence, status=_status(error))
    if wants_json():
        return {"id": card_id, "state": "withdrawn"}
    flash(_("The card is taken back. Type it again if it was wrong."), "good")
    return redirect(_address(workshop, _read(workshop)), 303)


def _read(workshop: Workshop) -> Typed:
    looked_at = "line" in request.form
    written = request.form.getlist("line") if looked_at else request.form.get("text", "").splitlines()
    lines = [line for line in written if line.strip()]
    return Typed(
        lines=lines[: MOST_LINES + 1],
        key=request.form.get("key", ""),
        language=request.form.get("language", workshop.language),
        table=whole_number("table"),
        topic=whole_number("topic"),
        position=whole_number("position"),
        looked_at=looked_at,
    )


def _pile(workshop: Workshop, typed: Typed) -> PaperPile:
    try:
        step = get_step(workshop, -1 if typed.position is None else typed.position)
    except StepUnknown as error:
        raise StepClosed from error
    return PaperPile(step, typed.language, typed.table, typed.topic)


def _stored(workshop: Workshop, typed: Typed, cards: Sequence[Card]) -> ResponseReturnValue:
    if wants_json():
        return {"cards": [_told(workshop, card) for card in cards], "count": count_paper_cards(workshop.id)}, 201
    flash(ngettext("%(num)s card stored", "%(num)s cards stored", len(cards)), "good")
    return redirect(_address(workshop, typed), 303)


def _told(workshop: Workshop, card: Card) -> dict[str, object]:
    return {
        "id": card.id,
        "number": count_paper_cards(workshop.id, card.id),
        "text": card.text,
        "language": card.language,
        "withdraw": url_for(".take_back_paper", code=workshop.code, card_id=card.id),
    }


def _address(workshop: Workshop, typed: Typed) -> str:
    """Return the page with what stays from card to card."""
    chosen = {"language": typed.language, "table": typed.table, "topic": typed.topic, "position": typed.position}
    named = {name: value for name, value in chosen.items() if value is not None}
    return f"{url_for('.paper', code=workshop.code)}?{urlencode(named)}"


def _refused(workshop: Workshop, typed: Typed, error: DomainError) -> ResponseReturnValue:
    sentence = word_for_staff(error)
    if isinstance(error, LineRefused):
        sentence = f"{sentence} {word_for_staff(error.why)}"
    if wants_json():
        return {"error": type(error).__name__, "message": sentence}, _status(error)
    return _page(workshop, typed, problem=sentence, status=_status(error), looks=typed.looked_at)


def _status(error: DomainError) -> int:
    return 409 if isinstance(error, CardUnknown | PaperTooLate | StepClosed) else 422


def _page(
    workshop: Workshop, typed: Typed, *, looks: bool = False, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    begun = [step for step in steps_of(workshop, kind=StepKind.COLLECT) if step.started_at is not None]
    steps = [step for step in begun if accepts_paper(step)]
    cards, count = latest_paper_cards(workshop.id, LATEST), count_paper_cards(workshop.id)
    page = render_template(
        "hall/console/paper.html",
        workshop=workshop,
        typed=typed,
        looks=looks and len(typed.lines) <= MOST_LINES,
        problem=problem or (_too_many() if len(typed.lines) > MOST_LINES else ""),
        steps=steps,
        chosen_step=_chosen(steps, typed.position),
        late=[step for step in begun if step not in steps],
        topics=list_inversions(workshop.id),
        cards=[(count - place, card, accepts_paper(card.step)) for place, card in enumerate(cards)],
        count=count,
    )
    return uncached(page, 422 if len(typed.lines) > MOST_LINES else status)


def _too_many() -> str:
    return _("At most %(most)s cards fit at once. Paste them in two parts.", most=MOST_LINES)


def _chosen(steps: Sequence[Step], position: int | None) -> Step | None:
    """Return the step that was chosen before, else the latest one."""
    named = [step for step in steps if step.position == position]
    return next(iter([*named, *reversed(steps)]), None)
