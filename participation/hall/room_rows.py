"""Each room of a plenum as a line of an overview: what runs, how many are there, how late it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from participation.contributions.models import Card, CardState
from participation.hall.console.agenda import frame_of
from participation.kernel.database import db
from participation.workshop.models import Room, Step, Workshop
from participation.workshop.rooms import list_rooms, people_in_rooms


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room with its running step (``None`` before the first), its people and visible cards.

    ``late`` is the drift against the plan in minutes, ``left`` the time left in the step.
    """

    room: Room
    step: Step | None
    people: int
    cards: int
    left: timedelta | None
    late: int

    @property
    def workshop(self) -> Workshop:
        """The room's own workshop."""
        return self.room.workshop

    @property
    def is_back(self) -> bool:
        """Whether the room has sent its people back to the plenum."""
        return self.step is not None and bool(self.step.settings.get("back_to_plenum"))


def room_rows(plenum: Workshop) -> list[RoomRow]:
    """Return the rooms of a plenum in their order, in a fixed number of statements."""
    rooms = list_rooms(plenum.id)
    people, cards = people_in_rooms(plenum.id), cards_in_rooms(rooms)
    return [_row(room, people.get(room.id, 0), cards.get(room.workshop_id, 0)) for room in rooms]


def cards_in_rooms(rooms: Sequence[Room]) -> dict[int, int]:
    """Return by the id of its workshop how many visible cards each room has."""
    statement = (
        select(Card.workshop_id, func.count(Card.id))
        .where(Card.workshop_id.in_([room.workshop_id for room in rooms]), Card.state == CardState.VISIBLE)
        .group_by(Card.workshop_id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _row(room: Room, people: int, cards: int) -> RoomRow:
    workshop = room.workshop
    frame = frame_of(workshop)
    step = None if workshop.is_over else _current(workshop)
    return RoomRow(room, step, people, cards, frame.time_left, frame.drift if step is not None else 0)


def _current(workshop: Workshop) -> Step | None:
    """Return the current step out of the agenda that was read already."""
    return next((step for step in workshop.steps if step.id == workshop.current_step_id), None)
