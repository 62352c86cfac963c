"""The start page (join by code), the phone page, and what people choose there for themselves."""

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.forms import CardForm, number_or_nothing, sent
from participation.hall.permissions import lets_people_in
from participation.hall.views.blueprint import blueprint
from participation.hall.views.phone_page import (
    phone_address,
    phone_page,
    refusal,
    refused_json,
    tables_page,
)
from participation.hall.views.rooms import way_on
from participation.hall.views.shared_page import shared_page
from participation.hall.views.start_page import start_page
from participation.hall.visitors import lacks_seat, take_part
from participation.i18n import current_language, gettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import wants_json
from participation.web.messages import word
from participation.workshop.errors import WorkshopUnknown
from participation.workshop.queries import find_workshop, get_workshop, get_workshop_to_show
from participation.workshop.seats import get_table, get_table_by_number
from participation.workshop.services import host_table, sit_down, stop_hosting
from participation.workshop.standing import get_standing


@blueprint.get("/")
@policy(everyone)
def start() -> ResponseReturnValue:
    """Ask for the code of a workshop; a known one leads on."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return start_page()
    workshop = find_workshop(typed)
    if workshop is None:
        return start_page(404, typed, word(WorkshopUnknown(typed)))
    return redirect(url_for("hall.phone", code=workshop.code), 303)


@blueprint.post("/")
@policy(everyone)
def bring_text() -> ResponseReturnValue:
    """Take a card's text that was sent to an unknown code along to the workshop of the right one; store nothing.

    It comes into the field where cards are collected, elsewhere it is handed back to copy.
    """
    workshop = get_workshop(sent().get("code", "").strip())
    form = CardForm.read()
    if not form.text:
        return redirect(phone_address(workshop), 303)
    return phone_page(workshop, typed=form, why=gettext("No cards are collected now. Copy your text for later."))


@blueprint.get("/<code:code>")
@policy(everyone)
async def phone(code: str) -> ResponseReturnValue:
    """Show the current step to a resident; ``?table=3``, as the tents say it, sits them down there first."""
    shared = await shared_page(get_standing(code)) if "table" not in request.args else None
    if shared is not None:
        return shared
    workshop = get_workshop_to_show(code)
    elsewhere = way_on(workshop)
    if elsewhere is not None:
        return elsewhere
    number = request.args.get("table")
    if number is None or request.method == "HEAD" or not lets_people_in(workshop) or lacks_seat(workshop):
        return phone_page(workshop)
    try:
        with transaction():
            table = get_table_by_number(workshop, number_or_nothing(number.strip()))
            sit_down(workshop, take_part(workshop, current_language().tag), table)
    except DomainError as error:
        return refusal(workshop, error)
    return redirect(phone_address(workshop), 303)


@blueprint.get("/<code:code>/table")
@policy(everyone)
def tables(code: str) -> ResponseReturnValue:
    """Let people choose a table at any step, and see how many sit at each."""
    return tables_page(get_workshop_to_show(code))


@blueprint.post("/<code:code>/table")
@policy(everyone)
def choose_table(code: str) -> ResponseReturnValue:
    """Sit down at a table; an empty choice stands up again."""
    workshop = get_workshop(code)
    chosen = sent().get("table", "").strip()
    try:
        with transaction():
            table = get_table(workshop.id, number_or_nothing(chosen)) if chosen else None
            sit_down(workshop, take_part(workshop, current_language().tag), table)
    except DomainError as error:
        return refusal(workshop, error)
    return redirect(phone_address(workshop), 303)


@blueprint.post("/<code:code>/host")
@policy(everyone)
def host(code: str) -> ResponseReturnValue:
    """Stay at one's table as its host; an empty ``host`` hands it over."""
    workshop = get_workshop(code)
    move = host_table if sent().get("host", "").strip() else stop_hosting
    try:
        with transaction():
            move(workshop, take_part(workshop, current_language().tag))
    except DomainError as error:
        return refusal(workshop, error)
    return redirect(phone_address(workshop), 303)


@blueprint.errorhandler(WorkshopUnknown)
def say_unknown(error: WorkshopUnknown) -> Response:
    """Bring people who mistyped a code back to the start page, with what they typed."""
    sentence = word(error)
    if wants_json():
        return refused_json("WorkshopUnknown", sentence, 404)
    return start_page(404, error.code, sentence)
