"""Tables: set up, joined, hosted, spread, left, changed at the bell; each refusal by its name."""

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry, Participant
from participation.kernel.database import db
from participation.privacy.services import archive_workshop
from participation.workshop.errors import (
    HostStays,
    NobodyThere,
    NoTables,
    NotSeated,
    TableHosted,
    TableNumberUnknown,
    TableOccupied,
)
from participation.workshop.models import Phase, StepKind, TableVisit, WorkshopState
from participation.workshop.seats import (
    count_standing,
    find_seat,
    get_table_by_number,
    last_visit,
    list_seated_tables,
)
from participation.workshop.services import (
    add_table,
    assign_everybody,
    change_table,
    host_table,
    move_people,
    name_host,
    release_host,
    remember_seats,
    remove_last_table,
    ring_bell,
    sit_down,
    stop_hosting,
)
from tests.factories import a_concept, a_field, a_participant, a_process, a_workshop, an_edition

pytestmark = pytest.mark.usefixtures("database")

CAFE = ((Phase.FANTASY, StepKind.COLLECT),) * 3


@pytest.fixture
def hall():
    """A workshop with three tables."""
    workshop = a_workshop(agenda=CAFE)
    for name in ("", "Am Fenster", ""):
        add_table(workshop, name, None)
    for number, step in enumerate(workshop.steps, start=1):
        step.settings = {"cafe_round": number}
    db.session.commit()
    return workshop


def seats_of(workshop):
    people = db.session.scalars(
        select(Participant).where(Participant.workshop_id == workshop.id).order_by(Participant.id)
    )
    numbers = {table.id: table.number for table in workshop.tables}
    return [numbers.get(person.table_id) for person in people]


def actions(workshop):
    entries = db.session.scalars(select(LogEntry).where(LogEntry.workshop_id == workshop.id).order_by(LogEntry.id))
    return [entry.action for entry in entries]


def test_table_is_found_by_the_number_on_its_tent(hall):
    assert get_table_by_number(hall, 2).name == "Am Fenster"


@pytest.mark.parametrize("number", [0, -1, 4, 10**12])
def test_number_that_no_tent_has_is_refused(hall, number):
    with pytest.raises(TableNumberUnknown) as refused:
        get_table_by_number(hall, number)
    assert refused.value.number == number


def test_table_of_another_workshop_is_not_found_by_its_number(hall):
    with pytest.raises(TableNumberUnknown):
        get_table_by_number(a_workshop(), 1)


def test_empty_name_keeps_the_old_one_and_foreign_field_of_action_is_none():
    concept = a_concept()
    an_edition(concept)
    field, foreign = a_field(concept), a_field(a_concept())
    workshop = a_workshop(process=a_process(concept))
    table = add_table(workshop, "Am Fenster", None)
    change_table(table, None, name=" ", field_id=field.id, questions={"de": " Was fehlt? ", "ar": " "})
    assert (table.name, table.field, table.questions) == ("Am Fenster", field, {"de": "Was fehlt?"})
    change_table(table, None, name="Tür", field_id=foreign.id, questions={})
    assert (table.name, table.field_id, table.question_in("ar")) == ("Tür", None, ("", "de"))


def test_question_is_read_in_the_own_language_else_in_the_first_written(hall):
    table = hall.tables[0]
    table.questions = {"de": "Was fehlt?", "ar": "ما الذي ينقص؟"}
    assert (table.question_in("ar"), table.question_in("tr")) == (("ما الذي ينقص؟", "ar"), ("Was fehlt?", "de"))


def test_last_table_goes_only_before_the_doors_open(hall):
    with pytest.raises(TableOccupied):
        remove_last_table(hall, None)
    hall.state = WorkshopState.PLANNED
    remove_last_table(hall, None)
    assert [table.number for table in hall.tables] == [1, 2]


def test_nothing_is_taken_away_where_no_table_stands():
    with pytest.raises(NoTables):
        remove_last_table(a_workshop(), None)


def test_sitting_down_and_standing_up_is_told_to_screen_and_console(hall):
    person = a_participant(hall)
    before = hall.board_revision
    sit_down(hall, person, hall.tables[1])
    assert (find_seat(person), count_standing(hall)) == (hall.tables[1], 0)
    sit_down(hall, person, None)
    assert (find_seat(person), count_standing(hall), hall.board_revision) == (None, 1, before + 2)


def test_host_sits_stays_and_hosts_no_second_table(hall):
    person = a_participant(hall)
    with pytest.raises(NotSeated):
        host_table(hall, person)
    sit_down(hall, person, hall.tables[0])
    host_table(hall, person)
    host_table(hall, person)
    with pytest.raises(HostStays):
        sit_down(hall, person, hall.tables[1])
    stop_hosting(hall, person)
    sit_down(hall, person, hall.tables[1])
    assert seats_of(hall) == [2]


