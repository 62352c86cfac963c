"""The history of a measure: every version, and what differs between any two of them."""

import pytest

from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.errors import VersionUnknown
from participation.measures.queries import get_measure, get_version, list_versions
from participation.measures.services import change_state, edit_measure, write_measure
from tests.factories import a_measure, an_office_user
from tests.measures.integration.conftest import COMPLETE


@pytest.fixture
def measure(goal):
    return a_measure(goal.edition, goals=[goal], **COMPLETE)


def edit(measure, actor=None, **values):
    with transaction():
        measure = get_measure(measure.id)
        goals = [goal.id for goal in measure.goals]
        edit_measure(measure, actor, values, goal_ids=goals, field_ids=[], seen_version=measure.version)


def said(measure, name):
    return [(version.number, version.values[name]) for version in list_versions(measure)]


def test_each_version_says_what_stood_there(measure):
    edit(measure, lead="Schulamt", due_on="2027-12-31")
    edit(measure, lead="Jugendamt")
    assert said(measure, "lead") == [(3, "Jugendamt"), (2, "Schulamt"), (1, "Sportverein")]
    assert said(measure, "due_on") == [(3, "2027-12-31"), (2, "2027-12-31"), (1, None)]


def test_version_knows_who_made_it_and_why(measure):
    office = an_office_user(name="Frau Amt")
    with transaction():
        change_state(measure, office, MeasureState.REJECTED, "No pool")
    first, second = list_versions(measure)[::-1]
    assert (first.author, first.reason, first.values["state"]) == ("", "", "draft")
    assert (second.author, second.reason, second.values["state"]) == ("Frau Amt", "No pool", "rejected")


def test_measure_without_changes_has_one_version(measure):
    assert said(measure, "lead") == [(1, "Sportverein")]


def test_idea_of_the_office_begins_with_its_first_line(goal):
    with transaction():
        idea = write_measure(goal.edition, None, title="Lotsen", text="")
    assert [(version.number, version.values["title"]) for version in list_versions(idea)] == [(1, "Lotsen")]


def test_what_an_import_changed_is_a_version_of_its_own(measure):
    edit(measure, lead="Schulamt")
    measure.lead, measure.version = "Import", 3
    db.session.commit()
    assert said(measure, "lead") == [(3, "Import"), (2, "Schulamt"), (1, "Sportverein")]


def test_version_that_never_was_is_unknown(measure):
    assert get_version(measure, 1).number == 1
    with pytest.raises(VersionUnknown):
        get_version(measure, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_versions_take_a_constant_number_of_statements(measure, statements, count):
    for number in range(count):
        edit(measure, an_office_user(), lead=f"Amt {number}")
    measure_id = measure.id
    db.session.expire_all()
    measure = get_measure(measure_id)
    statements.clear()
    assert len(list_versions(measure)) == count + 1
    assert len(statements) == 1


def test_page_compares_any_two_versions_word_by_word(desk, measure):
    edit(measure, text="Der Sportverein gibt Kurse.")
    edit(measure, lead="Jugendamt")
    office = desk(an_office_user())
    address = f"/office/measures/{measure.id}/versions"
    latest = office.look(address)
    assert ("<del>Sportverein</del><ins>Jugendamt</ins>" in latest, "<del>Verein</del>" in latest) == (True, False)
    both = office.look(f"{address}?from=3&to=1")
    assert "<del>Verein</del><ins>Sportverein</ins>" in both
    assert "<del>Sportverein</del><ins>Jugendamt</ins>" in both
    edit(measure, due_on="2027-12-31")
    assert "<ins>31 Dec 2027</ins>" in office.look(address)
    assert "31 Dec 2027" in office.look(f"/office/measures/{measure.id}")
    assert office.get(f"{address}?from=99&to=x").status_code == 200
