"""Tables on the console: people spread, moved, hosts named; the history of a canvas."""

import pytest

from participation.kernel.transaction import transaction
from participation.measures.services import fill_field
from participation.workshop.models import Phase, StepKind
from participation.workshop.seats import list_seated_tables
from tests.factories import a_cluster, a_participant, a_plan, a_table
from tests.hall.console.desk import refusal, words


def fill(workshop, _step):
    first = a_table(workshop, position=0, name="Tisch 1")
    a_table(workshop, position=1, name="Tisch 2")
    for _ in range(7):
        a_participant(workshop, table_id=first.id)
    a_participant(workshop)


@pytest.fixture
def console(prepare):
    return prepare(fill=fill)


def people(console):
    return console.look(lambda workshop: [(each.people, each.hosted) for each in list_seated_tables(workshop)])


def test_sheet_counts_people_and_hints_at_a_crowd(console):
    page = console.page("seats")
    assert words(page, "//li[@class='seats__table']/h3") == ["1 Tisch 1", "2 Tisch 2"]
    assert words(page, "//strong[@class='seats__hint']") == ["More than 6: make two tables of it."]
    assert "1 person has no table yet." in page.text_content()


def test_everybody_gets_a_table_then_all_are_spread_anew(console):
    assert console.post("seats").status_code == 303
    assert people(console) == [(7, False), (1, False)]
    console.post("seats", anew="1")
    assert people(console) == [(4, False), (4, False)]


def test_people_move_to_another_table(console):
    console.post("seats/1/move", target="2", people="3")
    assert people(console) == [(4, False), (3, False)]


@pytest.mark.parametrize(
    ("address", "values", "said"),
    [
        ("seats/1/move", {"target": "2", "people": "8"}, "So many guests do not sit at this table."),
        ("seats/1/move", {"target": "9", "people": "1"}, "There is no table 9."),
        ("seats/9/host", {}, "There is no table 9."),
        ("seats/2/host", {}, "So many guests do not sit at this table."),
    ],
)
def test_refused_move_says_why_and_changes_nothing(console, address, values, said):
    answer = console.post(address, **values)
    assert (answer.status_code, refusal(answer).startswith(said)) == (422, True)
    assert people(console) == [(7, False), (0, False)]


def test_host_is_named_and_released(console):
    console.post("seats/1/host")
    assert people(console) == [(7, True), (0, False)]
    console.post("seats/1/host", release="1")
    assert people(console) == [(7, False), (0, False)]


def test_plan_shows_what_stood_in_its_fields_before(prepare):
    def write(workshop, _step):
        wish = a_cluster(workshop, phase=Phase.FANTASY)
        plan = a_plan(workshop, wishes=[wish])
        for text in ("Erst dies", "Dann das"):
            fill_field(plan, "what", text, language="de")
        return plan.id

    console = prepare(StepKind.PLAN, Phase.REALISATION, write)
    page = console.page(f"plans/{console.made}")
    assert words(page, "//ol[@class='history']/li/span") == ["Erst dies"]
    assert words(page, "//details/summary")[-1:] == ["1 earlier text"]


def test_every_saved_text_of_a_field_is_kept(prepare):
    def write(workshop, _step):
        plan = a_plan(workshop, wishes=[a_cluster(workshop, phase=Phase.FANTASY)])
        with transaction():
            field = [fill_field(plan, "what", text, language="de") for text in ("Erst", "Dann", "")][-1]
        return [(version.version, version.text, version.by_staff) for version in field.versions]

    console = prepare(StepKind.PLAN, Phase.REALISATION, write)
    assert console.made == [(1, "Erst", True), (2, "Dann", True), (3, "", True)]
