"""Reads of parallel rooms: what runs in them, who is where."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from participation.access.models import Participant
from participation.kernel.database import db
from participation.kernel.ids import hash_token
from participation.workshop.domain import counterpart
from participation.workshop.errors import RoomUnknown
from participation.workshop.models import Room, Step, Workshop, WorkshopState
from participation.workshop.queries import normalise_code


def rooms_run(plenum: Workshop) -> bool:
    """Whether people are in the rooms now: the plenum's current step is one that happens there."""
    if plenum.pace is None or plenum.state is not WorkshopState.RUNNING or plenum.current_step is None:
        return False
    return plenum.current_step.in_rooms


def rooms_have_begun(plenum: Workshop) -> bool:
    """Whether the workshop has begun, so that its rooms stay as they are."""
    return plenum.current_step_id is not None or plenum.is_over


def list_rooms(plenum_id: int) -> list[Room]:
    """Return the rooms of a plenum in their order, with their workshops, agendas and fields of action."""
    in_room = joinedload(Room.workshop)
    statement = (
        select(Room)
        .where(Room.plenum_id == plenum_id)
        .options(
            in_room.selectinload(Workshop.steps).selectinload(Step.prompts),
            in_room.selectinload(Workshop.fields),
            in_room.selectinload(Workshop.moderators),
        )
        .order_by(Room.position)
    )
    return list(db.session.scalars(statement))


def get_room(plenum: Workshop, code: str) -> Room:
    """Return the room of the plenum with this join code; raises ``RoomUnknown``."""
    statement = select(Room).join(Room.workshop).where(Room.plenum_id == plenum.id)
    room = db.session.scalar(statement.where(Workshop.code == normalise_code(code)))
    if room is None:
        raise RoomUnknown
    return room


def people_in_rooms(plenum_id: int) -> dict[int, int]:
    """Return by room id how many devices are in each room now; a room without any is not in it."""
    statement = (
        select(Room.id, func.count(Participant.id))
        .join(Participant, Participant.workshop_id == Room.workshop_id)
        .where(Room.plenum_id == plenum_id, Participant.left_at.is_(None))
        .group_by(Room.id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def find_room_of(plenum_id: int, token: str | None) -> Room | None:
    """Return the room of the plenum in which the device with this token is."""
    if not token:
        return None
    statement = (
        select(Room)
        .join(Participant, Participant.workshop_id == Room.workshop_id)
        .where(Room.plenum_id == plenum_id, Participant.token_hash == hash_token(token), Participant.left_at.is_(None))
        .order_by(Room.position)
        .limit(1)
    )
    return db.session.scalar(statement)


def participants_of_device(plenum_id: int, token_hash: str | None) -> list[int]:
    """Return the ids under which one device took part in the plenum and in any of its rooms."""
    rooms = select(Room.workshop_id).where(Room.plenum_id == plenum_id)
    statement = select(Participant.id).where(
        Participant.token_hash == token_hash,
        Participant.token_hash.is_not(None),
        Participant.workshop_id.in_(rooms) | (Participant.workshop_id == plenum_id),
    )
    return list(db.session.scalars(statement.order_by(Participant.id)))


def codes_of_house(workshop: Workshop) -> dict[int, str]:
    """Return the join codes of the workshop, of its rooms or of its plenum and the other rooms, by their ids."""
    if workshop.pace is None and workshop.room is None:
        return {workshop.id: workshop.code}
    plenum_id = workshop.room.plenum_id if workshop.room else workshop.id
    rooms = select(Room.workshop_id).where(Room.plenum_id == plenum_id)
    statement = select(Workshop.id, Workshop.code).where(Workshop.id.in_(rooms) | (Workshop.id == plenum_id))
    return {row.id: row.code for row in db.session.execute(statement)}


def counterpart_in(room: Workshop, plenum: Workshop, step: Step) -> Step | None:
    """Return the step of a room that was made from ``step`` of its plenum."""
    number = counterpart([other.in_rooms for other in plenum.steps], plenum.steps.index(step))
    made = [other for other in room.steps if other.from_plenum]
    return made[number] if number is not None and number < len(made) else None


def step_after_rooms(plenum: Workshop) -> Step | None:
    """Return the first step of the plenum after its rooms."""
    inside: Sequence[Step] = [step for step in plenum.steps if step.in_rooms]
    return next((step for step in plenum.steps if inside and step.position > inside[-1].position), None)