def test_table_has_one_host(hall):
    first, second = a_participant(hall), a_participant(hall)
    for person in (first, second):
        sit_down(hall, person, hall.tables[0])
    host_table(hall, first)
    with pytest.raises(TableHosted):
        host_table(hall, second)
    with pytest.raises(TableHosted):
        name_host(hall.tables[0], None)


def test_console_names_who_came_first_and_releases_them(hall):
    people = [a_participant(hall, table_id=hall.tables[0].id) for _ in range(2)]
    name_host(hall.tables[0], None)
    assert [person.hosts_table for person in people] == [True, False]
    release_host(hall.tables[0], None)
    assert [person.hosts_table for person in people] == [False, False]
    with pytest.raises(NobodyThere):
        name_host(hall.tables[1], None)


def test_everybody_without_a_table_gets_one_and_nobody_else_moves(hall):
    seated = [a_participant(hall, table_id=hall.tables[0].id) for _ in range(2)]
    for _ in range(5):
        a_participant(hall)
    assert assign_everybody(hall, None) == 5
    assert (seats_of(hall), actions(hall)[-1]) == ([1, 1, 2, 3, 2, 3, 1], "assign_tables")
    assert len(seated) == 2


def test_spreading_anew_leaves_hosts_only(hall):
    for hosts in (True, False, False, False, False):
        a_participant(hall, table_id=hall.tables[2].id, hosts_table=hosts)
    before = hall.stage_revision
    assert assign_everybody(hall, None, anew=True) == 4
    assert (seats_of(hall), hall.stage_revision, actions(hall)[-1]) == ([3, 1, 2, 1, 2], before + 1, "spread_anew")


def test_nobody_is_spread_without_tables():
    with pytest.raises(NoTables):
        assign_everybody(a_workshop(), None)


def test_last_comers_move_and_the_host_never(hall):
    first, second = hall.tables[:2]
    for hosts in (True, False, False):
        a_participant(hall, table_id=first.id, hosts_table=hosts)
    move_people(hall, first, second, 1, None)
    assert seats_of(hall) == [1, 1, 2]
    for count in (0, 2):
        with pytest.raises(NobodyThere):
            move_people(hall, first, second, count, None)
    assert seats_of(hall) == [1, 1, 2]


def test_tables_are_counted_in_two_statements_however_many_sit_there(hall, statements):
    counts = []
    for people in (1, 3):
        for _ in range(people):
            a_participant(hall, table_id=hall.tables[0].id)
        db.session.refresh(hall)
        statements.clear()
        seated = list_seated_tables(hall)
        counts.append(len(statements))
    assert (counts, [each.people for each in seated]) == ([2, 2], [4, 0, 0])


def test_more_than_six_are_a_crowd(hall):
    for _ in range(7):
        a_participant(hall, table_id=hall.tables[0].id)
    assert [each.is_crowded for each in list_seated_tables(hall)] == [True, False, False]


def test_first_round_leaves_people_where_they_sit(hall):
    a_participant(hall, table_id=hall.tables[0].id)
    ring_bell(hall.steps[0], None)
    assert (seats_of(hall), actions(hall)) == ([1], ["add_table"] * 3)


def test_bell_sends_guests_to_new_tables_and_hosts_stay(hall):
    for place in range(9):
        a_participant(hall, table_id=hall.tables[place % 3].id, hosts_table=place < 3)
    told = [seats_of(hall)]
    for before, after in zip(hall.steps, hall.steps[1:], strict=False):
        remember_seats(before)
        ring_bell(after, None)
        told.append(seats_of(hall))
    assert [round_[:3] for round_ in told] == [[1, 2, 3]] * 3
    assert [len({round_[person] for round_ in told}) for person in range(3, 9)] == [3] * 6
    assert [sorted(round_) for round_ in told] == [[1, 1, 1, 2, 2, 2, 3, 3, 3]] * 3
    assert actions(hall).count("ring_bell") == 2


def test_going_back_to_a_round_seats_people_as_they_sat(hall):
    first, second = hall.steps[:2]
    person = a_participant(hall, table_id=hall.tables[0].id)
    remember_seats(first)
    ring_bell(second, None)
    moved = seats_of(hall)
    remember_seats(second)
    ring_bell(first, None)
    assert (seats_of(hall), moved != [1]) == ([1], True)
    ring_bell(second, None)
    assert (seats_of(hall), last_visit(person, second)) == (moved, hall.tables[0].id)


def test_who_sits_nowhere_is_sent_nowhere(hall):
    a_participant(hall)
    a_participant(hall, table_id=hall.tables[0].id)
    remember_seats(hall.steps[0])
    ring_bell(hall.steps[1], None)
    assert seats_of(hall)[0] is None


def test_archiving_forgets_who_sat_where(hall):
    a_participant(hall, table_id=hall.tables[0].id)
    remember_seats(hall.steps[0])
    hall.state = WorkshopState.CLOSED
    archive_workshop(hall, None)
    assert db.session.scalars(select(TableVisit)).all() == []
