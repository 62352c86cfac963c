"""Splitting a large workshop into parallel rooms, while it is prepared (ADR 11)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import exists, select

from participation.access.models import Participant, StaffUser
from participation.access.services import log_move
from participation.concept.models import FieldOfAction, Goal
from participation.i18n import gettext, speaking
from participation.kernel.database import db
from participation.workshop.agendas import StepTemplate
from participation.workshop.errors import (
    AlreadySplit,
    NotSplit,
    RoomCountInvalid,
    RoomNameTaken,
    RoomNotEmpty,
    RoomsHaveBegun,
    RoomWithinRoom,
)
from participation.workshop.models import Pace, Room, RoomEntry, Step, StepPrompt, Workshop
from participation.workshop.room_agendas import ROOM_NAME, check_range, gathering, way_back
from participation.workshop.rooms import rooms_have_begun
from participation.workshop.services.holding import hold_agenda, hold_workshop
from participation.workshop.services.preparation import checked_languages, complete_prompts, unused_code
from participation.workshop.services.revisions import touch_stage

FEWEST_ROOMS = 2
MOST_ROOMS = 40
"""A city process of 400 people has ten rooms; more than forty is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class RoomsDraft:
    """How a workshop is split: names (an empty one becomes a number), first and last step (from 0), pace, entry."""

    names: Sequence[str]
    first: int
    last: int
    pace: Pace = Pace.TOGETHER
    entry: RoomEntry = RoomEntry.EVENLY


@dataclass(frozen=True, slots=True)
class RoomDraft:
    """What the office decides about one room. ``languages`` are tags; the first is its projector's."""

    name: str
    place: str
    languages: Sequence[str]
    fields: Sequence[FieldOfAction] = field(default_factory=tuple)
    goals: Sequence[Goal] = field(default_factory=tuple)
    moderators: Sequence[StaffUser] = field(default_factory=tuple)
    interpreters: Sequence[StaffUser] = field(default_factory=tuple)


def split_workshop(plenum: Workshop, draft: RoomsDraft, actor: StaffUser | None) -> list[Room]:
    """Split a workshop that has not begun: mark the steps that happen in rooms, add gathering, make the rooms.

    Raises ``RoomWithinRoom``, ``AlreadySplit``, ``RoomsHaveBegun``, ``RoomCountInvalid``, ``RoomNameTaken``,
    ``RoomStepsInvalid``.
    """
    hold_agenda(plenum)
    if plenum.room is not None:
        raise RoomWithinRoom
    if plenum.pace is not None:
        raise AlreadySplit
    _check_not_begun(plenum)
    _check_count(len(draft.names))
    inside = check_range(plenum.steps, draft.first, draft.last)
    plenum.pace, plenum.room_entry = draft.pace, draft.entry
    for step in inside:
        step.settings = step.settings | {"in_rooms": True}
    _insert_after(plenum, inside[-1], gathering(inside[-1].phase))
    rooms = [_make_room(plenum, position, name) for position, name in enumerate(draft.names)]
    touch_stage(plenum)
    _log(plenum, actor, "split_workshop", rooms=len(rooms), pace=draft.pace.value, entry=draft.entry.value)
    return rooms


def arrange_rooms(plenum: Workshop, pace: Pace, entry: RoomEntry, actor: StaffUser | None) -> None:
    """Change the pace, or how people get into a room; also while the rooms run. Raises ``NotSplit``."""
    hold_workshop(plenum.id)
    if plenum.pace is None:
        raise NotSplit
    if (plenum.pace, plenum.room_entry) == (pace, entry):
        return
    plenum.pace, plenum.room_entry = pace, entry
    touch_stage(plenum)
    _log(plenum, actor, "arrange_rooms", pace=pace.value, entry=entry.value)


def add_room(plenum: Workshop, name: str, actor: StaffUser | None) -> Room:
    """Add a room behind the others.

    Raises ``NotSplit``, ``RoomsHaveBegun``, ``RoomCountInvalid``, ``RoomNameTaken``.
    """
    hold_workshop(plenum.id)
    if plenum.pace is None:
        raise NotSplit
    _check_not_begun(plenum)
    _check_count(len(plenum.rooms) + 1)
    position = max((room.position for room in plenum.rooms), default=-1) + 1
    room = _make_room(plenum, position, name)
    _log(plenum, actor, "add_room", room=room.name)
    return room


def change_room(room: Room, draft: RoomDraft, actor: StaffUser | None) -> None:
    """Change everything that the office decides about a room; its name only until the workshop begins.

    Raises ``RoomNameTaken``, ``RoomsHaveBegun`` (for another name), ``LanguageMissing``.
    """
    hold_agenda(room.workshop)
    name = draft.name.strip() or room.name
    if name != room.name:
        _check_not_begun(room.plenum)
        _check_name(room.plenum, name, but=room)
    room.name = name
    workshop = room.workshop
    workshop.title = room.title
    workshop.place = draft.place.strip()
    workshop.languages = checked_languages(draft.languages)
    workshop.fields, workshop.goals = list(draft.fields), list(draft.goals)
    workshop.moderators = list(draft.moderators)
    workshop.interpreters = list(draft.interpreters)
    complete_prompts(workshop)
    touch_stage(workshop)
    touch_stage(room.plenum)
    _log(room.plenum, actor, "change_room", room=room.name)


