"""Tables: set them up, sit down, host, spread people over them, change them between the rounds of a World Café."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, update

from participation.access.models import Participant, StaffUser
from participation.access.services import log_move
from participation.kernel.database import db
from participation.workshop.errors import (
    HostStays,
    NobodyThere,
    NoTables,
    NotSeated,
    TableHosted,
    TableOccupied,
)
from participation.workshop.models import Step, TableVisit, Workshop, WorkshopState, WorkshopTable
from participation.workshop.seating import change_tables, spread
from participation.workshop.seats import list_people, list_seated_tables, visits_before, visits_in
from participation.workshop.services.holding import hold_workshop
from participation.workshop.services.revisions import touch_board, touch_stage

NAME_LIMIT = 120
QUESTION_LIMIT = 300


def change_table(
    table: WorkshopTable,
    actor: StaffUser | None,
    *,
    name: str,
    field_id: int | None,
    questions: Mapping[str, str],
) -> None:
    """Give a table another name, field of action and question by language; an empty name stays as it was.

    A field of action of another concept is none.
    """
    hold_workshop(table.workshop_id)
    concept = table.workshop.process.concept
    known = {field.id for field in concept.fields} if concept else set()
    table.name = name.strip()[:NAME_LIMIT] or table.name
    table.field_id = field_id if field_id in known else None
    table.questions = {tag: text.strip()[:QUESTION_LIMIT] for tag, text in questions.items() if text.strip()}
    db.session.flush()
    touch_stage(table.workshop)
    log_move(actor, "change_table", "workshop_table", table.id, workshop_id=table.workshop_id)


def remove_last_table(workshop: Workshop, actor: StaffUser | None) -> None:
    """Take away the table with the highest number, so that numbers stay without gaps.

    Raises ``NoTables``, and ``TableOccupied`` once the doors are open: cards and plans may belong to it.
    """
    hold_workshop(workshop.id)
    if not workshop.tables:
        raise NoTables
    if workshop.state is not WorkshopState.PLANNED:
        raise TableOccupied
    table = workshop.tables[-1]
    log_move(actor, "remove_table", "workshop_table", table.id, workshop_id=workshop.id, name=table.name)
    workshop.tables.remove(table)
    db.session.flush()


def sit_down(workshop: Workshop, participant: Participant, table: WorkshopTable | None) -> None:
    """Let somebody sit at a table, or stand up with ``None``.

    Raises ``HostStays`` for a host who has not given it up.
    """
    table_id = table.id if table else None
    hold_workshop(workshop.id)
    if participant.table_id == table_id:
        return
    if participant.hosts_table:
        raise HostStays
    participant.table_id = table_id
    db.session.flush()
    touch_board(workshop)


def host_table(workshop: Workshop, participant: Participant) -> None:
    """Let somebody stay at their table as its host. Doing it twice changes nothing.

    Raises ``NotSeated``, ``TableHosted``.
    """
    hold_workshop(workshop.id)
    if participant.table_id is None:
        raise NotSeated
    if participant.hosts_table:
        return
    _check_free(workshop, participant.table_id)
    participant.hosts_table = True
    db.session.flush()
    touch_board(workshop)


def stop_hosting(workshop: Workshop, participant: Participant) -> None:
    """Let somebody be a guest again."""
    hold_workshop(workshop.id)
    participant.hosts_table = False
    db.session.flush()
    touch_board(workshop)


def name_host(table: WorkshopTable, actor: StaffUser | None) -> None:
    """Make whoever joined first among the people at the table its host; their phone says so.

    Raises ``NobodyThere``, ``TableHosted``.
    """
    hold_workshop(table.workshop_id)
    people = [person for person in list_people(table.workshop) if person.table_id == table.id]
    if not people:
        raise NobodyThere
    _check_free(table.workshop, table.id)
    people[0].hosts_table = True
    _announce(table.workshop, actor, "name_host", table=table.number)


def release_host(table: WorkshopTable, actor: StaffUser | None) -> None:
    """Let the host of the table be a guest; it may be taken on by somebody else."""
    hold_workshop(table.workshop_id)
    for person in list_people(table.workshop):
        if person.table_id == table.id:
            person.hosts_table = False
    _announce(table.workshop, actor, "release_host", table=table.number)


def assign_everybody(workshop: Workshop, actor: StaffUser | None, *, anew: bool = False) -> int:
    """Give everybody without a table one, so that tables become even; returns how many were given one.

    ``anew`` spreads all people again; only hosts stay. Raises ``NoTables``.
    """
    hold_workshop(workshop.id)
    if not workshop.tables:
        raise NoTables
    people = list_people(workshop)
    staying = [person for person in people if person.table_id is not None and (person.hosts_table or not anew)]
    present = dict.fromkeys((table.id for table in workshop.tables), 0)
    for person in staying:
        present[person.table_id or 0] += 1
    kept = {person.id for person in staying}
    seats = spread((person.id for person in people if person.id not in kept), present)
    _seat(seats)
    _announce(workshop, actor, "spread_anew" if anew else "assign_tables", people=len(seats))
    return len(seats)


def move_people(
    workshop: Workshop, origin: WorkshopTable, target: WorkshopTable, count: int, actor: StaffUser | None
) -> None:
    """Move so many people from one table to another: those who joined last, never the host.

    Raises ``NobodyThere`` when fewer guests sit there.
    """
    hold_workshop(workshop.id)
    guests = [person for person in list_people(workshop) if person.table_id == origin.id and not person.hosts_table]
    if count < 1 or len(guests) < count:
        raise NobodyThere
    _seat({person.id: target.id for person in guests[-count:]})
    _announce(workshop, actor, "move_people", origin=origin.number, target=target.number, people=count)


def ring_bell(step: Step, actor: StaffUser | None) -> None:
    """Let everybody but the hosts go on to their next table, when a round of a World Café begins after another.

    Going back to a round seats people as they sat in it. The first round leaves them where they are.
    """
    workshop = step.workshop
    seats = {person.id: person.table_id for person in list_people(workshop) if person.table_id is not None}
    visited = visits_before(step)
    known = visits_in(step)
    if known:
        hosts = _hosts(workshop)
        _seat({person: table for person, table in known.items() if person in seats and person not in hosts})
    elif visited and seats:
        tables = [table.id for table in workshop.tables]
        moved = change_tables(seats, _hosts(workshop), visited, tables)
        _seat(moved)
        log_move(actor, "ring_bell", "step", step.id, workshop_id=workshop.id, people=len(moved))


def remember_seats(step: Step) -> None:
    """Note where everybody sat in a round of a World Café that ends."""
    sitting = [
        {"participant_id": person.id, "step_id": step.id, "table_id": person.table_id}
        for person in list_people(step.workshop)
        if person.table_id is not None
    ]
    db.session.execute(delete(TableVisit).where(TableVisit.step_id == step.id))
    if sitting:
        db.session.execute(insert(TableVisit), sitting)


def _hosts(workshop: Workshop) -> set[int]:
    return {person.id for person in list_people(workshop) if person.hosts_table}


def _check_free(workshop: Workshop, table_id: int) -> None:
    if any(seated.hosted for seated in list_seated_tables(workshop) if seated.table.id == table_id):
        raise TableHosted


def _seat(seats: Mapping[int, int]) -> None:
    rows: list[dict[str, Any]] = [{"id": person, "table_id": table} for person, table in seats.items()]
    if rows:
        db.session.execute(update(Participant), rows)
        db.session.expire_all()


def _announce(workshop: Workshop, actor: StaffUser | None, action: str, **details: int) -> None:
    """Tell phones too: their table may be another one now."""
    db.session.flush()
    touch_stage(workshop)
    touch_board(workshop)
    log_move(actor, action, "workshop", workshop.id, workshop_id=workshop.id, reason="", **details)
