"""Dissent and reports: the lightning mark on a topic, and a card that somebody asks to look at."""

from collections.abc import Mapping

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.contributions.errors import CardUnknown, MarkUnknown
from participation.contributions.models import Card, CardState, ReportKind
from participation.contributions.queries import get_card
from participation.contributions.services import report_card, set_mark, withdraw_mark
from participation.hall.forms import MarkForm, sent
from participation.hall.permissions import lets_people_in
from participation.hall.stage import stage_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_address, by_device
from participation.hall.views.phone_page import frame_of, phone_address, refusal
from participation.hall.visitors import known_participant, lacks_seat, take_part
from participation.i18n import current_language, mark
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import wants_json
from participation.web.fragments import uncached
from participation.workshop.errors import SeatNeeded, StepClosed
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop

REPORT_KINDS: Mapping[ReportKind, str] = {
    ReportKind.PERSON: mark("It names a person or tells something private."),
    ReportKind.INSULT: mark("It insults or threatens people."),
    ReportKind.OTHER: mark("Something else is wrong with it."),
}
CREATED = 201


@blueprint.post("/<code:code>/topics/<int:cluster_id>/marks")
@policy(everyone)
@by_device
@by_address
def put_mark(code: str, cluster_id: int) -> ResponseReturnValue:
    """Put a lightning mark on a topic, with a word why; the same key is the same mark."""
    workshop = get_workshop(code)
    form = MarkForm.read(cluster_id)
    language = current_language().tag
    try:
        with transaction():
            placed = set_mark(
                workshop,
                take_part(workshop, language),
                cluster_id=cluster_id,
                text=form.text,
                language=form.language or language,
                key=form.key,
            )
    except DomainError as error:
        return refusal(workshop, error, mark=form)
    if wants_json():
        return {"id": placed.id, "state": placed.state.value}, CREATED
    return redirect(phone_address(workshop), 303)


@blueprint.post("/<code:code>/marks/<int:mark_id>/withdraw")
@policy(everyone)
def take_mark_back(code: str, mark_id: int) -> ResponseReturnValue:
    """Take one's own mark back while the room sorts."""
    workshop = get_workshop(code)
    try:
        with transaction():
            participant = known_participant(workshop)
            if participant is None:
                raise MarkUnknown
            withdraw_mark(workshop, participant, mark_id)
    except DomainError as error:
        return refusal(workshop, error)
    return redirect(phone_address(workshop), 303)


@blueprint.get("/<code:code>/cards/<int:card_id>/report")
@policy(everyone)
def report(code: str, card_id: int) -> ResponseReturnValue:
    """Ask what is wrong with a card."""
    workshop = get_workshop(code)
    if lacks_seat(workshop):
        raise SeatNeeded(workshop.code)
    return _page(workshop, "report", card=_visible(workshop, card_id), report_kinds=REPORT_KINDS)


@blueprint.post("/<code:code>/cards/<int:card_id>/report")
@policy(everyone)
@by_device
@by_address
def send_report(code: str, card_id: int) -> ResponseReturnValue:
    """Tell the moderator; reporting again changes nothing."""
    workshop = get_workshop(code)
    try:
        if not lets_people_in(workshop):
            raise StepClosed
        with transaction():
            report_card(workshop, take_part(workshop, current_language().tag), card_id, sent().get("kind", ""))
    except DomainError as error:
        return refusal(workshop, error)
    return _page(workshop, "reported")


def _visible(workshop: Workshop, card_id: int) -> Card:
    try:
        card = get_card(workshop.id, card_id)
    except CardUnknown:
        abort(404)
    if card.state is not CardState.VISIBLE:
        abort(404)
    return card


def _page(workshop: Workshop, name: str, **variables: object) -> ResponseReturnValue:
    frame = frame_of(stage_of(workshop))
    back = request.args.get("back") == "screen"
    return uncached(render_template(f"hall/phone/{name}.html", **frame, **variables, to_screen=back, refused={}))
