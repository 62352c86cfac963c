"""Own cards and what became of them: on the device that wrote them, and later on any other by the take-home code.

The code is sent in the body of a form and never stands in an address, so that no log, no history and no other site
learns it.
"""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.errors import TakeHomeCodeUnknown
from participation.access.models import Participant
from participation.access.policies import everyone, policy
from participation.access.take_home import participants_of_code, read_take_home
from participation.hall.afterwards import afterwards, afterwards_of_device
from participation.hall.forms import sent
from participation.hall.stage import stage_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_guesses
from participation.hall.views.phone_page import frame_of
from participation.hall.visitors import known_participant, own_take_home_code
from participation.i18n import current_language
from participation.web.fragments import uncached
from participation.web.messages import word
from participation.workshop.models import Workshop
from participation.workshop.queries import get_workshop, get_workshop_by_id

UNKNOWN = 404


@blueprint.get("/<code:code>/mine")
@policy(everyone)
def mine(code: str) -> ResponseReturnValue:
    """Show a device its take-home code and what became of its cards; one that wrote none here may type a code."""
    workshop = get_workshop(code)
    participant = known_participant(workshop)
    if participant is None:
        return redirect(url_for("hall.ask_take_home"), 303)
    stage = stage_of(workshop, participant)
    page = render_template(
        "hall/phone/mine.html",
        **frame_of(stage),
        **afterwards_of_device(stage),
        take_home=own_take_home_code(workshop, participant),
        refused={},
    )
    return uncached(page)


@blueprint.get("/t")
@policy(everyone)
def ask_take_home() -> ResponseReturnValue:
    """Ask for a take-home code."""
    return asked_for_code()


@blueprint.post("/t")
@policy(everyone)
@by_guesses
def look_later() -> ResponseReturnValue:
    """Show what became of the cards of a take-home code."""
    typed = sent().get("take_home", "")
    try:
        participants = participants_of_code(typed)
    except TakeHomeCodeUnknown as error:
        return asked_for_code(UNKNOWN, typed, word(error))
    workshop = _whole(participants)
    found = afterwards(workshop, [each.id for each in participants], current_language().tag)
    page = render_template(
        "hall/phone/take_home.html", **frame_of(stage_of(workshop)), **found, take_home=read_take_home(typed)
    )
    return uncached(page)


def asked_for_code(status: int = 200, typed: str = "", problem: str = "") -> Response:
    """Return the page that asks for a take-home code, with what was typed and what is wrong with it."""
    return uncached(render_template("hall/phone/ask_take_home.html", typed=typed[:80], problem=problem), status)


def _whole(participants: list[Participant]) -> Workshop:
    """Return the workshop in which the device took part; of a workshop with rooms the plenum."""
    workshop = get_workshop_by_id(participants[0].workshop_id)
    return workshop.room.plenum if workshop.room else workshop
