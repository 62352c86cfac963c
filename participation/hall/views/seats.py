"""The door of a workshop that is closed to invited people: a code on paper, scanned or typed, lets a device in once."""

from flask import redirect
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.forms import sent
from participation.hall.views.blueprint import blueprint
from participation.hall.views.limits import by_address, by_device
from participation.hall.views.phone_page import phone_address, refused_json, seat_page
from participation.hall.visitors import lacks_seat, own_token
from participation.i18n import current_language
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import wants_json
from participation.web.messages import word
from participation.workshop.errors import InvitationUnknown, SeatNeeded
from participation.workshop.queries import get_workshop
from participation.workshop.services import admit

NEEDED, UNKNOWN, USED = 403, 404, 409


@blueprint.get("/<code:code>/seat/<secret>")
@policy(everyone)
def scan_invitation(code: str, secret: str) -> ResponseReturnValue:
    """Show the scanned code with one button: a program that only looks ahead uses nothing up."""
    workshop = get_workshop(code)
    if not lacks_seat(workshop):
        return redirect(phone_address(workshop), 303)
    return seat_page(workshop, invitation=secret)


@blueprint.post("/<code:code>/seat")
@policy(everyone)
@by_device
@by_address
def take_seat(code: str) -> ResponseReturnValue:
    """Let the device in and use the code up; one that is in already goes on."""
    workshop = get_workshop(code)
    typed = sent().get("invitation", "")
    if not lacks_seat(workshop):
        return redirect(phone_address(workshop), 303)
    try:
        with transaction():
            admit(workshop, own_token(), current_language().tag, typed)
    except DomainError as error:
        status = UNKNOWN if isinstance(error, InvitationUnknown) else USED
        if wants_json():
            return refused_json(type(error).__name__, word(error), status)
        return seat_page(workshop, status, {"problem": word(error)}, invitation=typed)
    return redirect(phone_address(workshop), 303)


@blueprint.errorhandler(SeatNeeded)
def ask_for_seat(error: SeatNeeded) -> ResponseReturnValue:
    """Ask for the code wherever a device comes without one."""
    if wants_json():
        return refused_json("SeatNeeded", word(error), NEEDED)
    return seat_page(get_workshop(error.code), NEEDED)