def remove_room(room: Room, actor: StaffUser | None) -> None:
    """Take a room away; taking the last but one away takes the split back.

    Raises ``RoomsHaveBegun``, ``RoomNotEmpty`` when anybody has been in it.
    """
    plenum = room.plenum
    hold_workshop(plenum.id)
    _check_not_begun(plenum)
    _check_empty([room])
    if len(plenum.rooms) <= FEWEST_ROOMS:
        raise RoomCountInvalid(FEWEST_ROOMS, MOST_ROOMS)
    name = room.name
    _delete_room(room)
    _log(plenum, actor, "remove_room", room=name)


def unite_workshop(plenum: Workshop, actor: StaffUser | None) -> None:
    """Take the split back: remove the rooms, and what it added to the agenda.

    Raises ``NotSplit``, ``RoomsHaveBegun``, ``RoomNotEmpty``.
    """
    hold_workshop(plenum.id)
    if plenum.pace is None:
        raise NotSplit
    _check_not_begun(plenum)
    _check_empty(plenum.rooms)
    for room in list(plenum.rooms):
        _delete_room(room)
    for step in list(plenum.steps):
        if step.gathers:
            plenum.steps.remove(step)
    db.session.flush()
    _number(plenum)
    for step in plenum.steps:
        step.settings = {name: value for name, value in step.settings.items() if name != "in_rooms"}
    plenum.pace = plenum.room_entry = None
    touch_stage(plenum)
    _log(plenum, actor, "unite_workshop")


def _check_not_begun(plenum: Workshop) -> None:
    if rooms_have_begun(plenum):
        raise RoomsHaveBegun


def _check_count(count: int) -> None:
    if not FEWEST_ROOMS <= count <= MOST_ROOMS:
        raise RoomCountInvalid(FEWEST_ROOMS, MOST_ROOMS)


def _check_name(plenum: Workshop, name: str, but: Room | None = None) -> None:
    if any(room.name.casefold() == name.casefold() for room in plenum.rooms if room is not but):
        raise RoomNameTaken(name)


def _check_empty(rooms: Sequence[Room]) -> None:
    """Whoever sends a card takes part first, so a room without participants has no cards but those from paper."""
    visited = exists().where(Participant.workshop_id.in_([room.workshop_id for room in rooms]))
    if db.session.scalar(select(visited)):
        raise RoomNotEmpty


def _insert_after(plenum: Workshop, step: Step, templates: Sequence[StepTemplate]) -> None:
    """Insert steps behind ``step``; those behind make room first, the last one before the others."""
    later = [other for other in plenum.steps if other.position > step.position]
    for other in reversed(later):
        other.position += len(templates)
        db.session.flush()
    added = [
        _step_of(template, step.position + place, plenum.languages) for place, template in enumerate(templates, start=1)
    ]
    plenum.steps.extend(added)
    db.session.flush()
    db.session.expire(plenum, ["steps"])


def _number(plenum: Workshop) -> None:
    """Close the gaps in the positions of an agenda, from its beginning."""
    for position, step in enumerate(sorted(plenum.steps, key=lambda step: step.position)):
        step.position = position
        db.session.flush()


def _make_room(plenum: Workshop, position: int, name: str) -> Room:
    with speaking(plenum.language):
        label = name.strip()[:120] or gettext(ROOM_NAME, number=position + 1)
    _check_name(plenum, label)
    inside = [step for step in plenum.steps if step.in_rooms]
    before = sum(step.minutes for step in plenum.steps if step.position < inside[0].position)
    workshop = Workshop(
        process=plenum.process,
        code=unused_code(),
        title=plenum.title,
        place="",
        planned_for=plenum.planned_for + timedelta(minutes=before) if plenum.planned_for else None,
        state=plenum.state,
        template=plenum.template,
        languages=list(plenum.languages),
        premoderated=plenum.premoderated,
        takes_late=plenum.takes_late,
        goals=list(plenum.goals),
        fields=list(plenum.fields),
        steps=[
            *(_copy_of(step, number) for number, step in enumerate(inside)),
            _step_of(way_back(inside[-1].phase), len(inside), plenum.languages),
        ],
    )
    db.session.add(workshop)
    db.session.flush()
    room = Room(position=position, name=label, workshop=workshop)
    plenum.rooms.append(room)
    workshop.title = room.title
    db.session.flush()
    return room


def _copy_of(step: Step, position: int) -> Step:
    settings = {name: value for name, value in step.settings.items() if name != "in_rooms"}
    return Step(
        position=position,
        phase=step.phase,
        kind=step.kind,
        minutes=step.minutes,
        settings=settings | {"from_plenum": True},
        prompts=[StepPrompt(language=prompt.language, text=prompt.text) for prompt in step.prompts],
    )


def _step_of(template: StepTemplate, position: int, languages: Sequence[str]) -> Step:
    prompts = []
    for tag in languages:
        with speaking(tag):
            prompts.append(StepPrompt(language=tag, text=gettext(template.prompt)))
    return Step(
        position=position,
        phase=template.phase,
        kind=template.kind,
        minutes=template.minutes,
        settings=dict(template.settings),
        prompts=prompts,
    )


def _delete_room(room: Room) -> None:
    room.plenum.rooms.remove(room)
    db.session.delete(room.workshop)
    db.session.flush()


def _log(plenum: Workshop, actor: StaffUser | None, action: str, *, reason: str = "", **details: object) -> None:
    log_move(actor, action, "workshop", plenum.id, workshop_id=plenum.id, reason=reason, **details)
