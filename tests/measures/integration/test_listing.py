"""The list of measures: completeness, filters in the address, order, search by stems, pages."""

from datetime import date

import pytest

from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.measures.queries import (
    Deadline,
    MeasureFilter,
    Order,
    is_overdue,
    list_leads,
    list_measures,
    list_origins,
    list_page,
    missing_parts,
)
from participation.measures.queries.listing import ROWS
from tests.factories import a_field, a_goal, a_measure, an_office_user
from tests.measures.integration.conftest import COMPLETE

TODAY = date(2027, 6, 1)


@pytest.fixture
def edition(goal):
    return goal.edition


@pytest.fixture
def office(desk):
    return desk(an_office_user())


def titles(edition, **narrowed):
    return [measure.title for measure in list_measures(edition.id, MeasureFilter(**narrowed))]


def ordered(edition, order, **how):
    return [measure.title for measure in list_page(edition.id, MeasureFilter(), order, **how).measures]


def test_overdue_is_what_is_past_its_deadline_and_not_ended(edition):
    for title, day, state in (
        ("late", date(2027, 5, 31), MeasureState.IN_PROGRESS),
        ("today", TODAY, MeasureState.IN_PROGRESS),
        ("done", date(2027, 5, 1), MeasureState.DONE),
        ("rejected", date(2027, 5, 1), MeasureState.REJECTED),
        ("postponed", date(2027, 5, 1), MeasureState.POSTPONED),
        ("open", None, MeasureState.DRAFT),
    ):
        a_measure(edition, title=title, due_on=day, state=state)
    assert titles(edition, deadline=Deadline.OVERDUE, today=TODAY) == ["late"]
    assert [measure.title for measure in list_measures(edition.id) if is_overdue(measure, TODAY)] == ["late"]
    assert titles(edition, deadline=Deadline.MISSING) == ["open"]
    assert titles(edition, due_until=TODAY) == ["late", "today", "done", "rejected", "postponed"]


def test_incomplete_in_the_list_is_what_lacks_a_part(edition, goal):
    whole = a_measure(edition, goals=[goal], **COMPLETE | {"title": "whole"})
    with_day = a_measure(edition, goals=[goal], due_on=TODAY, **COMPLETE | {"title": "day", "time_frame": ""})
    a_measure(edition, **COMPLETE | {"title": "without a goal"})
    for name in ("text", "lead", "time_frame", "costs", "indicator"):
        a_measure(edition, goals=[goal], **COMPLETE | {"title": name, name: " "})
    incomplete = ["without a goal", "text", "lead", "time_frame", "costs", "indicator"]
    assert titles(edition, incomplete=True) == incomplete
    assert [measure.title for measure in list_measures(edition.id) if missing_parts(measure)] == incomplete
    assert (missing_parts(whole), missing_parts(with_day)) == ((), ())


def test_lead_is_found_by_a_part_of_its_name(edition):
    a_measure(edition, title="a", lead="Schulamt")
    a_measure(edition, title="b", lead="Sportverein")
    assert titles(edition, lead="schul") == ["a"]


def test_words_are_found_by_their_stems_in_all_parts_those_of_the_title_first(edition):
    a_measure(edition, title="Sprache", text="Es gibt einen Kurs.")
    a_measure(edition, title="Schwimmkurse", text="Mütter lernen.")
    a_measure(edition, title="Fest", text="Musik", partners="Kursleitung")
    assert titles(edition, words="kurse") == ["Schwimmkurse", "Sprache", "Fest"]
    assert titles(edition, words="Mutter Schwimmkurs") == ["Schwimmkurse"]
    assert titles(edition, words="Tanz") == []


def test_list_is_sorted_as_people_sort_and_what_says_nothing_comes_last(edition):
    a_measure(edition, title="Ordnung", lead="Zoll", due_on=date(2027, 1, 2))
    a_measure(edition, title="Öffnung", lead="", due_on=None, state=MeasureState.DONE)
    a_measure(edition, title="apfel", lead="Amt", due_on=date(2027, 1, 1))
    assert ordered(edition, Order.PLACE) == ["Ordnung", "Öffnung", "apfel"]
    assert ordered(edition, Order.TITLE) == ["apfel", "Öffnung", "Ordnung"]
    assert ordered(edition, Order.TITLE, descending=True) == ["Ordnung", "Öffnung", "apfel"]
    assert ordered(edition, Order.LEAD) == ["apfel", "Ordnung", "Öffnung"]
    assert ordered(edition, Order.LEAD, descending=True) == ["Ordnung", "apfel", "Öffnung"]
    assert ordered(edition, Order.DUE) == ["apfel", "Ordnung", "Öffnung"]
    assert ordered(edition, Order.STATE, descending=True)[0] == "Öffnung"


