"""People in rooms: one device is in one room at a time, and counted once in the whole workshop.

Whoever enters a room holds the plenum first, so that of 400 people who join at once each sees where those before went.
"""

from sqlalchemy import update

from participation.access.models import Participant
from participation.access.queries import find_participant
from participation.access.services import join
from participation.kernel import clock
from participation.kernel.database import db
from participation.kernel.ids import hash_token
from participation.workshop.admission import check_seat
from participation.workshop.domain import emptiest
from participation.workshop.errors import NotSplit
from participation.workshop.models import Room, Workshop
from participation.workshop.rooms import find_room_of, people_in_rooms
from participation.workshop.services.holding import hold_workshop
from participation.workshop.services.revisions import touch_board


def enter_room(room: Room, token: str, language: str, *, invited: bool = False) -> Participant:
    """Let the device with this token into the room, out of any other one, and return its participant there.

    It joins the plenum as well: the count of the whole is the plenum's. ``invited``: staff have let it in.

    Raises ``SeatNeeded`` for a device without a seat in a plenum that is closed to invited people.
    """
    hold_workshop(room.plenum_id)
    if not invited:
        check_seat(room.plenum, token)
    _take_part(room.plenum, token, language)
    before = find_room_of(room.plenum_id, token)
    if before is not None and before.id != room.id:
        _leave(before, token)
    participant = _take_part(room.workshop, token, language)
    if before is None or before.id != room.id:
        touch_board(room.plenum)
    return participant


def assign_room(plenum: Workshop, token: str, language: str) -> Room:
    """Return the room of this device; one that has none enters the emptiest, the first one among equals.

    Raises ``NotSplit``, ``SeatNeeded``.
    """
    hold_workshop(plenum.id)
    present = find_room_of(plenum.id, token)
    if present is not None:
        return present
    if not plenum.rooms:
        raise NotSplit
    people = people_in_rooms(plenum.id)
    by_id = {room.id: room for room in plenum.rooms}
    room = by_id[emptiest(list(by_id), people)]
    enter_room(room, token, language)
    return room


def _take_part(workshop: Workshop, token: str, language: str) -> Participant:
    present = find_participant(workshop.id, token)
    if present is None or present.left_at is not None or present.language != language:
        touch_board(workshop)
        plenum_id = workshop.room.plenum_id if workshop.room else None
        present = present or join(workshop.id, token, language, plenum_id=plenum_id)
        present.left_at, present.language = None, language
        db.session.flush()
    return present


def _leave(room: Room, token: str) -> None:
    touch_board(room.workshop)
    leaving = (
        update(Participant)
        .where(Participant.workshop_id == room.workshop_id, Participant.token_hash == hash_token(token))
        .values(left_at=clock.now())
    )
    db.session.execute(leaving)
