"""Residents between the plenum and its rooms: where a device belongs now, and moving to another room.

One code on the poster leads everybody: while the rooms are at work, the plenum's address leads on to the device's
room; when they end, the room's address leads back. A room's own code (on its door) lets in whoever opens it.
"""

from flask import Response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from participation.access.policies import everyone, policy
from participation.hall.forms import sent
from participation.hall.kinds import rooms as rooms_kind
from participation.hall.permissions import lets_people_in
from participation.hall.stage import stage_of
from participation.hall.views.blueprint import blueprint
from participation.hall.views.phone_page import frame_of, phone_address, refusal, seat_page
from participation.hall.visitors import TOKEN, arrive, lacks_seat, only_looks_ahead, own_token
from participation.i18n import current_language
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.fragments import uncached
from participation.workshop.models import Room, RoomEntry, Workshop
from participation.workshop.queries import get_workshop
from participation.workshop.rooms import find_room_of, get_room, rooms_run
from participation.workshop.services import assign_room, enter_room


def way_on(workshop: Workshop) -> ResponseReturnValue | None:
    """Return where the device that asks for this phone page belongs instead; ``None`` when it is right here."""
    if lacks_seat(workshop):
        return None
    if workshop.room is not None:
        return _asked_for_room(workshop.room)
    return _asked_for_plenum(workshop) if rooms_run(workshop) else None


@blueprint.get("/<code:code>/rooms")
@policy(everyone)
def rooms(code: str) -> ResponseReturnValue:
    """Show the rooms to choose from, or to change into."""
    workshop = get_workshop(code)
    if workshop.pace is None:
        return redirect(phone_address(workshop.room.plenum if workshop.room else workshop), 303)
    return _choice(workshop)


@blueprint.post("/<code:code>/room")
@policy(everyone)
def choose_room(code: str) -> ResponseReturnValue:
    """Go into a room, out of any other one; leads to its page."""
    workshop = get_workshop(code)
    chosen = sent().get("room", "")
    try:
        with transaction():
            room = get_room(workshop, chosen)
            if lets_people_in(room.workshop):
                enter_room(room, own_token(), current_language().tag)
    except DomainError as error:
        return refusal(workshop, error)
    return redirect(phone_address(room.workshop), 303)


def _asked_for_plenum(plenum: Workshop) -> ResponseReturnValue:
    """Lead to the device's room; one that has none is assigned to the emptiest, or asked."""
    room = find_room_of(plenum.id, session.get(TOKEN))
    if room is None and plenum.room_entry is RoomEntry.EVENLY and not only_looks_ahead():
        with transaction():
            room = assign_room(plenum, own_token(), current_language().tag)
    return _choice(plenum) if room is None else _to(room.workshop)


def _asked_for_room(room: Room) -> ResponseReturnValue | None:
    """Let a device in that opens the room's address; lead everybody to the plenum while the rooms are not at work.

    A page that is left open elsewhere and only asks what is new brings nobody back: it follows the device.
    """
    if lets_people_in(room.workshop) and not only_looks_ahead():
        present = find_room_of(room.plenum_id, session.get(TOKEN))
        if present is not None and present.id != room.id and request.headers.get("Sec-Fetch-Dest") == "empty":
            return _to(present.workshop)
        if present is None or present.id != room.id:
            with transaction():
                enter_room(room, own_token(), current_language().tag)
    return None if rooms_run(room.plenum) else _to(room.plenum)


def _choice(plenum: Workshop) -> Response:
    if lacks_seat(plenum):
        return seat_page(plenum)
    stage = stage_of(plenum, arrive(plenum))
    shown = rooms_kind.phone(stage) | {"own_room": find_room_of(plenum.id, session.get(TOKEN))}
    return uncached(render_template("hall/phone/rooms.html", **frame_of(stage), **shown, refused={}))


def _to(workshop: Workshop) -> ResponseReturnValue:
    """Lead on, with what the address asked for (``?lang=``); nothing on the way is kept by a browser."""
    query = request.query_string.decode()
    address = phone_address(workshop)
    response = redirect(f"{address}?{query}" if query else address, 303)
    response.headers["Cache-Control"] = "no-store"
    return response