def test_page_beyond_the_last_is_the_last(edition):
    for number in range(ROWS + 1):
        db.session.add(a_copy(edition, number))
    db.session.commit()
    first, beyond = list_page(edition.id, MeasureFilter()), list_page(edition.id, MeasureFilter(), number=9)
    assert (first.found, first.pages, len(first.measures)) == (ROWS + 1, 2, ROWS)
    assert (beyond.number, [measure.title for measure in beyond.measures]) == (2, [f"Measure {ROWS}"])
    assert list_page(edition.id, MeasureFilter(words="nowhere")).pages == 1


def a_copy(edition, number):
    return type(edition).measures.property.mapper.class_(
        edition_id=edition.id, position=number, title=f"Measure {number}", text="The city does it."
    )


def test_leads_and_workshops_are_offered_once_in_their_order(edition):
    for lead, origin in (("Schulamt", "Zukunft"), ("Amt", ""), ("Schulamt", "Ankommen"), ("", "Zukunft")):
        a_measure(edition, lead=lead, origin_workshop=origin)
    assert (list_leads(edition.id), list_origins(edition.id)) == (["Amt", "Schulamt"], ["Ankommen", "Zukunft"])


def test_filter_stands_in_the_address_and_in_its_form(office, edition, goal):
    sport = a_field(edition.concept, name="Sport")
    found = a_measure(edition, goals=[a_goal(parent=goal)], title="Schwimmkurse", lead="Verein", due_on=TODAY)
    found.fields = [sport]
    a_measure(edition, title="Lotsen")
    db.session.commit()
    page = office.look(
        f"/office/measures?words=kurs&state=draft&goal={goal.id}&field={sport.id}&lead=verein&until=2027-06-01"
    )
    assert ("<mark>Schwimmkurse</mark>" in page, "Lotsen" in page, "1 measure" in page) == (True, False, True)
    for shown in (
        'name="words" value="kurs"',
        f'<option value="{goal.id}" selected>',
        f'<option value="{sport.id}" selected>',
        'name="lead" list="leads" value="verein"',
        'name="until" value="2027-06-01"',
        "sort=title",
    ):
        assert shown in page


def test_day_that_is_none_is_named_and_kept(office, edition):
    a_measure(edition, title="Lotsen")
    answer = office.get("/office/measures?until=31.12.2027")
    assert answer.status_code == 422
    assert "“31.12.2027” is no day." in answer.text
    assert ('value="31.12.2027"' in answer.text, "Lotsen" in answer.text) == (True, True)


@pytest.mark.parametrize(
    "nonsense", ["state=x", "goal=x", "goal=99999999999999", "sort=x", "page=-1", "page=x", "due=x"]
)
def test_nonsense_in_the_address_does_not_narrow(office, edition, nonsense):
    a_measure(edition, title="Lotsen")
    assert "Lotsen" in office.look(f"/office/measures?{nonsense}")


def test_list_names_what_is_missing_where_it_is_missing(office, edition, goal):
    a_measure(edition, goals=[goal], **COMPLETE)
    assert "missing" not in office.look("/office/measures").partition("<tbody>")[2].partition("</tbody>")[0]
    a_measure(edition, title="Lotsen", text="Sie begleiten.")
    rows = office.look("/office/measures").partition("<tbody>")[2].partition("</tbody>")[0]
    assert rows.count("missing") == 5


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_the_list_takes_a_constant_number_of_statements(office, edition, goal, statements, count):
    for _number in range(count):
        a_measure(edition, goals=[goal], **COMPLETE)
    db.session.remove()
    statements.clear()
    page = office.look("/office/measures?words=kurse")
    assert (page.count("<mark>Schwimmkurse</mark>"), len(statements)) == (count, 14)
