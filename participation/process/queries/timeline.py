"""The timeline: workshops by themselves, between them the dates that the office has entered."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import selectinload

from participation.i18n.formats import city_zone, local
from participation.kernel.database import db
from participation.process.domain import Occasion, in_order
from participation.process.models import ProcessEntry
from participation.process.queries.processes import list_dates_to_edit
from participation.workshop.models import Process, Room, Step, Workshop

_DAY_IN_MINUTES = timedelta(days=1) / timedelta(minutes=1)


def timeline_of(process: Process) -> list[Occasion]:
    """Return the dates of a process in their order, in three statements.

    A workshop without a day is not on it; one that is interrupted stands there a second time, when it goes on. Rooms
    are part of their plenum.
    """
    workshops = db.session.scalars(
        select(Workshop)
        .where(Workshop.process_id == process.id, Workshop.planned_for.is_not(None))
        .where(~exists().where(Room.workshop_id == Workshop.id))
        .options(selectinload(Workshop.steps).load_only(Step.minutes, Step.settings))
    )
    found = [occasion for workshop in workshops for occasion in _of_workshop(workshop)]
    return in_order([*found, *(_of_entry(entry, process.language) for entry in list_dates_to_edit(process.id))])


def _of_workshop(workshop: Workshop) -> Iterator[Occasion]:
    dates = {"workshop": workshop.planned_for, "continued": workshop.adjourned_until}
    until = next((step.open_until for step in workshop.steps if step.open_until is not None), None)
    minutes = sum(step.minutes for step in workshop.steps if step.open_until is None)
    for kind, moment in dates.items():
        if moment is not None:
            begins = local(moment)
            yield Occasion(
                key=f"{kind}-{workshop.id}",
                day=begins.date(),
                begins=begins,
                titles={workshop.language: workshop.title},
                first_language=workshop.language,
                place=workshop.place,
                last_day=local(until).date() if until else None,
                minutes=minutes if until is None and 0 < minutes < _DAY_IN_MINUTES else None,
                code=workshop.code,
                is_over=workshop.is_over,
            )


def _of_entry(entry: ProcessEntry, first: str) -> Occasion:
    return Occasion(
        key=f"entry-{entry.id}",
        day=entry.day,
        begins=datetime.combine(entry.day, entry.time_of_day, city_zone()) if entry.time_of_day else None,
        titles=entry.titles,
        first_language=first,
        place=entry.place,
        last_day=entry.last_day,
    )
