"""Reads of published processes and of the workshops whose results are public."""

from collections.abc import Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from participation.concept.models import Edition, EditionState
from participation.kernel.database import db
from participation.open_data import records
from participation.open_data.domain import Part
from participation.open_data.errors import NothingPublic
from participation.open_data.permissions import has_public_results
from participation.open_data.records import Page
from participation.process.errors import ProcessUnknown
from participation.process.queries import get_public_process, texts_of, timeline_of
from participation.workshop.models import Process, Room, Workshop, WorkshopState
from participation.workshop.queries import find_workshop


def list_processes(part: Part, language: str) -> Page[records.Process]:
    """Return the processes that were published, the oldest first."""
    statement = select(Process).where(Process.published_at.is_not(None))
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    found = db.session.scalars(statement.order_by(Process.id).limit(part.limit).offset(part.offset)).all()
    return Page(total, _told(found, language))


def get_process(process_id: int, language: str) -> records.Process:
    """Return a process that was published; raises ``NothingPublic``."""
    return _told([_published(process_id)], language)[0]


def list_dates(process_id: int, part: Part, language: str) -> Page[records.ProcessDate]:
    """Return the timeline of a process; raises ``NothingPublic`` for one that was not published."""
    process = _published(process_id)
    timeline = timeline_of(process)
    public = {row.code for row in db.session.scalars(_public_workshops().where(Workshop.process_id == process.id))}
    dates = (
        records.ProcessDate(
            *occasion.title_in(language),
            day=occasion.day,
            last_day=occasion.last_day,
            begins=occasion.begins,
            place=occasion.place,
            workshop=occasion.code if occasion.code in public else None,
        )
        for occasion in timeline[part.offset : part.offset + part.limit]
    )
    return Page(len(timeline), tuple(dates))


def list_workshops(part: Part, *, process: int | None) -> Page[records.Workshop]:
    """Return the workshops whose results are public, the oldest first; a room stands in its workshop."""
    statement = _public_workshops()
    if process is not None:
        statement = statement.where(Workshop.process_id == process)
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rooms = selectinload(Workshop.rooms).joinedload(Room.workshop)
    drawn = statement.options(rooms).order_by(Workshop.id).limit(part.limit).offset(part.offset)
    return Page(total, tuple(_told_workshop(workshop, workshop.rooms) for workshop in db.session.scalars(drawn)))


def get_public_workshop(code: str) -> Workshop:
    """Return a workshop, or a room of one, whose results are public; raises ``NothingPublic``."""
    workshop = find_workshop(code)
    if workshop is None or not has_public_results(workshop):
        raise NothingPublic
    return workshop


def get_workshop(code: str) -> records.Workshop:
    """Return a workshop, or a room of one, whose results are public; raises ``NothingPublic``."""
    workshop = get_public_workshop(code)
    rooms = select(Room).where(Room.plenum_id == workshop.id).options(joinedload(Room.workshop))
    return _told_workshop(workshop, db.session.scalars(rooms.order_by(Room.position)).all())


def _public_workshops() -> Select[Workshop]:
    """Return the statement for whole workshops with public results: `has_public_results` for many at once."""
    return (
        select(Workshop)
        .join(Workshop.process)
        .where(
            Process.published_at.is_not(None),
            Workshop.state.in_((WorkshopState.CLOSED, WorkshopState.ARCHIVED)),
            Workshop.invited_only.is_(other=False),
            ~exists().where(Room.workshop_id == Workshop.id),
        )
    )


def _published(process_id: int) -> Process:
    try:
        return get_public_process(process_id)
    except ProcessUnknown as error:
        raise NothingPublic from error


def _told(processes: Sequence[Process], language: str) -> tuple[records.Process, ...]:
    ids = [process.id for process in processes]
    public = select(Edition.concept_id).where(Edition.state == EditionState.ADOPTED)
    adopted = set(db.session.scalars(public.where(Edition.concept_id.in_(each.concept_id for each in processes))))
    codes: dict[int, list[str]] = {process_id: [] for process_id in ids}
    of_these = _public_workshops().where(Workshop.process_id.in_(ids)).options(joinedload(Workshop.room))
    for workshop in db.session.scalars(of_these.order_by(Workshop.id)):
        codes[workshop.process_id].append(workshop.code)
    return tuple(
        _told_process(each, tuple(codes[each.id]), each.concept_id if each.concept_id in adopted else None, language)
        for each in processes
    )


def _told_process(process: Process, codes: tuple[str, ...], concept: int | None, language: str) -> records.Process:
    texts = texts_of(process, language)
    return records.Process(
        id=process.id,
        title=texts.title,
        title_language=texts.title_language,
        description=texts.description,
        description_language=texts.description_language,
        concept=concept,
        workshops=codes,
    )


def _told_workshop(workshop: Workshop, rooms: Sequence[Room]) -> records.Workshop:
    return records.Workshop(
        code=workshop.code,
        title=workshop.title,
        language=workshop.language,
        place=workshop.place,
        planned_for=workshop.planned_for,
        closed_at=workshop.closed_at,
        process=workshop.process_id,
        plenum=workshop.room.plenum.code if workshop.room else None,
        rooms=tuple(records.Room(room.workshop.code, room.name) for room in rooms if room.workshop.is_over),
    )
