"""Splitting a workshop into rooms, and preparing each of them."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.policies import acting_staff, office, policy
from participation.access.queries import list_users
from participation.i18n import ngettext
from participation.kernel.errors import DomainError
from participation.kernel.transaction import transaction
from participation.web.error_pages import error_page
from participation.web.messages import word
from participation.workshop.errors import RoomsHaveBegun, RoomUnknown
from participation.workshop.forms import ArrangementForm, RoomForm, SplitForm
from participation.workshop.models import Pace, RoomEntry, Workshop
from participation.workshop.queries import get_workshop
from participation.workshop.rooms import get_room, list_rooms, rooms_have_begun
from participation.workshop.services import (
    add_room,
    arrange_rooms,
    change_room,
    remove_room,
    split_workshop,
    unite_workshop,
)
from participation.workshop.views.blueprint import blueprint


@blueprint.errorhandler(RoomUnknown)
def say_room_unknown(error: RoomUnknown) -> ResponseReturnValue:
    """Say that the workshop has no such room."""
    return error_page(404, word(error))


@blueprint.get("/workshops/<code>/rooms")
@policy(office)
def rooms(code: str) -> ResponseReturnValue:
    """Show the rooms of a workshop, or how it could be split."""
    workshop = get_workshop(code)
    if workshop.room is not None:
        return redirect(url_for("workshop.rooms", code=workshop.room.plenum.code), 303)
    return _page(workshop)


@blueprint.post("/workshops/<code>/rooms")
@policy(office)
def split(code: str) -> ResponseReturnValue:
    """Split a workshop into rooms."""
    workshop = get_workshop(code)
    form = SplitForm()
    form.offer(workshop)
    if not form.validate():
        return _page(workshop, 422, form=form)
    try:
        with transaction():
            made = split_workshop(get_workshop(code), form.draft(), acting_staff())
            count = len(made)
    except DomainError as error:
        form.form_errors.append(word(error))
        return _page(workshop, _status(error), form=form)
    flash(ngettext("The workshop has %(num)s room now.", "The workshop has %(num)s rooms now.", count), "good")
    return _back(code)


@blueprint.post("/workshops/<code>/rooms/arrangement")
@policy(office)
def arrange(code: str) -> ResponseReturnValue:
    """Change the pace, or how people get into the rooms."""
    form = ArrangementForm()
    form.offer_words()
    if not form.validate():
        return _page(get_workshop(code), 422)
    pace, entry = Pace(form.pace.data), RoomEntry(form.entry.data)
    return _carried_out(code, lambda workshop: arrange_rooms(workshop, pace, entry, acting_staff()))


@blueprint.post("/workshops/<code>/rooms/add")
@policy(office)
def more_rooms(code: str) -> ResponseReturnValue:
    """Add a room behind the others."""
    name = request.form.get("name", "")
    return _carried_out(code, lambda workshop: add_room(workshop, name, acting_staff()))


@blueprint.post("/workshops/<code>/rooms/unite")
@policy(office)
def unite(code: str) -> ResponseReturnValue:
    """Take the split back."""
    return _carried_out(code, lambda workshop: unite_workshop(workshop, acting_staff()))


@blueprint.post("/workshops/<code>/rooms/<room_code>/remove")
@policy(office)
def fewer_rooms(code: str, room_code: str) -> ResponseReturnValue:
    """Take a room away."""
    return _carried_out(code, lambda workshop: remove_room(get_room(workshop, room_code), acting_staff()))


@blueprint.route("/workshops/<code>/rooms/<room_code>", methods=["GET", "POST"])
@policy(office)
def room(code: str, room_code: str) -> ResponseReturnValue:
    """Decide about one room: name, door, languages, fields of action, goals, moderators, interpreters."""
    workshop = get_workshop(code)
    shown = get_room(workshop, room_code)
    concept = workshop.process.concept
    staff = [user for user in list_users() if user.active]
    form = RoomForm()
    form.offer(concept, staff)
    if not form.is_submitted():
        form.show(shown)
    elif form.validate():
        try:
            with transaction():
                change_room(get_room(get_workshop(code), room_code), form.draft(concept, staff), acting_staff())
        except DomainError as error:
            form.form_errors.append(word(error))
        else:
            return _back(code)
    page = render_template("workshop/office/room.html", form=form, workshop=workshop, room=shown, concept=concept)
    return page, 422 if form.is_submitted() else 200


def _carried_out(code: str, move: Callable[[Workshop], object]) -> ResponseReturnValue:
    try:
        with transaction():
            move(get_workshop(code))
    except RoomUnknown:
        raise
    except DomainError as error:
        return _page(get_workshop(code), _status(error), problem=word(error))
    return _back(code)


def _status(error: DomainError) -> int:
    return 409 if isinstance(error, RoomsHaveBegun) else 422


def _back(code: str) -> ResponseReturnValue:
    return redirect(url_for("workshop.rooms", code=code), 303)


def _page(
    workshop: Workshop, status: int = 200, *, form: SplitForm | None = None, problem: str = ""
) -> ResponseReturnValue:
    arrangement = ArrangementForm()
    arrangement.offer_words()
    arrangement.show(workshop)
    if form is None:
        form = SplitForm()
        form.offer(workshop)
    page = render_template(
        "workshop/office/rooms.html",
        workshop=workshop,
        rooms=list_rooms(workshop.id),
        begun=rooms_have_begun(workshop),
        form=form,
        arrangement=arrangement,
        problem=problem,
    )
    return page, status
