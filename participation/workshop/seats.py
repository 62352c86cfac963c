"""Reads of who sits where."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from participation.access.models import Participant
from participation.kernel.database import LARGEST_NUMBER, db
from participation.workshop.errors import TableNumberUnknown, TableUnknown
from participation.workshop.models import Step, TableVisit, Workshop, WorkshopTable
from participation.workshop.seating import LARGEST_GROUP


@dataclass(frozen=True, slots=True)
class SeatedTable:
    """A table with the number of people at it and whether one of them hosts it."""

    table: WorkshopTable
    people: int
    hosted: bool

    @property
    def is_crowded(self) -> bool:
        """Whether more sit there than can talk with each other."""
        return self.people > LARGEST_GROUP


def get_table(workshop_id: int, table_id: int) -> WorkshopTable:
    """Return the table with this id; raises ``TableUnknown`` unless it stands in the workshop."""
    table = db.session.get(WorkshopTable, table_id)
    if table is None or table.workshop_id != workshop_id:
        raise TableUnknown
    return table


def get_table_by_number(workshop: Workshop, number: int) -> WorkshopTable:
    """Return the table with the number that stands on its tent; raises ``TableNumberUnknown``."""
    statement = select(WorkshopTable).where(
        WorkshopTable.workshop_id == workshop.id, WorkshopTable.position == number - 1
    )
    table = db.session.scalar(statement) if 0 < number <= LARGEST_NUMBER else None
    if table is None:
        raise TableNumberUnknown(number)
    return table


def find_seat(participant: Participant | None) -> WorkshopTable | None:
    """Return the table at which somebody sits; asks nothing of the database for those who sit nowhere."""
    if participant is None or participant.table_id is None:
        return None
    return db.session.get(WorkshopTable, participant.table_id)


def list_seated_tables(workshop: Workshop) -> list[SeatedTable]:
    """Return the tables in the order of their numbers with their people, in two statements."""
    people = func.count(Participant.id)
    hosts = func.count(Participant.id).filter(Participant.hosts_table)
    statement = (
        select(Participant.table_id, people, hosts)
        .where(Participant.workshop_id == workshop.id, Participant.table_id.is_not(None))
        .group_by(Participant.table_id)
    )
    counted = {row[0]: (row[1], bool(row[2])) for row in db.session.execute(statement)}
    return [SeatedTable(table, *counted.get(table.id, (0, False))) for table in workshop.tables]


def is_hosted(table: WorkshopTable) -> bool:
    """Whether somebody stays at the table as its host."""
    hosts = exists().where(Participant.table_id == table.id, Participant.hosts_table)
    return db.session.scalar(select(hosts)) is True


def list_people(workshop: Workshop) -> list[Participant]:
    """Return everybody who joined, in the order in which they came."""
    statement = select(Participant).where(Participant.workshop_id == workshop.id).order_by(Participant.id)
    return list(db.session.scalars(statement))


def count_standing(workshop: Workshop) -> int:
    """Return how many have joined and sit at no table."""
    statement = (
        select(func.count())
        .select_from(Participant)
        .where(Participant.workshop_id == workshop.id, Participant.table_id.is_(None))
    )
    return db.session.scalar(statement) or 0


def visits_before(step: Step) -> dict[int, set[int]]:
    """Return by person the tables at which they sat in the rounds of the World Café before ``step``."""
    statement = (
        select(TableVisit.participant_id, TableVisit.table_id)
        .join(Step, TableVisit.step_id == Step.id)
        .where(Step.workshop_id == step.workshop_id, Step.position < step.position)
    )
    visited: defaultdict[int, set[int]] = defaultdict(set)
    for person, table in db.session.execute(statement):
        visited[person].add(table)
    return visited


def visits_in(step: Step) -> dict[int, int]:
    """Return by person the table at which they sat in a round that is over."""
    statement = select(TableVisit.participant_id, TableVisit.table_id).where(TableVisit.step_id == step.id)
    return {row.participant_id: row.table_id for row in db.session.execute(statement)}


def last_visit(participant: Participant, step: Step) -> int | None:
    """Return the table at which somebody sat in the round before ``step``."""
    statement = (
        select(TableVisit.table_id)
        .join(Step, TableVisit.step_id == Step.id)
        .where(TableVisit.participant_id == participant.id, Step.position < step.position)
        .order_by(Step.position.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
