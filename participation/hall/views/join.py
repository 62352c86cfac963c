"""The start page (join by code), the phone page, and what people choose there for themselves."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.contributions.errors import TableUnknown
from participation.hall.forms import number_or_nothing, sent
from participation.hall.views.blueprint import blueprint
from participation.hall.views.phone_page import phone_address, phone_page, refusal, refused_json
from participation.hall.views.rooms import way_on
from participation.hall.visitors import take_part
from participation.i18n import current_language
from participation.kernel.transaction import transaction
from participation.web.error_pages import wants_json
from participation.web.fragments import uncached
from participation.web.messages import word
from participation.workshop.errors import WorkshopUnknown
from participation.workshop.models import Workshop
from participation.workshop.queries import find_workshop, get_table, get_workshop


@blueprint.get("/")
@policy(everyone)
def start() -> ResponseReturnValue:
    """Ask for the code of a workshop; a known one leads on."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return _start_page()
    workshop = find_workshop(typed)
    if workshop is None:
        return _start_page(404, typed, word(WorkshopUnknown(typed)))
    return redirect(url_for("hall.phone", code=workshop.code), 303)


@blueprint.get("/<code:code>")
@policy(everyone)
def phone(code: str) -> ResponseReturnValue:
    """Show the current step to a resident."""
    workshop = get_workshop(code)
    return way_on(workshop) or phone_page(workshop)


@blueprint.post("/<code:code>/table")
@policy(everyone)
def choose_table(code: str) -> ResponseReturnValue:
    """Sit down at a table; an empty choice stands up again."""
    workshop = get_workshop(code)
    chosen = sent().get("table", "").strip()
    try:
        with transaction():
            table_id = _table_id(workshop, chosen) if chosen else None
            take_part(workshop, current_language().tag).table_id = table_id
    except TableUnknown as error:
        return refusal(workshop, error)
    return redirect(phone_address(workshop), 303)


@blueprint.errorhandler(WorkshopUnknown)
def say_unknown(error: WorkshopUnknown) -> Response:
    """Bring people who mistyped a code back to the start page, with what they typed."""
    sentence = word(error)
    if wants_json():
        return refused_json("WorkshopUnknown", sentence, 404)
    return _start_page(404, error.code, sentence)


def _table_id(workshop: Workshop, chosen: str) -> int:
    table = get_table(workshop, number_or_nothing(chosen))
    if table is None:
        raise TableUnknown
    return table.id


def _start_page(status: int = 200, typed: str = "", problem: str = "") -> Response:
    return uncached(render_template("hall/phone/join.html", typed=typed, problem=problem), status)
